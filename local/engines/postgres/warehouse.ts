import pg from 'pg'
import type { PlaneContext } from '../../service.ts'
import { installation } from '../redshift-sql/install.ts'
import { quoteName } from '../redshift-sql/nodes.ts'
import { literal } from '../redshift-sql/table.ts'
import { type PostgresServer, startPostgres } from './server.ts'

/** The one PostgreSQL behind all Redshift namespaces of a plane; a namespace's database is a database of it. */
export interface Warehouse {
  /** Starts the server; later calls wait for the same start. */
  start(): Promise<void>
  stop(): Promise<void>
  readonly host: string
  started(): boolean
  /** Only after start. */
  port(): number
  /** Makes the database with Redshift's functions when it is missing, and refreshes the functions once per start. */
  ensureDatabase(name: string): Promise<void>
  /** Closes its connections and forgets its tables. */
  dropDatabase(name: string): Promise<void>
  /** A superuser with a password of its own (the namespace's admin). */
  ensureAdmin(name: string, password: string): Promise<void>
  /** A user without rights, as a role gets at its first connection. */
  ensureUser(name: string): Promise<void>
  /** A connection as superuser; `release` it. */
  connect(database: string): Promise<pg.PoolClient>
}

const warehouses = new WeakMap<PlaneContext, Warehouse>()

/** The warehouse of this plane: both Redshift services get the same one. */
export function warehouseOf(plane: PlaneContext): Warehouse {
  const known = warehouses.get(plane)
  if (known) return known
  const made = createWarehouse(plane.stateDir, plane.options.pgPort ?? 0, (line) =>
    plane.logs.write('/local-plane/postgres', 'start', line),
  )
  warehouses.set(plane, made)
  return made
}

/** `port`: 0 = any free one. `note` is told what a person would not expect. */
export function createWarehouse(stateDir: string, port: number, note: (line: string) => void = () => {}): Warehouse {
  const pools = new Map<string, pg.Pool>()
  const ensured = new Map<string, Promise<void>>()
  let starting: Promise<PostgresServer> | undefined
  let server: PostgresServer | undefined

  const running = (): PostgresServer => {
    if (!server) throw new Error('The warehouse is not started')
    return server
  }
  const pool = (database: string): pg.Pool => {
    const known = pools.get(database)
    if (known) return known
    const { host, port: at, user, password } = running()
    const options = '-c search_path="$user",public,redshift'
    const made = new pg.Pool({ host, port: at, user, password, database, options, max: 60, idleTimeoutMillis: 30_000 })
    made.on('error', () => {}) // an idle connection that the server closed; the next one is made anew
    made.on('connect', (client) => client.on('error', () => {})) // a busy one: its query is rejected
    pools.set(database, made)
    return made
  }
  const system = (sql: string, values: readonly string[] = []) => pool('postgres').query(sql, [...values])
  const exists = async (sql: string, name: string): Promise<boolean> => (await system(sql, [name])).rowCount === 1
  const make = async (sql: string): Promise<void> => {
    await system(sql).catch((error: { code?: string }) => {
      if (error.code !== '42710' && error.code !== '42P04' && error.code !== '23505') throw error // made meanwhile by another
    })
  }
  const roleExists = (name: string) => exists('SELECT 1 FROM pg_roles WHERE rolname = $1', name)

  async function install(name: string): Promise<void> {
    if (!(await exists('SELECT 1 FROM pg_database WHERE datname = $1', name))) {
      await make(`CREATE DATABASE ${quoteName(name)}`)
    }
    await pool(name).query(installation)
    await pool(name).query(`ALTER DATABASE ${quoteName(name)} SET search_path TO "$user", public, redshift`)
    await pool(name).query('REVOKE CREATE ON SCHEMA public FROM PUBLIC')
  }

  return {
    host: '127.0.0.1',
    started: () => server !== undefined,
    port: () => running().port,
    start: async () => {
      starting ??= startPostgres({ stateDir, port, note })
      server = await starting
      if (!(await roleExists('analyst'))) await make('CREATE ROLE analyst LOGIN')
    },
    stop: async () => {
      if (!starting) return
      const ending = await starting
      starting = undefined
      server = undefined
      ensured.clear()
      await ending.stop() // first: a statement that still runs must not hold up the end
      await Promise.all([...pools.values()].map((each) => each.end()))
      pools.clear()
    },
    ensureDatabase: (name) => {
      const known = ensured.get(name)
      if (known !== undefined) return known
      const made = install(name)
      ensured.set(name, made)
      made.catch(() => ensured.delete(name))
      return made
    },
    dropDatabase: async (name) => {
      ensured.delete(name)
      const open = pools.get(name)
      pools.delete(name)
      await system(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`)
      await open?.end()
    },
    ensureAdmin: async (name, password) => {
      if (!(await roleExists(name))) await make(`CREATE ROLE ${quoteName(name)} LOGIN SUPERUSER`)
      await system(`ALTER ROLE ${quoteName(name)} SUPERUSER LOGIN PASSWORD ${literal(password)}`)
    },
    ensureUser: async (name) => {
      if (!(await roleExists(name))) await make(`CREATE ROLE ${quoteName(name)} LOGIN`)
    },
    connect: (database) => pool(database).connect(),
  }
}
