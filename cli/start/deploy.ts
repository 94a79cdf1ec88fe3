import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Connection, stage } from '../stack.ts'

/** Environment in which any AWS client, `sls` included, speaks to the given plane as its admin. */
export function environmentOf({ endpoint, region, credentials }: Connection): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_PROFILE: undefined,
    SLS_TELEMETRY_DISABLED: '1',
    // How often sls asks for the stack's progress, in milliseconds; its default of five seconds is longer than the work here.
    SLS_AWS_MONITORING_FREQUENCY: '250',
    SLS_NOTIFICATIONS_MODE: 'off',
  }
}

/**
 * Runs the real `sls deploy --stage local`. `artefacts` names a folder that `sls package` filled before; without it the deploy
 * compiles and packages. Throws with the last lines of what it wrote.
 */
export async function deploy(
  root: string,
  connection: Connection,
  progress: (news: string) => void = () => {},
  artefacts?: string,
): Promise<void> {
  const parameters = ['deploy', '--stage', stage, '--region', connection.region]
  if (artefacts !== undefined) parameters.push('--package', artefacts)
  const child = spawn(join(root, 'node_modules', '.bin', 'sls'), parameters, {
    cwd: root,
    env: environmentOf(connection),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
    progress(output.trimEnd().split('\n').at(-1)?.trim() ?? '')
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`sls deploy failed:\n${output.trim().split('\n').slice(-40).join('\n')}`)
}
