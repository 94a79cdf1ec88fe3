import type { MartRefreshRow } from '#runtime/mart-refreshes.ts'
import type { MartOutcome } from '#runtime/published-batch.ts'
import type { StatementEnd } from './confirm.ts'

/** How the refresh of one mart ended, as far as the state machine knows. */
export interface RefreshEnd extends StatementEnd {
  readonly mart: string
}

/** A mart is refreshed when its statements finished and their row is read back; anything else is a failure with a reason. */
export const confirmMarts = (ends: readonly RefreshEnd[], rows: readonly MartRefreshRow[]): readonly MartOutcome[] =>
  ends.map(({ mart, status, error }) => {
    const row = rows.findLast((each) => each.mart === mart)
    if (status !== 'FINISHED') return { mart, status: 'failed', failure: `${status}: ${error.split('\n', 1)[0]}` }
    if (!row) return { mart, status: 'failed', failure: 'ops.mart_refreshes holds no row of this batch' }
    return { mart, status: 'refreshed', rows: row.rows, key_duplicates: row.key_duplicates }
  })
