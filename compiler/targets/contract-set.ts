import { type Artefact, generatedFolder } from '../artefact.ts'
import type { Column } from '../columns.ts'
import type { Catalog, Contract, Mart, Unit } from '../contract.ts'
import { durationSeconds } from '../durations.ts'
import type { Partition } from '../lake-layout.ts'
import type { LogicalType } from '../logical-types.ts'
import { readSelect } from '../mart-sql.ts'
import type { PayloadPath } from '../members.ts'
import { typeName } from '../names.ts'
import { type JsonSchema, normalisePayload } from '../payload-schema.ts'
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
  readonly payload_schema: JsonSchema
  readonly has_decimals: boolean
  readonly columns: readonly CompiledColumn[]
  readonly assertions: readonly { readonly sql: string; readonly name: string }[]
  readonly checks: readonly CompiledCheck[]
  readonly entity?: { readonly name: string; readonly key: readonly string[]; readonly latest_by?: string }
}

export interface CompiledColumn {
  readonly name: string
  readonly path: PayloadPath
  readonly type: LogicalType
  readonly max_bytes?: number
  readonly precision?: number
  readonly scale?: number
  readonly nullable: boolean
  readonly parse?: { readonly epoch: 'milliseconds' }
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
    migrations: planMigrations(catalog),
    marts: catalog.marts.map(compileMart),
  }
  return [{ path: contractSetPath, text: `${JSON.stringify(set, null, 2)}\n` }]
}

function compileType(contract: Contract): CompiledType {
  const { service, name, major, entity } = contract
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
    payload_schema: normalisePayload(contract.payload),
    has_decimals: contract.columns.some(needsExactNumbers),
    columns: contract.columns.map(compileColumn),
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

const needsExactNumbers = (column: Column): boolean => column.type === 'decimal' || column.schema.format === 'int64'

function compileColumn(column: Column): CompiledColumn {
  const { schema: _schema, at: _at, ...compiled } = column
  return compiled
}

/** Freshness comes from the SLA; a historical feed is never fresh. */
function compileChecks({ quality, sla, accept }: Contract): readonly CompiledCheck[] {
  const checks = quality.flatMap((entry): readonly CompiledCheck[] => {
    if (entry.action === 'quarantine') return []
    const { metric, column = '', mustBeLessThan = 0, mustBeGreaterOrEqualTo = 0, action } = entry
    if (metric === 'nullValues') return [{ metric: 'null_percent', column, less_than: mustBeLessThan, action }]
    if (metric === 'quarantined' || metric === 'duplicates')
      return [{ metric: `${metric}_percent`, less_than: mustBeLessThan, action }]
    return [{ metric: 'row_count', at_least: mustBeGreaterOrEqualTo, action }]
  })
  if (sla.freshness === undefined || accept) return checks
  return [...checks, { metric: 'freshness_seconds', at_most: durationSeconds(sla.freshness), action: 'warn' }]
}

function compileMart(mart: Mart): CompiledMart {
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
  }
}
