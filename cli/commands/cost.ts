import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type AssumptionName, type Assumptions, readAssumptions, replaced, valuesOf } from '../cost/assumptions.ts'
import { type Bill, billOf } from '../cost/bill.ts'
import { type Deployment, readDeployment } from '../cost/deployment.ts'
import { type MeasuredRun, meanEventBytes, measureRun } from '../cost/measured-run.ts'
import { batchPath, type Plan, type Traffic, usageOf } from '../cost/model.ts'
import { type PriceFile, readPrices } from '../cost/prices.ts'
import { basisLines, billLines, figure, money, packingLines, sourceLines } from '../cost/report.ts'
import { usageOfRun } from '../cost/run-usage.ts'
import { openLake } from '../lake.ts'
import { printJson, printLines } from '../output.ts'
import { root, stateFolder } from '../state.ts'
import { painter } from '../steps.mjs'
import { UsageError } from '../usage.ts'
import { withPlane } from '../with-plane.ts'

/** The size that published figures are compared at. */
const comparedEventBytes = 1_100
/** The aim for a billion packed events of that size. */
const aimUsdPerBillion = 120

/** What a stage would cost: from contracts, template, stated rates, and a run on this machine where there is one. */
export async function run(parameters: readonly string[]): Promise<number> {
  const options = readOptions(parameters)
  const deployment = { ...readDeployment(root, options.stage), ...options.claimsPerDay }
  const prices = readPrices(options.prices)
  const measured = options.useRun ? await measuredRunOf(options.state) : undefined
  const assumed = readAssumptions()
  const assumptions = replaced(fromRun(assumed, measured), options.given, 'given', 'on the command line')
  const traffic = trafficOf(assumptions, deployment, options)
  const bill = (form: Traffic['form'], taken = assumptions): Bill => {
    const sameBytes = (traffic.eventsPerDay * assumptions.eventBytes.value) / taken.eventBytes.value
    const plan: Plan = { traffic: { ...traffic, form, eventsPerDay: sameBytes }, deployment, assumptions: taken }
    return billOf(usageOf(plan), sameBytes * traffic.days, prices)
  }
  const atComparedSize = (changes: Partial<Record<AssumptionName, number>>): Bill =>
    bill('packed', replaced(assumptions, { eventBytes: comparedEventBytes, ...changes }, 'given', 'for the comparison'))
  const compared = atComparedSize({})
  const result: Result = {
    deployment,
    prices,
    assumptions,
    traffic,
    packed: bill('packed'),
    single: bill('single'),
    compared,
    doubts: doubtsAbout(valuesOf(assumptions)).map(({ what, changes }) => ({
      what,
      usdPerBillion: atComparedSize(changes).usdPerBillion,
    })),
    ...(measured && {
      run: { measured, bill: billOf(usageOfRun(measured, deployment, assumptions), measured.lines.events, prices) },
    }),
  }
  if (options.json) printJson(jsonOf(result))
  else printLines(screen(result, options.sources))
  return 0
}

interface Result {
  readonly deployment: Deployment
  readonly prices: PriceFile
  readonly assumptions: Assumptions
  readonly traffic: Traffic
  readonly packed: Bill
  readonly single: Bill
  readonly compared: Bill
  /** The compared figure, were an assumption wrong. */
  readonly doubts: readonly { readonly what: string; readonly usdPerBillion: number }[]
  readonly run?: { readonly measured: MeasuredRun; readonly bill: Bill }
}

/** The assumptions that weigh most, each changed for the worse. */
const doubtsAbout = (
  a: Readonly<Record<AssumptionName, number>>,
): readonly { readonly what: string; readonly changes: Partial<Record<AssumptionName, number>> }[] => [
  { what: 'loads are half as fast', changes: { loadRowsPerRpuSecond: a.loadRowsPerRpuSecond / 2 } },
  { what: 'producers fill half of what is assumed', changes: { packedFill: a.packedFill / 2 } },
  { what: 'Conform is a quarter as fast', changes: { rawBytesPerCoreSecond: a.rawBytesPerCoreSecond / 4 } },
]

function readOptions(parameters: readonly string[]) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      stage: { ...text, default: 'dev' },
      days: { ...text, default: '30' },
      services: text,
      'events-per-day': text,
      'event-bytes': text,
      fill: text,
      'claims-per-day': text,
      prices: text,
      state: text,
      'no-run': { type: 'boolean', default: false },
      sources: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const number = (
    name: 'days' | 'services' | 'events-per-day' | 'event-bytes' | 'fill' | 'claims-per-day',
  ): number | undefined => {
    const written = values[name]
    if (written === undefined) return undefined
    const value = Number(written)
    if (!(value > 0) || !Number.isFinite(value)) throw new UsageError(`--${name} ${written}: give a number above 0`)
    return value
  }
  const given: Partial<Record<AssumptionName, number>> = {}
  const take = (name: AssumptionName, value: number | undefined) => {
    if (value !== undefined) given[name] = value
  }
  take('services', number('services'))
  take('eventBytes', number('event-bytes'))
  take('packedFill', number('fill'))
  if ((given.packedFill ?? 1) > 1) throw new UsageError('--fill is a share: at most 1')
  const claimsPerDay = number('claims-per-day')
  return {
    stage: values.stage,
    days: number('days') ?? 30,
    eventsPerDay: number('events-per-day'),
    claimsPerDay: claimsPerDay === undefined ? {} : { claimsPerDay },
    given,
    prices: values.prices,
    state: values.state,
    useRun: !values['no-run'],
    sources: values.sources,
    json: values.json,
  }
}

async function measuredRunOf(named: string | undefined): Promise<MeasuredRun | undefined> {
  if (!existsSync(stateFolder(named).plane)) return undefined
  return withPlane(named, async (connection) => measureRun(await openLake(connection)))
}

/** What a run shows of the events themselves. Its seconds are of this machine and are priced as they are, not projected. */
function fromRun(assumptions: Assumptions, run: MeasuredRun | undefined): Assumptions {
  if (run === undefined || run.rows === 0) return assumptions
  const values = {
    eventBytes: meanEventBytes(run.lines),
    gzipRatio: run.lines.rawBytes / run.deliveredBytes,
    curatedBytesPerEvent: run.curatedBytes / run.rows,
  }
  return replaced(
    assumptions,
    values,
    'measured',
    `the run on this machine: ${figure(run.lines.events)} events in ${run.batches.length} batches`,
  )
}

function trafficOf(
  assumptions: Assumptions,
  { types, services: compiled }: Deployment,
  options: ReturnType<typeof readOptions>,
): Traffic {
  const a = valuesOf(assumptions)
  const perService = compiled.length === 0 ? 0 : types / compiled.length
  return {
    days: options.days,
    services: a.services,
    types: Math.ceil(a.services * Math.max(perService, a.typesPerService)),
    eventsPerDay: options.eventsPerDay ?? (a.services * a.gigabytesPerServiceDay * 1e9) / a.eventBytes,
    form: 'packed',
  }
}

function screen(result: Result, sources: boolean): readonly string[] {
  const { deployment, prices, assumptions, traffic, packed, single, compared, run } = result
  const paint = painter(process.stdout)
  const [low, high] = prices.peer.usdPerBillion
  const compiled = `${deployment.services.length} services and ${deployment.types} types are compiled`
  return [
    paint.bold(
      `Cost of stage ${deployment.stage}, ${traffic.days} days: ${traffic.services} services, ${traffic.types} types, ${figure(packed.events)} events`,
    ),
    `Prices of ${prices.asOf} in ${prices.region} (the stage deploys to ${deployment.region}); ${compiled}.`,
    `From the template: buffers of ${deployment.bufferSeconds} s, ${figure(deployment.claimsPerDay)} claims a day, ${deployment.rpus} RPU, ${deployment.dpusPerWorker} DPU a worker.`,
    '',
    ...billLines(packed, paint),
    '',
    paint.bold('Packing: the same events one by one, or joined up to 64 KiB'),
    ...packingLines(single, packed),
    '',
    paint.bold('Per billion packed events of 1.1 KB, from the broker to the loaded row'),
    `  $${money(compared.usdPerBillion)}; the aim is at most $${aimUsdPerBillion}. ${prices.peer.name}: $${low}-${high} published.`,
    ...result.doubts.map(({ what, usdPerBillion }) => `  $${money(usdPerBillion)} if ${what}`),
    ...(run
      ? ['', ...runLines(run.measured, run.bill, deployment)]
      : ['', 'No run on this machine was measured; npm start makes one.']),
    '',
    paint.bold('What the figures rest on'),
    ...basisLines(assumptions),
    ...(sources
      ? ['', paint.bold('Prices'), ...sourceLines(prices), `Peer: ${prices.peer.source}`]
      : ['', 'With --sources: each price and where it stands.']),
  ]
}

function runLines(run: MeasuredRun, bill: Bill, deployment: Deployment): readonly string[] {
  const paint = painter(process.stdout)
  const sizes = [...run.lines.types]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, { events }]) => events >= sizeableType)
    .map(([type, { events, bytes }]) => `${type} ${Math.round(bytes / events)}`)
  const batch = run.batches.map(
    ({ batchId, types, transitions, jobSeconds, loadSeconds }) =>
      `  ${batchId}: ${transitions} transitions (the template: ${batchPath(deployment, types).transitions}), Spark job ${jobSeconds.toFixed(1)} s, load ${loadSeconds.toFixed(1)} s on this machine`,
  )
  return [
    paint.bold(
      `The measured run: ${figure(run.lines.events)} events, ${figure(run.lines.rawBytes)} bytes raw, ${figure(run.deliveredBytes)} delivered`,
    ),
    ...batch,
    `  mean bytes of an event: ${sizes.join(', ')}`,
    '',
    'What AWS would bill for this run, had job and loads taken as long there:',
    ...billLines(bill, paint, true),
  ]
}

/** Fewer events say little about a type. */
const sizeableType = 10

function jsonOf({ deployment, prices, assumptions, traffic, packed, single, compared, doubts, run }: Result): unknown {
  return {
    stage: deployment.stage,
    prices_as_of: prices.asOf,
    region: prices.region,
    traffic,
    packed,
    single,
    usd_per_billion: compared.usdPerBillion,
    aim_usd_per_billion: aimUsdPerBillion,
    doubts,
    peer: prices.peer,
    assumptions,
    ...(run && { run: run.bill }),
  }
}
