import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Input, PlaneContext, Principal } from '../../service.ts'
import type { ParameterValues } from './parameters.ts'
import { invalid } from './template.ts'

export interface StackResource {
  readonly logicalId: string
  readonly type: string
  readonly physicalId: string
  /** As resolved when it was last made or changed; dynamic references stay references. */
  readonly properties: Input
  readonly attributes: Readonly<Record<string, unknown>>
  /** Counts replacements, so that a generated name is new. */
  readonly generation: number
  readonly retain: boolean
  readonly retainReplaced: boolean
  readonly status: string
  readonly updated: string
}

export interface Output {
  readonly key: string
  readonly value: string
  readonly description?: string
  readonly exportName?: string
}

/** What must be undone when the running operation fails. */
export interface Step {
  readonly logicalId: string
  /** Absent = the resource was new. */
  readonly previous?: StackResource
}

/** The operation that runs, or was running when the plane was killed. */
export interface Running {
  readonly kind: 'create' | 'update' | 'delete'
  readonly templateBody: string
  readonly parameters: ParameterValues
  readonly tags: readonly Input[]
  readonly steps: readonly Step[]
  readonly failure?: string
}

export interface Stack {
  readonly id: string
  readonly name: string
  readonly principal: Principal
  readonly created: string
  readonly updated?: string
  readonly deleted?: string
  readonly status: string
  readonly reason?: string
  readonly templateBody: string
  readonly parameters: ParameterValues
  readonly capabilities: readonly string[]
  readonly tags: readonly Input[]
  readonly outputs: readonly Output[]
  /** In the order of creation. */
  readonly resources: readonly StackResource[]
  readonly running?: Running
}

export interface StackEvent {
  readonly EventId: string
  readonly StackId: string
  readonly StackName: string
  readonly LogicalResourceId: string
  readonly PhysicalResourceId: string
  readonly ResourceType: string
  readonly Timestamp: string
  readonly ResourceStatus: string
  readonly ResourceStatusReason?: string
}

export interface Stacks {
  /** By name or ARN; a deleted stack only by its ARN. */
  find(nameOrId: string): Stack | undefined
  /** Throws ValidationError `… does not exist`. */
  get(nameOrId: string): Stack
  list(): readonly Stack[]
  save(stack: Stack): Stack
  setStatus(id: string, status: string, reason?: string): Stack
  forget(id: string): void
  addEvent(
    stack: Stack,
    subject: { logicalId: string; physicalId: string; type: string },
    status: string,
    reason?: string,
  ): void
  /** Newest first. */
  events(stack: Stack): readonly StackEvent[]
}

export function openStacks(plane: PlaneContext): Stacks {
  const documents = plane.store.collection<Stack>('cloudformation-stacks')
  const folder = join(plane.stateDir, 'stack-events')
  mkdirSync(folder, { recursive: true })
  const eventFile = (id: string) => join(folder, `${encodeURIComponent(id.slice(id.lastIndexOf(':stack/') + 7))}.jsonl`)
  const find = (nameOrId: string) =>
    documents.get(nameOrId) ??
    documents.list().find((stack) => stack.name === nameOrId && stack.status !== 'DELETE_COMPLETE')
  const get = (nameOrId: string) => {
    const stack = find(nameOrId)
    if (!stack) throw invalid(`Stack with id ${nameOrId} does not exist`)
    return stack
  }
  const save = (stack: Stack) => {
    documents.put(stack.id, stack)
    return stack
  }
  const addEvent: Stacks['addEvent'] = (stack, subject, status, reason) => {
    const event: StackEvent = {
      EventId: randomUUID(),
      StackId: stack.id,
      StackName: stack.name,
      LogicalResourceId: subject.logicalId,
      PhysicalResourceId: subject.physicalId,
      ResourceType: subject.type,
      Timestamp: plane.clock.now().toISOString(),
      ResourceStatus: status,
      ...(reason === undefined ? {} : { ResourceStatusReason: reason }),
    }
    appendFileSync(eventFile(stack.id), `${JSON.stringify(event)}\n`)
  }
  return {
    find,
    get,
    list: () => documents.list(),
    save,
    addEvent,
    forget: (id) => {
      documents.delete(id)
    },
    setStatus: (id, status, reason) => {
      const { reason: _before, ...stack } = get(id)
      const changed = save({
        ...stack,
        status,
        ...(reason === undefined ? {} : { reason }),
        updated: plane.clock.now().toISOString(),
      })
      addEvent(
        changed,
        { logicalId: changed.name, physicalId: changed.id, type: 'AWS::CloudFormation::Stack' },
        status,
        reason,
      )
      return changed
    },
    events: ({ id }) => {
      if (!existsSync(eventFile(id))) return []
      const lines = readFileSync(eventFile(id), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as StackEvent).reverse()
    },
  }
}
