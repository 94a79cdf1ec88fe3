import { unsupported } from '../errors.ts'
import type { RestBinding, Service } from '../service.ts'
import { parseJson, renderJson } from './json.ts'
import { type Asked, header, type Protocol, type Reply, type WireRequest } from './wire.ts'

interface Route {
  readonly operation: string
  readonly binding: RestBinding
  readonly pattern: RegExp
  readonly labels: readonly string[]
}

/** REST with JSON bodies (Lambda, Scheduler), by the bindings that the service declares. */
export function restJsonProtocol(service: Service): Protocol {
  const routes = Object.entries(service.rest ?? {}).map(([operation, binding]) => compile(operation, binding))
  const bindings = service.rest ?? {}
  return {
    read: (request) => {
      for (const route of routes) {
        const match = route.binding.method === request.method ? route.pattern.exec(request.path) : null
        if (match) return readRoute(route, match, request)
      }
      throw unsupported(`${service.name}: ${request.method} ${request.path}`)
    },
    write: ({ operation }, output, requestId) => writeRest(bindings[operation]?.response, output, requestId),
    fail: (error, requestId) => ({
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code },
      body: renderJson({
        Type: error.status < 500 ? 'User' : 'Server',
        Message: error.message,
        message: error.message,
        ...error.fields,
      }),
    }),
  }
}

function compile(operation: string, binding: RestBinding): Route {
  const labels: string[] = []
  const pattern = binding.path
    .split(/(\{\w+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^$()[\]\\|]/g, '\\$&')
      labels.push(part.slice(1, -1))
      return '([^/]+)'
    })
    .join('')
  return { operation, binding, labels, pattern: new RegExp(`^${pattern}/?$`) }
}

function readRoute({ operation, binding, labels }: Route, match: RegExpExecArray, request: WireRequest): Asked {
  const input: Record<string, unknown> = binding.payload === undefined ? { ...parseJson(request.body) } : {}
  if (binding.payload !== undefined) input[binding.payload] = request.body
  labels.forEach((label, index) => {
    input[label] = decodeURIComponent(match[index + 1] ?? '')
  })
  for (const [wire, member] of Object.entries(binding.query ?? {})) {
    const values = request.query.getAll(wire)
    if (values.length > 0) input[member] = values.length === 1 ? values[0] : values
  }
  for (const [wire, member] of Object.entries(binding.headers ?? {})) {
    const value = header(request, wire.toLowerCase())
    if (value !== undefined) input[member] = value
  }
  return { operation, input }
}

function writeRest(response: RestBinding['response'], output: unknown, requestId: string): Reply {
  const members: Record<string, unknown> = { ...(output as object | undefined) }
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
  const status = response?.statusMember === undefined ? response?.status : Number(members[response.statusMember])
  if (response?.statusMember !== undefined) delete members[response.statusMember]
  for (const [member, name] of Object.entries(response?.headers ?? {})) {
    if (members[member] !== undefined) headers[name] = String(members[member])
    delete members[member]
  }
  const body = response?.payload === undefined ? renderJson(members) : members[response.payload]
  return {
    status: status ?? 200,
    headers,
    body: body instanceof Uint8Array || typeof body === 'string' ? body : body === undefined ? '' : renderJson(body),
  }
}
