import type { Migration, RowsMigration, ViewMigration } from '#runtime/contract-set.ts'
import { text } from '#runtime/sql.ts'
import { nonceOf } from '#runtime/warehouse.ts'
import { compiledMark } from './compiled-mark.ts'
import type { HeldRelations } from './held-relations.ts'

/** What is made by a SELECT: a view, or a table of its rows. */
export type SelectMigration = ViewMigration | RowsMigration

/**
 * What a SELECT made carries the hash of its definition as its comment. The catalog spells a definition its own way, so the text cannot
 * be compared; and CREATE OR REPLACE takes only the columns that a view has, so one that differs is dropped and made again.
 */
export const commentOf = ({ sql }: SelectMigration): string => `${compiledMark}${nonceOf(sql)}`

/** Those to be made, in the set's order: what is missing or another, and all that reads one of these or a widened table. */
export function changedViews(
  views: readonly SelectMigration[],
  held: HeldRelations,
  widened: ReadonlySet<string>,
): readonly SelectMigration[] {
  const touched = new Set(widened)
  return views.filter((view) => {
    const relation = held.get(view.relation)
    const same = relation?.kind === kindOf(view) && relation.comment === commentOf(view)
    if (same && !view.reads.some((read) => touched.has(read))) return false
    touched.add(view.relation)
    return true
  })
}

const kindOf = ({ kind }: SelectMigration): 'view' | 'table' => (kind === 'view' ? 'view' : 'table')

/** Of the views, those that read one of the relations, directly or through others. */
export function readersOf(
  relations: ReadonlySet<string>,
  views: readonly SelectMigration[],
): readonly SelectMigration[] {
  const reached = new Set(relations)
  return views.filter((view) => {
    if (!view.reads.some((read) => reached.has(read))) return false
    reached.add(view.relation)
    return true
  })
}

/** The views in groups of which none reads a view of another: each can be replaced by itself. */
export function independentGroups(views: readonly SelectMigration[]): readonly (readonly SelectMigration[])[] {
  let groups: (readonly SelectMigration[])[] = []
  for (const view of views) {
    const isRead = (group: readonly SelectMigration[]) => group.some(({ relation }) => view.reads.includes(relation))
    groups = [...groups.filter((group) => !isRead(group)), [...groups.filter(isRead).flat(), view]]
  }
  return groups
}

/** Drops what is held, readers before what they read; one statement for neighbours of one kind. */
export function dropViews(views: readonly SelectMigration[], held: HeldRelations): readonly string[] {
  const drops: { readonly kind: string; readonly relations: string[] }[] = []
  for (const { relation } of views.toReversed()) {
    const kind = held.get(relation)?.kind
    if (kind === undefined) continue
    const last = drops.at(-1)
    if (last?.kind === kind) last.relations.push(relation)
    else drops.push({ kind, relations: [relation] })
  }
  return drops.map(({ kind, relations }) => `DROP ${kind.toUpperCase()} ${relations.join(', ')}`)
}

/** Takes the locks of those who fill tables among these: first, before anything fixes what the transaction sees. */
export function lockRows(views: readonly SelectMigration[]): readonly string[] {
  const locks = views.flatMap((view) => (view.kind === 'rows' ? view.lock : []))
  return locks.length === 0 ? [] : [`LOCK TABLE ${locks.join(', ')}`]
}

/** Makes views and tables of rows, with what lets people read them. */
export function createViews(views: readonly SelectMigration[], migrations: readonly Migration[]): readonly string[] {
  const made = new Set(views.map(({ relation }) => relation))
  return [
    ...views.flatMap((view) => [
      view.sql,
      `COMMENT ON ${kindOf(view).toUpperCase()} ${view.relation} IS ${text(commentOf(view))}`,
      ...(view.kind === 'rows' ? view.afterwards : []),
    ]),
    ...mergeGrants(
      migrations.filter((migration) => migration.kind === 'grant' && made.has(migration.on)).map(({ sql }) => sql),
    ),
  ]
}

/** One statement for all that one grantee is granted: a transaction takes no more than 40. */
function mergeGrants(grants: readonly string[]): readonly string[] {
  const relations = new Map<string, string[]>()
  const others = grants.filter((sql) => {
    const [, relation, grantee] = /^GRANT SELECT ON (\S+) TO (.+)$/.exec(sql) ?? []
    if (relation === undefined || grantee === undefined) return true
    relations.set(grantee, [...(relations.get(grantee) ?? []), relation])
    return false
  })
  return [
    ...others,
    ...[...relations].map(([grantee, granted]) => `GRANT SELECT ON ${granted.join(', ')} TO ${grantee}`),
  ]
}

/** Marts and entities, by the names of what a migration made for them; readers before what they read. */
const retiring = [/^marts\./, /^stage\.mart_rows_/, /^stage\.mart_query_/, /_current$/]

/**
 * Drops what earlier sets made for marts and entities that are no more: nothing would refresh a mart, and both would stand in the way
 * of the views that they read. Views of types stay, as their tables do.
 */
export function dropRetired(views: readonly SelectMigration[], held: HeldRelations): readonly string[] {
  const wanted = new Set(views.map(({ relation }) => relation))
  const drops = retiring.flatMap((pattern) =>
    [...held].flatMap(([relation, { kind, comment }]) =>
      pattern.test(relation) && !wanted.has(relation) && comment?.startsWith(compiledMark)
        ? [`DROP ${kind.toUpperCase()} ${relation}`]
        : [],
    ),
  )
  return [...new Set(drops)] // a mart may be called `…_current` too
}
