import { parseArgs } from 'node:util'
import { openLake } from '../lake.ts'
import { printJson, printLines } from '../output.ts'
import { connectionOf, stopPlaneProcess, usualPorts } from '../plane-process.ts'
import { journey } from '../start/journey.ts'
import { openPlane } from '../start/open-plane.ts'
import { readyLines } from '../start/report.ts'
import { stayUp } from '../start/stay-up.ts'
import { Stopwatch } from '../start/stopwatch.ts'
import { stateFolder } from '../state.ts'
import { createSteps } from '../steps.mjs'
import { UsageError } from '../usage.ts'

const usualOrders = 50_000
const fewestOrders = 200
const usualFlights = 100_000

/** From nothing to rows that an analyst sees. Exit code 0 only if everything balances. */
export async function run(parameters: readonly string[]): Promise<number> {
  const { once, json, orders, flights, state, ports } = readOptions(parameters)
  const steps = createSteps()
  const watch = new Stopwatch()
  steps.line(
    `${steps.paint.bold('Tributary')} · real Spark and PostgreSQL on this machine · Ctrl-C stops, state is kept`,
  )
  steps.section('Local plane')
  const plane = await openPlane(state, ports, steps, watch)
  let up = false
  const stop = async () => {
    await steps.step('Local plane stopped, its state is kept', () => stopPlaneProcess(state, plane))
  }
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(up ? 0 : code),
        () => process.exit(code),
      )
    })
  }
  try {
    const say = json ? (lines: readonly string[]) => lines.forEach(steps.line) : printLines
    const { report, eventId } = await journey({ state, orders, flights, plane, steps, watch, say })
    if (json) printJson(report)
    say(readyLines(report, eventId, once))
    if (once) return report.balanced ? 0 : 1
    up = true
    return await stayUp(await openLake(connectionOf(plane)), steps)
  } finally {
    await stop()
  }
}

function readOptions(parameters: readonly string[]) {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      orders: { type: 'string', default: String(usualOrders) },
      flights: { type: 'string', default: String(usualFlights) },
      state: { type: 'string' },
      port: { type: 'string', default: String(usualPorts.port) },
      'pg-port': { type: 'string', default: String(usualPorts.pgPort) },
    },
  })
  const orders = Number(values.orders)
  if (!Number.isInteger(orders) || orders < fewestOrders) {
    throw new UsageError(`--orders ${values.orders}: give a whole number of at least ${fewestOrders}`)
  }
  const flights = Number(values.flights)
  if (!Number.isInteger(flights) || flights < 0)
    throw new UsageError(`--flights ${values.flights} is no number of flights`)
  const ports = { port: portOf(values.port), pgPort: portOf(values['pg-port']) }
  return { once: values.once, json: values.json, orders, flights, ports, state: stateFolder(values.state) }
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw new UsageError(`${text} is no port; 0 takes any free one`)
}
