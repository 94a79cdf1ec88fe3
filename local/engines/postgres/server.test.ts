import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type PostgresServer, startPostgres } from './server.ts'

vi.setConfig({ testTimeout: 30_000 })

let stateDir: string
beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'postgres-'))
})
afterAll(() => rmSync(stateDir, { recursive: true, force: true }))

async function query(
  server: Pick<PostgresServer, 'host' | 'port' | 'user' | 'password'>,
  sql: string,
): Promise<unknown[]> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

it('keeps what was committed when the process is killed, and starts again on it', async () => {
  const started = await startPostgres({ stateDir, port: 0 })
  await started.stop()
  const code = `
    const { startPostgres } = await import(${JSON.stringify(new URL('./server.ts', import.meta.url).href)})
    const server = await startPostgres({ stateDir: ${JSON.stringify(stateDir)}, port: 0 })
    const { default: pg } = await import('pg')
    const client = new pg.Client({ ...server, database: 'postgres' })
    await client.connect()
    await client.query('CREATE TABLE kept AS SELECT 1 AS n')
    process.kill(process.pid, 'SIGKILL')`
  const killed = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  })
  await once(killed, 'exit')
  expect(killed.signalCode).toBe('SIGKILL')
  const again = await startPostgres({ stateDir, port: 0 })
  expect(await query(again, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
  await again.stop()
})

it('takes the next free port and says so; wants the password of its superuser', async () => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const { port } = blocker.address() as { readonly port: number }
  const notes: string[] = []
  const server = await startPostgres({ stateDir, port, note: (line) => notes.push(line) })
  expect(server.port).toBeGreaterThan(port)
  expect(notes.join()).toContain(`Port ${port} is taken`)
  await expect(query({ ...server, password: 'wrong' }, 'SELECT 1')).rejects.toThrow('password authentication failed')
  await server.stop()
  blocker.close()
})
