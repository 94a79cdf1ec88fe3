import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemClock } from './clock.ts'
import { createAuthorizer } from './iam/authorize.ts'
import { openRecording } from './iam/recording.ts'
import { openIdentity } from './identity.ts'
import { addServices, makeContext, type Parts } from './registry.ts'
import { openMetrics } from './services/monitoring/metrics.ts'
import { openStore } from './store.ts'

const readme = new URL('./README.md', import.meta.url)
const begin = '<!-- supported: node local/supported.ts -->'
const end = '<!-- end of supported -->'

/** The one list of what this plane does, read from the services themselves: operations by service and resource types with their properties. */
export async function renderSupported(): Promise<string> {
  const stateDir = mkdtempSync(join(tmpdir(), 'plane-supported-'))
  try {
    const store = openStore(join(stateDir, 'documents'))
    const identity = openIdentity(store, '000000000000', () => true, systemClock.now)
    const recording = openRecording(join(stateDir, 'accesses.jsonl'))
    const parts: Parts = {
      services: new Map(),
      identity,
      metrics: openMetrics(join(stateDir, 'metrics')),
      authorizer: createAuthorizer({ region: 'eu-central-1', accountId: '000000000000', store }, recording),
      endpoint: '',
    }
    await addServices(parts, makeContext({ stateDir }, parts, store))
    const services = [...parts.services.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'))
    const operations = services
      .filter((service) => Object.keys(service.operations).length > 0)
      .map(({ name, operations: known }) => `| ${name} | ${sorted(Object.keys(known)).join(' · ')} |`)
    const types = services.flatMap(({ resources = {} }) =>
      Object.entries(resources).map(([name, { properties }]) => `| ${name} | ${sorted(properties).join(' · ')} |`),
    )
    const controls = services.flatMap(({ name, controls: known = {} }) =>
      Object.keys(known).map((control) => `\`${name}/${control}\``),
    )
    return [
      '| service | operations |\n|---|---|',
      ...operations,
      '\n| resource type | properties |\n|---|---|',
      ...sorted(types),
      `\nControls (\`POST /_plane/<service>/<control>\`): ${sorted(controls).join(' · ')}.`,
    ].join('\n')
  } finally {
    rmSync(stateDir, { recursive: true, force: true })
  }
}

/** The list as the README has it. */
export function readSupported(): string {
  const text = readFileSync(readme, 'utf8')
  return text.slice(text.indexOf(begin) + begin.length, text.indexOf(end)).trim()
}

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort((one, other) => (one < other ? -1 : 1))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = readFileSync(readme, 'utf8')
  const list = await renderSupported()
  writeFileSync(
    readme,
    `${text.slice(0, text.indexOf(begin) + begin.length)}\n${list}\n${text.slice(text.indexOf(end))}`,
  )
}
