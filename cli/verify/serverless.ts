import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../state.ts'

const graceMilliseconds = 10_000

/**
 * Runs `sls` for a stage with the environment as it is, so that it speaks to whatever AWS the SDK finds. In a process group of its own: a
 * Ctrl-C is for this command, which ends `sls` itself when the signal aborts. Throws with the end of its output.
 */
export async function sls(
  parameters: readonly string[],
  progress: (news: string) => void,
  signal?: AbortSignal,
  tree = root,
): Promise<void> {
  const child = spawn(join(tree, 'node_modules', '.bin', 'sls'), parameters, {
    cwd: tree,
    env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
    progress(output.trimEnd().split('\n').at(-1)?.trim() ?? '')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const end = () => {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), graceMilliseconds).unref()
  }
  signal?.addEventListener('abort', end, { once: true })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  signal?.removeEventListener('abort', end)
  signal?.throwIfAborted()
  if (code !== 0) throw new Error(`sls ${parameters[0]} failed:\n${output.trim().split('\n').slice(-40).join('\n')}`)
}
