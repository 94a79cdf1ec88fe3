import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Origin } from './authorize.ts'
import type { Asked, Decision, Grant } from './evaluate.ts'

/** One kind of call, noted when it was made first. */
export interface Access {
  readonly role: string
  readonly origin: Origin
  readonly action: string
  /** Of the first such call. */
  readonly resource: string
  /** What of the role's policies allowed it; absent when it was refused. */
  readonly grants?: readonly Grant[]
  readonly refused?: string
}

export interface Recording {
  note(seen: {
    readonly role: string
    readonly origin: Origin
    readonly asked: Asked
    readonly decision: Decision
  }): void
  /** In the order in which they were first made. */
  list(): readonly Access[]
}

/** Kept refusals of one role and action; more say nothing new. */
const mostRefusals = 20

/** JSON lines, one for each role, action and set of grants that allowed it: as many as policies have, however many calls are made. */
export function openRecording(path: string): Recording {
  mkdirSync(dirname(path), { recursive: true })
  const kept: Access[] = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as Access)
    : []
  const known = new Set(kept.map(keyOf))
  return {
    note: ({ role, origin, asked: { action, resource }, decision }) => {
      const access: Access = {
        role,
        origin,
        action,
        resource,
        ...(decision.allowed ? { grants: decision.grants } : { refused: decision.because }),
      }
      const key = keyOf(access)
      if (known.has(key)) return
      if (access.refused && refusals(kept, access) >= mostRefusals) return
      known.add(key)
      kept.push(access)
      appendFileSync(path, `${JSON.stringify(access)}\n`)
    },
    list: () => kept,
  }
}

const keyOf = ({ role, origin, action, resource, grants }: Access): string =>
  JSON.stringify([role, origin, action, grants ?? resource])

const refusals = (kept: readonly Access[], { role, action }: Access): number =>
  kept.filter((each) => each.refused !== undefined && each.role === role && each.action === action).length
