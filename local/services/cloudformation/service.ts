import { ServiceError } from '../../errors.ts'
import { optionalText, text } from '../../input.ts'
import type { Call, Input, Operation, PlaneContext, Service } from '../../service.ts'
import { type ChangeSet, makeChangeSet, readTemplate } from './change-sets.ts'
import { describeChangeSet, describeEvent, describeResource, describeStack } from './describe.ts'
import { Executor } from './execute.ts'
import { checkReferences } from './order.ts'
import type { TypeLookup } from './plan.ts'
import { openStacks, type Running, type Stack, type Stacks } from './stacks.ts'
import { invalid, parseTemplate } from './template.ts'

const eventsPerPage = 100

/** CloudFormation over the resource types that this plane's services declare. Operations run in the background, one per stack. */
export function createCloudFormationService(plane: PlaneContext, types: TypeLookup): Service {
  const stacks = openStacks(plane)
  const executor = new Executor(plane, stacks, types)
  const changeSets = plane.store.collection<ChangeSet>('cloudformation-change-sets')
  const running = new Map<string, Promise<void>>()

  const findChangeSet = (input: Input): ChangeSet | undefined => {
    const name = text(input, 'ChangeSetName')
    const stackId = optionalText(input, 'StackName')
    const stack = stackId === undefined ? undefined : stacks.find(stackId)
    return changeSets.list().find((each) => each.id === name || (each.name === name && each.stackId === stack?.id))
  }
  const getChangeSet = (input: Input): ChangeSet => {
    const found = findChangeSet(input)
    if (!found)
      throw new ServiceError('ChangeSetNotFound', `ChangeSet [${text(input, 'ChangeSetName')}] does not exist`, 404)
    return found
  }
  const begin = (
    stack: Stack,
    kind: Running['kind'],
    wish: Pick<Running, 'templateBody' | 'parameters' | 'tags'>,
  ): void => {
    if (stack.running) throw invalid(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`)
    stacks.save({ ...stack, running: { kind, steps: [], ...wish } })
    go(stack.id)
  }
  const go = (id: string): void => {
    const run = executor
      .run(id)
      .catch((error: unknown) => void process.stderr.write(`local plane: stack ${id}: ${String(error)}\n`))
      .finally(() => running.delete(id))
    running.set(id, run)
  }
  const execute = (changeSet: ChangeSet): void => {
    const stack = stacks.get(changeSet.stackId)
    begin(
      { ...stack, capabilities: changeSet.capabilities },
      stack.status === 'REVIEW_IN_PROGRESS' ? 'create' : 'update',
      changeSet,
    )
  }
  const direct = async (input: Input, call: Call, kind: 'CREATE' | 'UPDATE') => {
    const changeSet = await makeChangeSet(plane, stacks, types, input, call, kind)
    if (changeSet.status === 'FAILED') throw invalid('No updates are to be performed.')
    execute(changeSet)
    return { StackId: changeSet.stackId }
  }

  const operations: Record<string, Operation> = {
    CreateChangeSet: async (input, call) => {
      const kind = optionalText(input, 'ChangeSetType') === 'CREATE' ? 'CREATE' : 'UPDATE'
      if (findChangeSet(input))
        throw new ServiceError('AlreadyExistsException', `ChangeSet ${text(input, 'ChangeSetName')} already exists`)
      const isNew = stacks.find(text(input, 'StackName')) === undefined
      const changeSet = await makeChangeSet(plane, stacks, types, input, call, kind)
      changeSets.put(changeSet.id, changeSet)
      if (isNew) stacks.setStatus(changeSet.stackId, 'REVIEW_IN_PROGRESS', 'User Initiated')
      return { Id: changeSet.id, StackId: changeSet.stackId }
    },
    DescribeChangeSet: (input) => describeChangeSet(getChangeSet(input)),
    ExecuteChangeSet: (input) => {
      const changeSet = getChangeSet(input)
      if (changeSet.executionStatus !== 'AVAILABLE') {
        throw new ServiceError(
          'InvalidChangeSetStatus',
          `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
        )
      }
      execute(changeSet)
      for (const each of changeSets.list()) if (each.stackId === changeSet.stackId) changeSets.delete(each.id)
      return {}
    },
    DeleteChangeSet: (input) => {
      const changeSet = findChangeSet(input)
      if (changeSet) changeSets.delete(changeSet.id)
      return {}
    },
    CreateStack: (input, call) => direct(input, call, 'CREATE'),
    UpdateStack: (input, call) => direct(input, call, 'UPDATE'),
    DeleteStack: (input) => {
      const stack = stacks.find(text(input, 'StackName'))
      if (!stack || stack.status === 'DELETE_COMPLETE') return {}
      const { templateBody, parameters, tags } = stack
      for (const each of changeSets.list()) if (each.stackId === stack.id) changeSets.delete(each.id)
      begin(stack, 'delete', { templateBody, parameters, tags })
      return {}
    },
    ...readers(plane, stacks),
  }
  return {
    name: 'cloudformation',
    operations,
    start: async () => {
      for (const stack of stacks.list()) if (stack.running) go(stack.id)
    },
    stop: async () => {
      await Promise.all(running.values())
    },
  }
}

function readers(plane: PlaneContext, stacks: Stacks): Record<string, Operation> {
  const stackOf = (input: Input) => stacks.get(text(input, 'StackName'))
  const resourceOf = (stack: Stack, logicalId: string) => {
    const resource = stack.resources.find((each) => each.logicalId === logicalId)
    if (!resource) throw invalid(`Resource ${logicalId} does not exist for stack ${stack.name}`)
    return resource
  }
  return {
    DescribeStacks: (input) => {
      const name = optionalText(input, 'StackName')
      const found =
        name === undefined ? stacks.list().filter((stack) => stack.status !== 'DELETE_COMPLETE') : [stacks.get(name)]
      return { Stacks: found.map(describeStack) }
    },
    DescribeStackEvents: (input) => {
      const events = stacks.events(stackOf(input))
      const from = Number(optionalText(input, 'NextToken') ?? 0)
      const to = from + eventsPerPage
      return {
        StackEvents: events.slice(from, to).map(describeEvent),
        NextToken: to < events.length ? String(to) : undefined,
      }
    },
    DescribeStackResource: (input) => {
      const stack = stackOf(input)
      return { StackResourceDetail: describeResource(stack, resourceOf(stack, text(input, 'LogicalResourceId'))) }
    },
    DescribeStackResources: (input) => {
      const stack = stackOf(input)
      const wanted = optionalText(input, 'LogicalResourceId')
      const found = wanted === undefined ? stack.resources : [resourceOf(stack, wanted)]
      return {
        StackResources: found.map((resource) => {
          const { LastUpdatedTimestamp, ...shown } = describeResource(stack, resource)
          return { ...shown, Timestamp: LastUpdatedTimestamp }
        }),
      }
    },
    ListStackResources: (input) => {
      const stack = stackOf(input)
      return { StackResourceSummaries: stack.resources.map((resource) => describeResource(stack, resource)) }
    },
    GetTemplate: (input) => ({ TemplateBody: stackOf(input).templateBody, StagesAvailable: ['Original', 'Processed'] }),
    ValidateTemplate: async (input) => {
      const template = parseTemplate(await readTemplate(plane, input))
      checkReferences(template)
      return {
        Description: template.description,
        Parameters: Object.entries(template.parameters).map(([ParameterKey, parameter]) => ({
          ParameterKey,
          DefaultValue: optionalText(parameter, 'Default'),
          NoEcho: String(parameter.NoEcho) === 'true',
          Description: optionalText(parameter, 'Description'),
        })),
        Capabilities: [],
      }
    },
  }
}
