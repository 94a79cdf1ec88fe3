import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runningPlane, stopPlaneProcess } from '../plane-process.ts'
import { stateFolder } from '../state.ts'

export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...parameters], options: { state: { type: 'string' } } })
  const state = stateFolder(values.state)
  const running = runningPlane(state)
  if (running) await stopPlaneProcess(state, running)
  await rm(state.path, { recursive: true, force: true })
  process.stderr.write(`${running ? 'The local plane is stopped and its' : 'The'} state is forgotten: ${state.path}\n`)
  return 0
}
