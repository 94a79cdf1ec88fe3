import type { MemberSchema } from './contract.ts'
import { allowsNull, mainType } from './json-types.ts'
import type { DocumentPath } from './source-document.ts'

/** A place inside a payload: names of members and places in tuples. */
export type PayloadPath = readonly (string | number)[]

/**
 * One schema inside a payload.
 * `branch`: an object or tuple that is flattened · `leaf`: becomes a column · `fixed`: has one value only, which the contract says,
 * so it needs no column · `table`: an array whose items are rows of a child table · `inside`: part of a SUPER column.
 */
export interface Member {
  readonly role: 'branch' | 'leaf' | 'fixed' | 'table' | 'inside'
  readonly schema: MemberSchema
  /** From the payload; in a child table, from the item. */
  readonly path: PayloadPath
  readonly at: DocumentPath
  /** The child table whose row this is a part of. */
  readonly table?: string
  /** Whether the value may be absent or null, itself or through a parent. */
  readonly nullable: boolean
}

/** All schemas of a payload, parents before children, in contract order. */
export function walkMembers(payload: MemberSchema): readonly Member[] {
  return visitFlat(payload, [], ['payload'], false)
}

function visitFlat(schema: MemberSchema, path: PayloadPath, at: DocumentPath, optional: boolean): readonly Member[] {
  const nullable = optional || allowsNull(schema)
  const member = { schema, path, at, nullable }
  if (schema.table !== undefined && schema.items) {
    const { table, items } = schema
    const inItem = visitFlat(items, [], [...at, 'items'], false)
    return [{ ...member, role: 'table' }, ...inItem.map((inner) => ({ ...inner, table: inner.table ?? table }))]
  }
  if (mainType(schema) === 'object' && schema.properties) {
    const children = Object.entries(schema.properties).flatMap(([name, child]) =>
      visitFlat(child, [...path, name], [...at, 'properties', name], nullable || !schema.required?.includes(name)),
    )
    return [{ ...member, role: 'branch' }, ...children]
  }
  if (mainType(schema) === 'array' && schema.prefixItems) {
    const children = schema.prefixItems.flatMap((child, index) =>
      visitFlat(child, [...path, index], [...at, 'prefixItems', index], nullable || index >= (schema.minItems ?? 0)),
    )
    return [{ ...member, role: 'branch' }, ...children]
  }
  if (path.length > 0 && isFixed(schema) && !nullable) return [{ ...member, role: 'fixed' }]
  return [{ ...member, role: 'leaf' }, ...childSchemas(schema, at).flatMap((child) => visitInside(child, path))]
}

/** Whether nothing but one value is legal, and no column is asked for. */
const isFixed = ({ const: value, column, missing = [] }: MemberSchema): boolean =>
  value !== undefined && column === undefined && missing.length === 0

interface Placed {
  readonly schema: MemberSchema
  readonly at: DocumentPath
}

function visitInside({ schema, at }: Placed, path: PayloadPath): readonly Member[] {
  const member: Member = { role: 'inside', schema, path, at, nullable: true }
  return [member, ...childSchemas(schema, at).flatMap((child) => visitInside(child, path))]
}

function childSchemas(schema: MemberSchema, at: DocumentPath): readonly Placed[] {
  const children: Placed[] = []
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    children.push({ schema: child, at: [...at, 'properties', name] })
  }
  for (const [index, child] of (schema.prefixItems ?? []).entries()) {
    children.push({ schema: child, at: [...at, 'prefixItems', index] })
  }
  for (const key of ['items', 'additionalProperties'] as const) {
    const child = schema[key]
    if (child) children.push({ schema: child, at: [...at, key] })
  }
  return children
}
