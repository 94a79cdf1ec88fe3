import {
  isAlive,
  type PlaneAddress,
  type Ports,
  runningPlane,
  startPlaneProcess,
  stopPlaneProcess,
} from '../plane-process.ts'
import type { StateFolder } from '../state.ts'
import type { Steps } from '../steps.mjs'
import { UsageError } from '../usage.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Starts the plane of a state; one whose command was killed is stopped first, one that somebody uses is left alone. */
export async function openPlane(
  state: StateFolder,
  ports: Ports,
  steps: Steps,
  watch: Stopwatch,
): Promise<PlaneAddress> {
  const running = runningPlane(state)
  if (running && isAlive(running.owner)) {
    throw new UsageError(
      `Tributary already runs on ${state.path} (process ${running.owner}, ${running.endpoint}). Stop it there with Ctrl-C, or: npm run reset`,
      1,
    )
  }
  if (running) await steps.step('A plane whose command had ended is stopped', () => stopPlaneProcess(state, running))
  return steps.step(
    'AWS on this machine',
    () => watch.time('plane', () => startPlaneProcess(state, ports)),
    ({ endpoint }) => endpoint,
  )
}
