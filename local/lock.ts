import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One plane per state folder. Throws when a living process holds it; a killed one's lock is taken over. Returns the release. */
export function lockState(stateDir: string): () => void {
  const path = join(stateDir, 'plane.pid')
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, 'utf8'))
    if (pid !== process.pid && isAlive(pid))
      throw new Error(`The local plane of ${stateDir} already runs (process ${pid})`)
    if (pid === process.pid && held.has(path))
      throw new Error(`The local plane of ${stateDir} already runs in this process`)
  }
  writeFileSync(path, String(process.pid))
  held.add(path)
  return () => {
    held.delete(path)
    rmSync(path, { force: true })
  }
}

const held = new Set<string>()

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
