import { ServiceError } from '../errors.ts'
import type { Input } from '../service.ts'
import type { Asked, Protocol } from './wire.ts'
import { renderXml } from './xml.ts'

/** The query protocol (CloudFormation, IAM, STS, SNS): form fields in, XML out. */
export function queryProtocol(xmlns: string): Protocol {
  return {
    read: (request): Asked => {
      const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
      for (const [name, value] of request.query) form.append(name, value)
      const operation = form.get('Action')
      if (operation === null) throw new ServiceError('MissingAction', 'The request has no Action')
      form.delete('Action')
      form.delete('Version')
      return { operation, input: parseForm(form) }
    },
    write: ({ operation }, output, requestId) => ({
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: renderXml(
        `${operation}Response`,
        { [`${operation}Result`]: output ?? {}, ResponseMetadata: { RequestId: requestId } },
        { xmlns, itemName: 'member' },
      ),
    }),
    fail: (error, requestId) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: renderXml(
        'ErrorResponse',
        {
          Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
          RequestId: requestId,
        },
        { xmlns },
      ),
    }),
  }
}

type Tree = { [name: string]: Tree | string }

/** `A.member.1.B=x` → `{A: [{B: 'x'}]}`; `A.entry.1.key=k&A.entry.1.value=v` → `{A: {k: 'v'}}`; a lone `A=` is an empty text. */
export function parseForm(form: URLSearchParams): Input {
  const root: Tree = Object.create(null) as Tree
  for (const [name, value] of form) {
    const path = name.split('.')
    const last = path.pop() ?? ''
    let node = root
    for (const step of path) {
      const next = node[step]
      const child = typeof next === 'object' ? next : (Object.create(null) as Tree)
      node[step] = child
      node = child
    }
    node[last] = value
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, fold(node)]))
}

function fold(node: Tree | string): unknown {
  if (typeof node === 'string') return node
  const items = node.member
  if (typeof items === 'object') return inOrder(items).map(fold)
  const entries = node.entry
  if (typeof entries === 'object') {
    return Object.fromEntries(
      inOrder(entries).map((entry) => {
        const pair = typeof entry === 'string' ? {} : entry
        return [String(pair.key ?? pair.Name ?? ''), fold(pair.value ?? pair.Value ?? '')]
      }),
    )
  }
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, fold(child)]))
}

function inOrder(items: Tree): (Tree | string)[] {
  return Object.entries(items)
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, item]) => item)
}
