import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { StartReport } from '../../cli/start/report.ts'
import { root } from '../../cli/state.ts'

const state = join(mkdtempSync(join(tmpdir(), 'tributary-start-')), 'state')
const start = ['start', '--once', '--json', '--orders', '400', '--flights', '2000', '--port', '0', '--pg-port', '0']

/** Every type has a publisher. */
const typeNames = (
  JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as {
    readonly types: readonly { readonly name: string }[]
  }
).types.map(({ name }) => name)

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command as a person does; `watch` sees what it writes to stderr, and the process. */
function tributary(
  parameters: readonly string[],
  watch: (stderr: string, pid: number) => void = () => {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'cli', 'main.ts'), ...parameters, '--state', state], {
      cwd: root,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
      watch(stderr, child.pid ?? 0)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Ends both the command and its plane as a power cut would. */
function cutPower(pid: number): void {
  const { pid: plane } = JSON.parse(readFileSync(join(state, 'plane.json'), 'utf8')) as { readonly pid: number }
  process.kill(pid, 'SIGKILL')
  process.kill(plane, 'SIGKILL')
}

describe('the commands of a newcomer', () => {
  let report: StartReport
  afterAll(async () => {
    await tributary(['reset'])
    rmSync(join(state, '..'), { recursive: true, force: true })
  })

  it('start, killed when the first wave was sent, goes on where it was and balances', async () => {
    let cut = false
    const killed = await tributary(start, (stderr, pid) => {
      if (cut || !/✔ wave 1/.test(stderr)) return
      cut = true
      setTimeout(() => cutPower(pid), 1_500) // somewhere in the first batch
    })
    expect([cut, killed.code]).toEqual([true, null])

    const { code, stdout, stderr } = await tributary(start)

    expect(code, stderr).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    report = JSON.parse(stdout) as StartReport
    expect(report.balanced, stderr).toBe(true)
    expect(Object.keys(report)).toEqual(['balanced', 'batches', 'refused', 'types', 'seconds', 'endpoint', 'warehouse'])
    expect(report).toMatchObject({ batches: 2, refused: 20 })
    expect(report.types.map(({ type }) => type)).toEqual(['_unknown', ...typeNames])
    expect(stderr).toMatch(/equal to the publishers' own record.*0 lost, 0 doubled, 0 changed/)
  })

  it('start again loads nothing twice', async () => {
    const { code, stdout, stderr } = await tributary(start)
    const again = JSON.parse(stdout) as StartReport
    expect([code, again.balanced], stderr).toEqual([0, true])
    const loaded = ({ types }: StartReport) => types.map(({ type, loaded: rows }) => [type, rows])
    expect(loaded(again)).toEqual(loaded(report))
    const duplicates = ({ types }: StartReport) => types.reduce((sum, { duplicate }) => sum + duplicate, 0)
    expect(duplicates(again)).toBeGreaterThan(duplicates(report) + 500)
  })

  it('events --bad tells each rejection', async () => {
    const { code, stdout } = await tributary(['events', '--bad', '--json'])
    const quarantined = report.types.reduce((sum, type) => sum + type.quarantined, 0)
    expect(code).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(quarantined)

    const screen = await tributary(['events', '--bad', '--limit', '20'])
    expect(screen.stdout).toMatch(/id_collision at \/id/)
    expect(screen.stdout).toMatch(/mend {3}Producer: /)
    expect(screen.stdout).toContain(`20 of ${quarantined} shown`)
  })

  it('sql answers as an analyst, trace follows an event to its row', async () => {
    const { stdout } = await tributary([
      'sql',
      'select event_id from usgs.earthquake_current where magnitude > 6.3',
      '--csv',
    ])
    const [, eventId = ''] = stdout.trim().split('\n')
    const trace = await tributary(['trace', eventId])
    expect(trace.code).toBe(0)
    for (const part of ['bus ', 'raw ', 'manifest ', 'attempt ', 'parquet ', 'usgs.earthquake_v1', 'magnitude = 6.4']) {
      expect(trace.stdout).toContain(part)
    }
    expect((await tributary(['sql', 'select * from orders.order_placed_v1'])).code).toBe(1)
    expect((await tributary(['trace', 'no-such-event'])).code).toBe(1)
  })

  it('says what is wrong with a command, without a stack', async () => {
    const { code, stderr } = await tributary(['start', '--ones'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/--ones/)
    expect(stderr).not.toMatch(/\n {4}at /)
  })
})
