import { parseArgs } from 'node:util'
import { openLake } from '../lake.ts'
import { printJson, printLines } from '../output.ts'
import { connectionOf, stopPlaneProcess } from '../plane-process.ts'
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

/** From nothing to rows that an analyst sees. Exit code 0 only if everything balances. */
export async function run(parameters: readonly string[]): Promise<number> {
  const { once, json, orders, state } = readOptions(parameters)
  const steps = createSteps()
  const watch = new Stopwatch()
  steps.line(
    `${steps.paint.bold('Tributary')} · real Spark and PostgreSQL on this machine · Ctrl-C stops, state is kept`,
  )
  steps.section('Local plane')
  const plane = await openPlane(state, steps, watch)
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
    const { report, eventId } = await journey({ state, orders, plane, steps, watch, say })
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
      state: { type: 'string' },
    },
  })
  const orders = Number(values.orders)
  if (!Number.isInteger(orders) || orders < fewestOrders) {
    throw new UsageError(`--orders ${values.orders}: give a whole number of at least ${fewestOrders}`)
  }
  return { once: values.once, json: values.json, orders, state: stateFolder(values.state) }
}
