import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Clock } from '../../local/clock.ts'
import { testClock } from '../../local/engines/test-clock.ts'
import { testPlane } from '../../local/engines/test-plane.ts'
import type { Operation, ResourceContext } from '../../local/service.ts'
import { createStatesService } from '../../local/services/states/service.ts'

/** What the functions do, by name; a handler may throw an error with a name. */
export type Functions = Readonly<Record<string, (payload: never) => unknown>>

export interface World {
  readonly functions: Functions
  /** Every other call, as `service.Operation`. */
  readonly operations?: Readonly<Record<string, Operation>>
  readonly clock?: Clock
}

export interface Ended {
  readonly status: string
  readonly error?: string
  readonly cause?: string
  /** Names of states in the order in which they were entered. */
  readonly states: readonly string[]
  /** What each function was told. */
  readonly told: (name: string) => readonly unknown[]
}

/** Runs a real definition on the local plane's engine, in a world of its own; hours pass in milliseconds. */
export async function runStateMachine(file: string, input: object, world: World): Promise<Ended> {
  const plane = testPlane({ clock: world.clock ?? testClock() })
  const told: (readonly [string, unknown])[] = []
  for (const [name, operation] of Object.entries(world.operations ?? {})) plane.operations.set(name, operation)
  plane.operations.set('lambda.Invoke', async ({ FunctionName, Payload }) => {
    const name = String(FunctionName)
    const payload = JSON.parse(Buffer.from(Payload as Uint8Array).toString()) as unknown
    told.push([name, payload])
    try {
      const run = world.functions[name]
      if (!run) throw new Error(`nobody expects a call of ${name}`)
      return { StatusCode: 200, Payload: Buffer.from(JSON.stringify((await run(payload as never)) ?? null)) }
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
      }
    }
  })
  const service = createStatesService(plane)
  const ask = async (
    operation: string,
    request: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> =>
    (await service.operations[operation]?.(request, { principal: plane.admin, region: 'eu-central-1' })) as Readonly<
      Record<string, unknown>
    >
  try {
    const made = await service.resources?.['AWS::StepFunctions::StateMachine']?.create(
      {
        StateMachineName: 'machine',
        RoleArn: plane.role('machine').roleArn,
        DefinitionString: JSON.stringify(withoutReferences(parse(readFileSync(file, 'utf8')))),
      },
      {} as ResourceContext,
    )
    const { executionArn } = await ask('StartExecution', {
      stateMachineArn: made?.physicalId,
      input: JSON.stringify(input),
    })
    for (;;) {
      const described = await ask('DescribeExecution', { executionArn })
      if (described.status === 'RUNNING') {
        await new Promise((resolve) => setTimeout(resolve, 2))
        continue
      }
      const { events } = await ask('GetExecutionHistory', { executionArn, maxResults: 1_000 })
      const entered = (events as readonly { stateEnteredEventDetails?: { name: string } }[]).flatMap(
        ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
      )
      return {
        status: String(described.status),
        ...(typeof described.error === 'string' && { error: described.error }),
        ...(typeof described.cause === 'string' && { cause: described.cause }),
        states: entered,
        told: (name) => told.filter(([called]) => called === name).map(([, payload]) => payload),
      }
    }
  } finally {
    await service.stop?.()
    plane.remove()
  }
}

/** `{Fn::GetAtt: [OpenBatchLambdaFunction, Arn]}` → `open-batch`; `{Ref: X}` → `X`. */
function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences)
  if (typeof value !== 'object' || value === null) return value
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as {
    readonly Ref?: string
    readonly 'Fn::GetAtt'?: readonly string[]
  }
  if (ref !== undefined) return ref
  if (attribute?.[0] !== undefined) return kebab(attribute[0].replace(/LambdaFunction$/, ''))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutReferences(member)]))
}

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
