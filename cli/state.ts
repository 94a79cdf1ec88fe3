import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Python that the set-up has installed the requirements into. */
export const python = process.env.TRIBUTARY_PYTHON ?? join(root, '.venv', 'bin', 'python')

/** Everything that a local Tributary must remember. */
export interface StateFolder {
  readonly path: string
  readonly plane: string
  readonly publishers: string
  /** How to reach the plane that runs on this state. */
  readonly address: string
  readonly log: string
}

/** `named`, TRIBUTARY_STATE, or `.tributary/state` of this checkout. */
export function stateFolder(named: string | undefined = process.env.TRIBUTARY_STATE): StateFolder {
  const path = resolve(named ?? join(root, '.tributary', 'state'))
  return {
    path,
    plane: join(path, 'plane'),
    publishers: join(path, 'publishers'),
    address: join(path, 'plane.json'),
    log: join(path, 'plane.log'),
  }
}
