import type { Column } from './columns.ts'
import type { Partition } from './lake-layout.ts'
import type { Member } from './members.ts'
import type { SourceDocument } from './source-document.ts'

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null'
export type ConstValue = string | number | boolean | null
/** Free text, or money whose currency stands in another column. */
export type Unit = string | { readonly currencyIn: string }

/** JSON Schema of one payload member as written, with the keywords of the contract language. */
export interface MemberSchema {
  readonly type?: JsonType | readonly JsonType[]
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, MemberSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: MemberSchema
  readonly items?: MemberSchema
  readonly prefixItems?: readonly MemberSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly enum?: readonly ConstValue[]
  readonly const?: ConstValue
  readonly oneOf?: readonly { readonly const: ConstValue; readonly description: string }[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly column?: string
  readonly as?: { readonly epoch: 'milliseconds' }
  readonly decimal?: readonly [precision: number, scale: number]
  readonly unit?: Unit
  readonly pii?: 'direct' | 'identifier'
  readonly references?: string
}

export interface Sla {
  readonly freshness?: string
  readonly lateness?: string
  readonly identityWindow?: string
}

/** An upstream service; its folder name is the schema of its tables. */
export interface Service {
  readonly name: string
  readonly source: string
  readonly team: { readonly name: string; readonly contact: string }
  readonly sla: Sla
  readonly document: SourceDocument
}

export interface Entity {
  readonly name: string
  readonly key: readonly string[]
  readonly latestBy?: string
}

export interface QualityEntry {
  readonly metric?: 'nullValues' | 'rowCount' | 'quarantined' | 'duplicates'
  readonly column?: string
  readonly mustBeLessThan?: number
  readonly mustBeGreaterOrEqualTo?: number
  readonly unit?: 'percent' | 'rows'
  readonly assert?: string
  readonly action: 'warn' | 'hold' | 'quarantine'
}

/** One major version of one event type, with its columns planned. */
export interface Contract {
  readonly service: Service
  /** snake_case, from the file name; the analysts' view is `<service>.<name>`. */
  readonly name: string
  readonly major: number
  readonly type: string
  readonly version: string
  readonly description: string
  readonly payload: MemberSchema
  readonly members: readonly Member[]
  readonly columns: readonly Column[]
  readonly entity?: Entity
  readonly accept?: { readonly eventTime: readonly [from: string, to: string] }
  readonly sla: Sla
  readonly quality: readonly QualityEntry[]
  readonly partition: Partition
  readonly document: SourceDocument
}

export interface Metric {
  readonly column: string
  readonly addsUp: boolean
  readonly description: string
  readonly unit?: Unit
}

/** A view for analysts: one SELECT and what it means. */
export interface Mart {
  readonly name: string
  readonly sql: string
  readonly sqlFile: string
  readonly description: string
  readonly grain: string
  readonly key: readonly string[]
  readonly owner: string
  readonly question: string
  readonly metrics: readonly Metric[]
  readonly document: SourceDocument
}

/** Everything that was read and is free of problems. */
export interface Catalog {
  readonly services: readonly Service[]
  readonly contracts: readonly Contract[]
  readonly marts: readonly Mart[]
}
