import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import { parse } from 'yaml'

/** A view with the names of its stage. */
export interface AthenaView {
  /** Views of one step read tables and views of earlier ones. */
  readonly step: number
  readonly database: string
  readonly name: string
  readonly sql: string
}

const viewsFile = 'schemas/generated/athena-views.yml'
/** Athena runs twenty statements of DDL at once for an account. */
const atOnce = 5
const firstPollMilliseconds = 50
const longestPollMilliseconds = 1_000

/** The compiled views; all databases of the stage are named `<catalog>_<database>`. */
export function readAthenaViews(root: string, catalog: string): readonly AthenaView[] {
  const views = parse(readFileSync(join(root, viewsFile), 'utf8')) as readonly AthenaView[]
  return views.map(({ step, database, name, sql }) => ({
    step,
    database: `${catalog}_${database}`,
    name,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what the compiler leaves open
    sql: sql.replaceAll('${catalog}', catalog),
  }))
}

/** Makes all views, or makes them anew: a view fixes the types of what it reads. Throws with the first that Athena refuses. */
export async function createAthenaViews(
  client: AthenaClient,
  workgroup: string,
  views: readonly AthenaView[],
): Promise<void> {
  for (const [, step] of [...Map.groupBy(views, (view) => view.step)].sort(([a], [b]) => a - b)) {
    for (let from = 0; from < step.length; from += atOnce) {
      await Promise.all(step.slice(from, from + atOnce).map((view) => createView(client, workgroup, view)))
    }
  }
}

async function createView(client: AthenaClient, workgroup: string, view: AthenaView): Promise<void> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: view.database },
      QueryString: `CREATE OR REPLACE VIEW "${view.name}" AS\n${view.sql}`,
    }),
  )
  for (let wait = firstPollMilliseconds; ; wait = Math.min(2 * wait, longestPollMilliseconds)) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State === 'FAILED' || State === 'CANCELLED')
      throw new Error(`Athena refused the view ${view.database}.${view.name}: ${StateChangeReason}`)
    await sleep(wait)
  }
}
