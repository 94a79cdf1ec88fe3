import { existsSync } from 'node:fs'
import { anyPorts, connectionOf, runningPlane, startPlaneProcess, stopPlaneProcess } from './plane-process.ts'
import type { Connection } from './stack.ts'
import { stateFolder } from './state.ts'
import { createSteps } from './steps.mjs'
import { UsageError } from './usage.ts'

/** Gives a command the plane of a state folder: the one that runs, or one that is up only as long as the command. */
export async function withPlane<T>(named: string | undefined, use: (connection: Connection) => Promise<T>): Promise<T> {
  const state = stateFolder(named)
  const running = runningPlane(state)
  if (running) return use(connectionOf(running))
  if (!existsSync(state.plane))
    throw new UsageError(`There is no state in ${state.path}. Begin with: npm start -- --once`, 1)
  const address = await createSteps().step('Local plane, for this command only', () =>
    startPlaneProcess(state, anyPorts),
  )
  try {
    return await use(connectionOf(address))
  } finally {
    await stopPlaneProcess(state, address)
  }
}
