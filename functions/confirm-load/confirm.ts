import type { ContractType } from '#runtime/contract-set.ts'
import { LedgerConflict, NotLoaded, StatementFailed } from '#runtime/errors.ts'
import type { Ledger, LedgerRow } from '#runtime/ledger.ts'
import { relationsOf } from '#runtime/warehouse.ts'

/** How the last statement of the load ended, as far as the state machine knows. */
export interface StatementEnd {
  readonly status: string
  readonly error: string
}

/**
 * Success is one ledger row, read back; how the statement ended only explains why there is none.
 * Throws NotLoaded (a row may still appear), StatementFailed (none will) or LedgerConflict.
 */
export async function confirmLoad(request: {
  readonly batchId: string
  readonly contract: Pick<ContractType, 'name' | 'table'>
  readonly ledger: Ledger
  readonly statement?: StatementEnd
}): Promise<LedgerRow> {
  const { batchId, contract, ledger, statement } = request
  const { ledger: relation } = relationsOf(contract)
  const rows = await ledger.rows(relation, batchId)
  const [row] = rows
  const where = `${relation.schema}.${relation.name}`
  if (rows.length > 1) {
    throw new LedgerConflict(
      `${where} holds ${batchId} ${rows.length} times; stop loads of ${contract.name} and compare its table with the files`,
    )
  }
  if (row) return row
  if (statement?.status === 'FAILED') {
    throw new StatementFailed(
      `The warehouse refused to load ${contract.name} of ${batchId}: ${firstLine(statement.error)}`,
    )
  }
  const lost = statement?.status === 'LOST' ? ` (nobody could ask how it ended: ${firstLine(statement.error)})` : ''
  throw new NotLoaded(`${where} holds no row of ${batchId}; the load did not happen or is not visible yet${lost}`)
}

/** Further lines of a database's message may quote values of rows, which belong in no log. */
const firstLine = (message: string): string => message.split('\n', 1)[0] ?? ''
