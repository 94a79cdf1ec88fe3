import { AthenaClient } from '@aws-sdk/client-athena'
import { stackName } from '../../cli/stack.ts'
import { askAthena } from './athena.ts'
import type { Row, TestLakehouse } from './lakehouse.ts'

interface ComparedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly pii?: string }[]
}

interface ComparedType extends ComparedTable {
  readonly tables?: readonly ComparedTable[]
}

/** What one view shows, by engine. */
export interface Compared {
  readonly view: string
  readonly warehouse: Row | undefined
  readonly athena: Row | undefined
}

/** Counts rows, ids and values, and sums exact numbers, of each view of events and of their items in the warehouse and in Athena. */
export async function compareEngines(lake: TestLakehouse): Promise<readonly Compared[]> {
  const athena = new AthenaClient(lake.connection)
  const { types } = lake.contracts as unknown as { readonly types: readonly ComparedType[] }
  const compared: Compared[] = []
  for (const table of types.flatMap(viewsOf)) {
    const [schema = '', view = ''] = table.name.split('.')
    const sql = `SELECT ${measures(table).join(', ')} FROM `
    const [warehouse] = await lake.asAnalyst(`${sql}${schema}.${view}`)
    const [inAthena] = await askAthena(athena, stackName, `${stackName.replaceAll('-', '_')}_${schema}`, sql + view)
    compared.push({ view: table.name, warehouse, athena: inAthena })
  }
  return compared
}

const viewsOf = (type: ComparedType): readonly ComparedTable[] => [
  type,
  ...(type.tables ?? []).map(({ name, columns }) => ({ name: `${type.name}_${name}`, columns })),
]

/** The views of which the engines show something else; empty when they agree. */
export const disagreements = (compared: readonly Compared[]): readonly Compared[] =>
  compared.filter(({ warehouse, athena }) => JSON.stringify(warehouse) !== JSON.stringify(athena))

/** Sums of doubles depend on their order and are left out. */
const measures = ({ columns }: ComparedTable): readonly string[] => [
  'COUNT(*) AS all_rows',
  'COUNT(DISTINCT event_id) AS ids',
  ...columns
    .filter(({ pii }) => pii !== 'identifier')
    .flatMap(({ name, type }) => [
      `COUNT("${name}") AS "n_${name}"`,
      ...(type === 'decimal' || type === 'integer' ? [`SUM("${name}") AS "s_${name}"`] : []),
    ]),
]
