import { parseArgs } from 'node:util'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { readAssumptions } from '../cost/assumptions.ts'
import { billOf } from '../cost/bill.ts'
import { readDeployment } from '../cost/deployment.ts'
import { measureRun } from '../cost/measured-run.ts'
import { type PriceFile, readPrices } from '../cost/prices.ts'
import { money } from '../cost/report.ts'
import { usageOfRun } from '../cost/run-usage.ts'
import { type Lake, openLake } from '../lake.ts'
import { printJson, printLines } from '../output.ts'
import type { Reach } from '../stack.ts'
import { root } from '../state.ts'
import { createSteps, type Steps } from '../steps.mjs'
import { UsageError } from '../usage.ts'
import { type Cap, capOf } from '../verify/cap.ts'
import { deleteRetained, deletionOf, findStack, type Retained, retainedBy, settledStack } from '../verify/removal.ts'
import { type Finding, orAborted, runScenarios } from '../verify/scenarios.ts'
import { sls } from '../verify/serverless.ts'
import { asAdmin } from '../warehouse-users.ts'

/**
 * Deploys a throw-away stage to the AWS that the SDK finds, holds it against the publishers' own record, and removes it, whatever
 * happened. Exit code 0 only when every finding holds and nothing but what is named stayed.
 */
export async function run(parameters: readonly string[]): Promise<number> {
  const options = readOptions(parameters)
  const reach: Reach = { region: options.region }
  const steps = createSteps()
  const prices = readPrices()
  const deployment = readDeployment(root, options.stage)
  const cap = capOf(options.cap, prices, deployment)
  const { Account: account = '?', Arn: caller = '?' } = await new STSClient(reach).send(
    new GetCallerIdentityCommand({}),
  )
  const existing = await findStack(reach, options.stackName)
  const work: Work = { options, reach, steps, prices, cap, rpus: deployment.rpus }
  printPlan(work, account, caller)
  if (options.removeOnly) {
    if (!options.yes) return sayYes(steps)
    return (await remove(work, existing?.id)).some(({ type }) => type === stackType) ? 1 : 0
  }
  if (existing) {
    throw new UsageError(
      `The stack ${options.stackName} is there already (${existing.status}). Remove it first: npx tributary verify-aws --stage ${options.stage} --remove-only --yes`,
      1,
    )
  }
  if (!options.yes) return sayYes(steps)
  return verify(work)
}

interface Work {
  readonly options: ReturnType<typeof readOptions>
  readonly reach: Reach
  readonly steps: Steps
  readonly prices: PriceFile
  readonly cap: Cap
  readonly rpus: number
}

function readOptions(parameters: readonly string[]) {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      stage: { type: 'string', default: 'verify-x' },
      cap: { type: 'string', default: '5' },
      region: { type: 'string', default: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'eu-central-1' },
      orders: { type: 'string', default: '500' },
      'buffer-seconds': { type: 'string', default: '60' },
      param: { type: 'string', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
      'keep-data': { type: 'boolean', default: false },
      'remove-only': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  if (!/^verify-[a-z0-9]{1,12}$/.test(values.stage)) {
    throw new UsageError(
      `--stage ${values.stage}: a throw-away stage is verify- and up to 12 letters and digits; no other is removed here`,
    )
  }
  const number = (name: 'cap' | 'orders' | 'buffer-seconds', least: number): number => {
    const value = Number(values[name])
    if (!Number.isFinite(value) || value < least)
      throw new UsageError(`--${name} ${values[name]}: give a number of at least ${least}`)
    return value
  }
  return {
    stage: values.stage,
    stackName: `tributary-${values.stage}`,
    region: values.region,
    cap: number('cap', 0),
    orders: number('orders', 200),
    bufferSeconds: number('buffer-seconds', 0),
    parameters: values.param,
    yes: values.yes,
    keepData: values['keep-data'],
    removeOnly: values['remove-only'],
    json: values.json,
  }
}

function printPlan({ options, cap }: Work, account: string, caller: string): void {
  const where = process.env.AWS_ENDPOINT_URL ? ` at ${process.env.AWS_ENDPOINT_URL}` : ''
  const retained = options.keepData
    ? 'Buckets, secret and warehouse namespace stay (--keep-data).'
    : "Then empties and deletes the stage's buckets and its secret, and names what stays."
  printLines([
    `Cost cap: $${money(options.cap)}. Kept by time: at most ${cap.minutes} minutes at $${money(cap.usdPerHour)} an hour, then everything is removed.`,
    ...cap.why.map((line) => `  ${line}`),
    `Account ${account}, region ${options.region}${where}, as ${caller}`,
    options.removeOnly
      ? `Removes the stack ${options.stackName}. ${retained}`
      : `Deploys the stack ${options.stackName}, publishes events of about ${options.orders} orders and all earthquakes, runs batches, compares, removes. ${retained}`,
  ])
}

function sayYes(steps: Steps): number {
  steps.warn('Nothing was done. Say --yes to begin.')
  return 1
}

async function verify(work: Work): Promise<number> {
  const { options, reach, steps, cap } = work
  const interruption = new AbortController()
  const stop = (why: string) => () => {
    steps.warn(
      interruption.signal.aborted ? 'The removal is under way; please wait' : `${why}; everything is removed now`,
    )
    interruption.abort(new Error(why))
  }
  const [onInterrupt, onTerminate] = [stop('Interrupted'), stop('Terminated')]
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  const timer = setTimeout(stop(`The cap's ${cap.minutes} minutes are over`), cap.minutes * 60_000)
  const { signal } = interruption
  let findings: readonly Finding[] = []
  let failure: string | undefined
  let stackId: string | undefined
  try {
    steps.section('Deploy', `sls deploy --stage ${options.stage}`)
    await steps.step('Stack', (progress) => sls(deployParameters(work), progress, signal))
    stackId = (await findStack(reach, options.stackName))?.id
    const lake = await openLake(reach, options.stackName)
    steps.section('Scenarios')
    findings = await orAborted(
      signal,
      runScenarios({
        lake,
        steps,
        orders: options.orders,
        quietSeconds: Math.max(5, options.bufferSeconds * 2),
        signal,
      }),
    )
    await printMeasured(work, lake)
  } catch (error) {
    failure = (error as Error).message
    steps.warn(failure)
  }
  clearTimeout(timer)
  const left = await remove(work, stackId ?? (await findStack(reach, options.stackName))?.id)
  process.off('SIGINT', onInterrupt)
  process.off('SIGTERM', onTerminate)
  const holds = findings.filter((finding) => finding.holds).length
  const removed = left.every(({ type }) => type !== stackType)
  const well = failure === undefined && removed && holds === findings.length && findings.length > 0
  if (options.json) printJson({ stage: options.stage, well, failure, findings, left })
  printLines([
    `${holds} of ${findings.length} findings hold${failure === undefined ? '' : `; ended early: ${failure.split('\n')[0]}`}`,
  ])
  return well ? 0 : 1
}

function deployParameters({ options, rpus }: Work): readonly string[] {
  const own = [`bufferSeconds=${options.bufferSeconds}`, `warehouseMaxCapacity=${rpus}`]
  return [
    'deploy',
    '--stage',
    options.stage,
    '--region',
    options.region,
    ...[...own, ...options.parameters].flatMap((parameter) => ['--param', parameter]),
  ]
}

/** What this very run would be billed, by what it did, and what the warehouse itself says that it charged. */
async function printMeasured({ options, prices }: Work, lake: Lake<Reach>): Promise<void> {
  const measured = await measureRun(lake)
  if (!measured) return
  const bill = billOf(
    usageOfRun(measured, readDeployment(root, options.stage), readAssumptions()),
    measured.lines.events,
    prices,
  )
  printLines([
    `Its events, batches and loads: $${money(bill.pipelineUsd)} by the rules of npx tributary cost.`,
    await chargedByWarehouse(lake),
  ])
}

/** The warehouse's own meter, which lags some minutes behind. */
async function chargedByWarehouse({ connection, stack }: Lake<Reach>): Promise<string> {
  const admin = asAdmin(connection, stack)
  try {
    const { rows } = await admin('SELECT COALESCE(SUM(charged_seconds), 0) FROM sys_serverless_usage')
    return `The warehouse has charged ${rows[0]?.[0]} RPU-seconds so far (SYS_SERVERLESS_USAGE).`
  } catch (error) {
    return `The warehouse does not tell what it charged: ${(error as Error).message.split('\n')[0]}`
  }
}

const stackType = 'AWS::CloudFormation::Stack'

/** Removes the stack and what it retains; says what stays, and how to delete it. */
async function remove(work: Work, stackId: string | undefined): Promise<readonly Retained[]> {
  const { options, reach, steps } = work
  steps.section('Remove', `sls remove --stage ${options.stage}`)
  const stack = await steps.step('Stack settled', () => settledStack(reach, options.stackName))
  const id = stack?.id ?? stackId
  if (id === undefined) {
    steps.line('  Nothing was deployed, nothing is left.')
    return []
  }
  const obstacle = stack && (await removeStack(work))
  const retained = await retainedBy(reach, id)
  const left = options.keepData
    ? retained.map((resource) => ({ ...resource, why: 'kept as asked' }))
    : await steps.step('Buckets and secret deleted', () => deleteRetained(reach, retained))
  for (const resource of left) {
    steps.warn(`stays: ${resource.type} ${resource.id} (${resource.why})\n      ${deletionOf(resource)}`)
  }
  if (obstacle !== undefined) {
    steps.warn(`stays: the stack ${options.stackName}\n${obstacle}`)
    steps.line(`      npx tributary verify-aws --stage ${options.stage} --remove-only --yes`)
    return [{ type: stackType, id }, ...left]
  }
  if (left.length === 0) steps.line('  Nothing stays.')
  return left
}

/** What stands in the way, where the stack could not be removed. */
async function removeStack({ options, steps }: Work): Promise<string | undefined> {
  try {
    await steps.step('Stack removed', (progress) =>
      sls(['remove', '--stage', options.stage, '--region', options.region], progress),
    )
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
