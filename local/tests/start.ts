import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Plane, startPlane } from '../plane.ts'
import type { PlaneOptions } from '../service.ts'

export interface TestedPlane {
  readonly plane: Plane
  readonly stateDir: string
  /** Options of any AWS client in the deployer's name. */
  readonly client: {
    readonly endpoint: string
    readonly region: string
    readonly credentials: Plane['adminCredentials']
  }
  /** The environment of a child process that is an AWS client. */
  readonly environment: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** A plane on a folder of its own; without engines unless they are named. */
export async function startTested(options: Partial<PlaneOptions> = {}): Promise<TestedPlane> {
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), 'plane-'))
  const plane = await startPlane({ engines: [], ...options, stateDir })
  return {
    plane,
    stateDir,
    client: { endpoint: plane.endpoint, region: 'eu-central-1', credentials: plane.adminCredentials },
    environment: environmentOf(plane.endpoint, plane.adminCredentials),
    remove: async () => {
      await plane.stop()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

export function environmentOf(endpoint: string, credentials: Plane['adminCredentials']): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
