import type { Mart } from '#runtime/contract-set.ts'
import type { LoadStatus } from '#runtime/published-batch.ts'
import { nonceOf } from '#runtime/warehouse.ts'

/** A refresh that its caller has forgotten may hold the lock of its mart no longer than this. */
const statementSeconds = 1_800

/** How one type left the Map of the state machine. */
export interface TypeOutcome {
  readonly type: string
  readonly status: LoadStatus
  readonly counts?: { readonly staged: number }
}

/** One refresh, ready for the Data API. */
export interface PlannedRefresh {
  readonly mart: string
  /** One transaction. */
  readonly statements: readonly string[]
  readonly token: string
}

/**
 * The marts that read a type of which the batch loaded rows. A type that failed or is held changed nothing; one whose rows all were
 * duplicates is refreshed nevertheless, because the batch that brought them may have failed to.
 */
export function planMarts(request: {
  readonly batchId: string
  readonly types: readonly TypeOutcome[]
  readonly marts: readonly Mart[]
  /** Differs for each try, so that no try meets the end of another. */
  readonly nonce: string
}): readonly PlannedRefresh[] {
  const { batchId, types, marts, nonce } = request
  const loaded = new Set(
    types.filter(({ status, counts }) => status === 'loaded' && (counts?.staged ?? 0) > 0).map(({ type }) => type),
  )
  return marts
    .filter(({ refresh }) => refresh.types.some((type) => loaded.has(type)))
    .map(({ name, refresh }) => ({
      mart: name,
      statements: [
        `SET LOCAL statement_timeout TO ${statementSeconds * 1000}`,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler's placeholder
        ...refresh.statements.map((sql) => sql.replaceAll('${batch_id}', batchId)),
      ],
      token: `mart-${nonceOf(nonce, batchId, name)}`,
    }))
}
