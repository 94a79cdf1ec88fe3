import { randomUUID } from 'node:crypto'
import { messageOf, ServiceError, unsupported } from '../../errors.ts'
import { isRecord, optionalFlag, optionalText, records, text, texts } from '../../input.ts'
import type { Call, Input, PlaneContext } from '../../service.ts'
import { chooseParameters, type ParameterValues } from './parameters.ts'
import { type Change, planChanges, type TypeLookup } from './plan.ts'
import type { Stack, Stacks } from './stacks.ts'
import { invalid, parseTemplate } from './template.ts'

export interface ChangeSet {
  readonly id: string
  readonly name: string
  readonly stackId: string
  readonly stackName: string
  readonly created: string
  readonly status: 'CREATE_COMPLETE' | 'FAILED'
  readonly reason?: string
  readonly executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE'
  readonly changes: readonly Change[]
  readonly templateBody: string
  readonly parameters: ParameterValues
  readonly capabilities: readonly string[]
  readonly tags: readonly Input[]
}

/** A stack may be updated from these. */
const settled = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'UPDATE_ROLLBACK_FAILED',
])
const refused = [
  'DisableRollback',
  'OnStackFailure',
  'StackPolicyBody',
  'StackPolicyURL',
  'ResourcesToImport',
  'IncludeNestedStacks',
  'ImportExistingResources',
]

/** Makes the change set that `CreateChangeSet`, `CreateStack` and `UpdateStack` need. Throws ValidationError, AlreadyExistsException, InsufficientCapabilitiesException. */
export async function makeChangeSet(
  plane: PlaneContext,
  stacks: Stacks,
  types: TypeLookup,
  input: Input,
  call: Call,
  kind: 'CREATE' | 'UPDATE',
): Promise<ChangeSet> {
  const asked = refused.find((name) => input[name] !== undefined && String(input[name]) !== 'false')
  if (asked !== undefined) throw unsupported(`cloudformation: ${asked}`)
  const name = text(input, 'StackName')
  const existing = stackFor(stacks, name, kind)
  const templateBody = await readTemplate(plane, input, existing)
  const template = parseTemplate(templateBody)
  const capabilities = texts(input, 'Capabilities')
  if (
    Object.values(template.resources).some(({ type }) => type.startsWith('AWS::IAM::')) &&
    !capabilities.some((each) => each.startsWith('CAPABILITY_'))
  ) {
    throw new ServiceError('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]')
  }
  const parameters = chooseParameters(template, records(input, 'Parameters'), existing?.parameters ?? {})
  const tags = records(input, 'Tags')
  const stackId =
    existing?.id ?? `arn:aws:cloudformation:${plane.region}:${plane.accountId}:stack/${name}/${randomUUID()}`
  const changes = planChanges(
    plane,
    stacks,
    types,
    { stackId, stackName: name, templateBody, parameters, tags },
    existing,
  )
  if (!existing) stacks.save(newStack(plane, stackId, name, call, capabilities))
  const same = existing !== undefined && changes.length === 0 && sameRest(existing, templateBody, tags)
  const changeSetName = optionalText(input, 'ChangeSetName') ?? `direct-${randomUUID()}`
  return {
    id: `arn:aws:cloudformation:${plane.region}:${plane.accountId}:changeSet/${changeSetName}/${randomUUID()}`,
    name: changeSetName,
    stackId,
    stackName: name,
    created: plane.clock.now().toISOString(),
    status: same ? 'FAILED' : 'CREATE_COMPLETE',
    ...(same
      ? {
          reason:
            "The submitted information didn't contain changes. Submit different information to create a change set.",
        }
      : {}),
    executionStatus: same ? 'UNAVAILABLE' : 'AVAILABLE',
    changes,
    templateBody,
    parameters,
    capabilities,
    tags,
  }
}

function stackFor(stacks: Stacks, name: string, kind: 'CREATE' | 'UPDATE'): Stack | undefined {
  const stack = stacks.find(name)
  if (kind === 'UPDATE') {
    const found = stack ?? stacks.get(name)
    if (!settled.has(found.status))
      throw invalid(`Stack:${found.id} is in ${found.status} state and can not be updated.`)
    return found
  }
  if (stack && stack.status !== 'REVIEW_IN_PROGRESS')
    throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`)
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name))
    throw invalid(`1 validation error detected: Value '${name}' at 'stackName' is not valid`)
  return stack
}

function newStack(plane: PlaneContext, id: string, name: string, call: Call, capabilities: readonly string[]): Stack {
  const created = plane.clock.now().toISOString()
  const nothing = { templateBody: '', parameters: {}, tags: [], outputs: [], resources: [] }
  return { id, name, principal: call.principal, created, status: 'REVIEW_IN_PROGRESS', capabilities, ...nothing }
}

/** Outputs and tags also make an update. */
function sameRest(stack: Stack, templateBody: string, tags: readonly Input[]): boolean {
  const outputs = (body: string) => (body === '' ? '' : JSON.stringify((JSON.parse(body) as Input).Outputs ?? {}))
  return outputs(stack.templateBody) === outputs(templateBody) && JSON.stringify(stack.tags) === JSON.stringify(tags)
}

/** The body itself, the previous one, or an object in this plane's S3 (whatever host its URL names). */
export async function readTemplate(plane: PlaneContext, input: Input, existing?: Stack): Promise<string> {
  const body = optionalText(input, 'TemplateBody')
  if (body !== undefined) return body
  if (optionalFlag(input, 'UsePreviousTemplate') && existing) return existing.templateBody
  const url = optionalText(input, 'TemplateURL')
  if (url === undefined) throw invalid('Either Template URL or Template Body must be specified.')
  const { hostname, pathname } = new URL(url)
  const virtual = /^(.+)\.s3[.-].*amazonaws\.com/.exec(hostname)?.[1]
  const [first = '', ...rest] = pathname.slice(1).split('/').map(decodeURIComponent)
  const place =
    virtual === undefined
      ? { Bucket: first, Key: rest.join('/') }
      : { Bucket: virtual, Key: [first, ...rest].join('/') }
  try {
    const object = await plane.call('s3', 'GetObject', place, plane.admin)
    if (!isRecord(object)) throw new Error('no object')
    const parts: Uint8Array[] = []
    for await (const part of object.Body as AsyncIterable<Uint8Array>) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  } catch (error) {
    throw invalid(`S3 error for ${place.Bucket}/${place.Key}: ${messageOf(error)}`)
  }
}
