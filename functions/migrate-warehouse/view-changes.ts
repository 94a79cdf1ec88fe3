import type { Migration, ViewMigration } from '#runtime/contract-set.ts'
import { text } from '#runtime/sql.ts'
import { nonceOf } from '#runtime/warehouse.ts'
import type { HeldRelations } from './held-relations.ts'

/**
 * A view carries the hash of its definition as its comment. The catalog spells a definition its own way, so the text cannot be compared;
 * and CREATE OR REPLACE takes only the columns that a view has, so one that differs is dropped and made again.
 */
export const commentOf = ({ sql }: ViewMigration): string => `Compiled by Tributary, definition ${nonceOf(sql)}`

/** Views to be made, in the set's order: those that are missing or another, and all that read one of these or a widened table. */
export function changedViews(
  views: readonly ViewMigration[],
  held: HeldRelations,
  widened: ReadonlySet<string>,
): readonly ViewMigration[] {
  const touched = new Set(widened)
  return views.filter((view) => {
    const relation = held.get(view.relation)
    const same = relation?.kind === 'view' && relation.comment === commentOf(view)
    if (same && !view.reads.some((read) => touched.has(read))) return false
    touched.add(view.relation)
    return true
  })
}

/** Of the views, those that read one of the relations, directly or through others. */
export function readersOf(relations: ReadonlySet<string>, views: readonly ViewMigration[]): readonly ViewMigration[] {
  const reached = new Set(relations)
  return views.filter((view) => {
    if (!view.reads.some((read) => reached.has(read))) return false
    reached.add(view.relation)
    return true
  })
}

/** The views in groups of which none reads a view of another: each can be replaced by itself. */
export function independentGroups(views: readonly ViewMigration[]): readonly (readonly ViewMigration[])[] {
  let groups: (readonly ViewMigration[])[] = []
  for (const view of views) {
    const isRead = (group: readonly ViewMigration[]) => group.some(({ relation }) => view.reads.includes(relation))
    groups = [...groups.filter((group) => !isRead(group)), [...groups.filter(isRead).flat(), view]]
  }
  return groups
}

/** Drops the views that are held, readers before what they read. */
export function dropViews(views: readonly ViewMigration[], held: HeldRelations): readonly string[] {
  const there = views.filter(({ relation }) => held.has(relation)).map(({ relation }) => relation)
  return there.length === 0 ? [] : [`DROP VIEW ${there.toReversed().join(', ')}`]
}

/** Makes the views, with what lets people read them. */
export function createViews(views: readonly ViewMigration[], migrations: readonly Migration[]): readonly string[] {
  const made = new Set(views.map(({ relation }) => relation))
  return [
    ...views.flatMap((view) => [view.sql, `COMMENT ON VIEW ${view.relation} IS ${text(commentOf(view))}`]),
    ...migrations.filter((migration) => migration.kind === 'grant' && made.has(migration.on)).map(({ sql }) => sql),
  ]
}
