import { type Artefact, generatedFolder } from '../artefact.ts'
import type { Column } from '../columns.ts'
import type { Catalog, ChildTable, Contract, Envelope, Headline, Mart, Unit } from '../contract.ts'
import { durationSeconds } from '../durations.ts'
import { freshnessSeconds } from '../freshness.ts'
import type { Partition } from '../lake-layout.ts'
import type { LogicalType } from '../logical-types.ts'
import { readSelect } from '../mart-sql.ts'
import type { PayloadPath } from '../members.ts'
import { childNames, typeName } from '../names.ts'
import { type JsonSchema, normalisePayload } from '../payload-schema.ts'
import type { CompiledReading } from '../readings.ts'
import { type MartRefresh, martRefresh } from '../warehouse/marts.ts'
import { type Migration, planMigrations } from '../warehouse/migrations.ts'

/** Where the compiled set stands in the repository. */
export const contractSetPath = `${generatedFolder}/contract-set.json`

/** What job and functions know about the contracts. Addressed by the hash of its bytes; each manifest pins one. */
export interface CompiledContractSet {
  readonly format: 1
  readonly services: readonly {
    readonly name: string
    readonly source: string
    readonly team: { readonly name: string; readonly contact: string }
  }[]
  readonly types: readonly CompiledType[]
  /** Tables that readings look values up in, by name; only those that are used. */
  readonly references: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }>
  >
  readonly migrations: readonly Migration[]
  readonly marts: readonly CompiledMart[]
}

export interface CompiledType {
  readonly name: string
  readonly service: string
  readonly source: string
  readonly type: string
  readonly major: number
  readonly version: string
  readonly table: { readonly schema: string; readonly name: string }
  readonly event_time:
    | { readonly lateness_seconds: number; readonly future_seconds: number }
    | { readonly from: string; readonly to: string }
  readonly identity_window_seconds: number
  readonly partition: Partition
  /** Who answers for it. */
  readonly owner: string
  /** Absent without promises. */
  readonly sla?: { readonly freshness_seconds: number }
  /** Absent for CloudEvents whose id and time are the producer's. */
  readonly envelope?: CompiledEnvelope
  readonly payload_schema: JsonSchema
  readonly columns: readonly CompiledColumn[]
  /** Child tables; absent when there are none. */
  readonly tables?: readonly CompiledTable[]
  readonly assertions: readonly { readonly sql: string; readonly name: string }[]
  readonly checks: readonly CompiledCheck[]
  readonly entity?: { readonly name: string; readonly key: readonly string[]; readonly latest_by?: string }
}

export interface CompiledEnvelope extends Pick<Envelope, 'form' | 'id' | 'lines'> {
  readonly time?: readonly string[]
}

export interface CompiledTable {
  readonly name: string
  readonly table: { readonly schema: string; readonly name: string }
  /** Where the array is in the payload. */
  readonly path: PayloadPath
  /** Paths are relative to the item. */
  readonly columns: readonly CompiledColumn[]
}

export interface CompiledColumn {
  readonly name: string
  readonly path: PayloadPath
  readonly type: LogicalType
  readonly max_bytes?: number
  readonly precision?: number
  readonly scale?: number
  readonly nullable: boolean
  readonly missing?: readonly string[]
  readonly parse?: readonly CompiledReading[]
  readonly local?: true
  readonly pii?: 'direct' | 'identifier'
  readonly pseudonym_of?: string
}

export type CompiledCheck =
  | {
      readonly metric: 'null_percent'
      readonly column: string
      readonly less_than: number
      readonly action: 'warn' | 'hold'
    }
  | { readonly metric: 'volume_percent'; readonly at_least: number; readonly action: 'warn' | 'hold' }
  | { readonly metric: 'row_count'; readonly at_least: number; readonly action: 'warn' | 'hold' }
  | {
      readonly metric: 'quarantined_percent' | 'duplicates_percent'
      readonly less_than: number
      readonly action: 'warn' | 'hold'
    }
  | { readonly metric: 'freshness_seconds'; readonly at_most: number; readonly action: 'warn' }

export interface CompiledMart {
  readonly name: string
  readonly description: string
  readonly grain: string
  readonly key: readonly string[]
  readonly owner: string
  readonly question: string
  readonly metrics: readonly {
    readonly column: string
    readonly adds_up: boolean
    readonly description: string
    readonly unit?: Unit
  }[]
  readonly relations: readonly string[]
  readonly headline?: Headline
  readonly refresh: MartRefresh
}

/** How far in the future an event time may lie: clocks of producers differ. */
const futureSeconds = 3_600
const defaultLateness = 'P30D'
const defaultIdentityWindow = 'P35D'

/** contract-set.json: the one file that the pipeline reads. */
export function contractSet(catalog: Catalog): readonly Artefact[] {
  const set: CompiledContractSet = {
    format: 1,
    services: catalog.services.map(({ name, source, team }) => ({
      name,
      source,
      team: { name: team.name, contact: team.contact },
    })),
    types: catalog.contracts.map(compileType),
    references: usedReferences(catalog),
    migrations: planMigrations(catalog),
    marts: catalog.marts.map((mart) => compileMart(mart, catalog.contracts)),
  }
  return [{ path: contractSetPath, text: `${JSON.stringify(set, null, 2)}\n` }]
}

function usedReferences({ contracts, references }: Catalog): CompiledContractSet['references'] {
  const names = contracts
    .flatMap(({ columns, tables }) => [...columns, ...tables.flatMap((child) => child.columns)])
    .flatMap(({ parse = [] }) => parse.flatMap((reading) => referenceOf(reading) ?? []))
  return Object.fromEntries(
    [...new Set(names)].sort().flatMap((name) => {
      const table = references.get(name)
      return table ? [[name, { columns: table.columns, rows: table.rows }]] : []
    }),
  )
}

const referenceOf = (reading: CompiledReading): string | undefined =>
  reading.kind === 'time' && typeof reading.zone === 'object' ? reading.zone?.reference : undefined

function compileType(contract: Contract): CompiledType {
  const { service, name, major, entity, envelope, tables } = contract
  const seconds = freshnessSeconds(contract)
  const usual = envelope.form === 'cloudevents' && envelope.id === 'producer' && envelope.time.length === 0
  return {
    name: typeName(contract),
    service: service.name,
    source: service.source,
    type: contract.type,
    major,
    version: contract.version,
    table: { schema: service.name, name: `${name}_v${major}` },
    event_time: eventTime(contract),
    identity_window_seconds: durationSeconds(contract.sla.identityWindow ?? defaultIdentityWindow),
    partition: contract.partition,
    owner: service.team.name,
    ...(seconds !== undefined && { sla: { freshness_seconds: seconds } }),
    ...(!usual && { envelope: compileEnvelope(envelope) }),
    payload_schema: normalisePayload(contract.payload),
    columns: contract.columns.map(compileColumn),
    ...(tables.length > 0 && { tables: tables.map((child) => compileTable(contract, child)) }),
    assertions: contract.quality.flatMap(({ assert }) => (assert === undefined ? [] : [{ sql: assert, name: assert }])),
    checks: compileChecks(contract),
    ...(entity && {
      entity: {
        name: entity.name,
        key: entity.key,
        ...(entity.latestBy !== undefined && { latest_by: entity.latestBy }),
      },
    }),
  }
}

function eventTime({ accept, sla }: Contract): CompiledType['event_time'] {
  if (accept) return { from: `${accept.eventTime[0]}T00:00:00Z`, to: `${accept.eventTime[1]}T00:00:00Z` }
  return { lateness_seconds: durationSeconds(sla.lateness ?? defaultLateness), future_seconds: futureSeconds }
}

const compileEnvelope = ({ form, id, time, lines }: Envelope): CompiledEnvelope => ({
  form,
  id,
  ...(time.length > 0 && { time }),
  ...(lines !== undefined && { lines }),
})

function compileTable(contract: Contract, child: ChildTable): CompiledTable {
  const [schema = '', name = ''] = childNames(contract, child).table.split('.')
  return { name: child.name, table: { schema, name }, path: child.path, columns: child.columns.map(compileColumn) }
}

function compileColumn(column: Column): CompiledColumn {
  const { schema: _schema, at: _at, ...compiled } = column
  return compiled
}

/** Freshness comes from the SLA; a historical feed is never fresh. */
function compileChecks(contract: Contract): readonly CompiledCheck[] {
  const checks = contract.quality.flatMap((entry): readonly CompiledCheck[] => {
    if (entry.action === 'quarantine') return []
    const { metric, column = '', mustBeLessThan = 0, mustBeGreaterOrEqualTo = 0, action } = entry
    if (metric === 'nullValues') return [{ metric: 'null_percent', column, less_than: mustBeLessThan, action }]
    if (metric === 'volume') return [{ metric: 'volume_percent', at_least: mustBeGreaterOrEqualTo, action }]
    if (metric === 'quarantined' || metric === 'duplicates')
      return [{ metric: `${metric}_percent`, less_than: mustBeLessThan, action }]
    return [{ metric: 'row_count', at_least: mustBeGreaterOrEqualTo, action }]
  })
  const seconds = freshnessSeconds(contract)
  return seconds === undefined ? checks : [...checks, { metric: 'freshness_seconds', at_most: seconds, action: 'warn' }]
}

function compileMart(mart: Mart, contracts: readonly Contract[]): CompiledMart {
  return {
    name: mart.name,
    description: mart.description,
    grain: mart.grain,
    key: mart.key,
    owner: mart.owner,
    question: mart.question,
    metrics: mart.metrics.map(({ column, addsUp, description, unit }) => ({
      column,
      adds_up: addsUp,
      description,
      ...(unit !== undefined && { unit }),
    })),
    relations: [...new Set(readSelect(mart.sql).relations.map(({ name }) => name))],
    ...(mart.headline && { headline: { question: mart.headline.question, sql: mart.headline.sql } }),
    refresh: martRefresh(mart, contracts),
  }
}
