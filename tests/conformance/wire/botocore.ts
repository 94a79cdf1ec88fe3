import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The pinned version, as requirements.txt names it. */
export function botocoreVersion(): string {
  const requirements = readFileSync(join(import.meta.dirname, '..', 'requirements.txt'), 'utf8')
  return `botocore ${/^botocore==(.+)$/m.exec(requirements)?.[1] ?? ''}`
}
