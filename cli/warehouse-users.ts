import { RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { databaseName } from '#runtime/warehouse.ts'
import { type Result, runStatement } from './data-api.ts'
import type { Reach, Stack } from './stack.ts'

/** Runs queries through the Data API as the analysts' role: what they may not see is refused here too. */
export async function asAnalyst(connection: Reach, stack: Stack): Promise<(sql: string) => Promise<Result>> {
  const { Credentials } = await new STSClient(connection).send(
    new AssumeRoleCommand({ RoleArn: stack.analystRole, RoleSessionName: 'tributary-sql' }),
  )
  const client = new RedshiftDataClient({
    ...connection,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  return (sql) => runStatement(client, { workgroup: stack.workgroup, database: databaseName }, sql)
}

/** Runs queries as the warehouse's admin, who sees base tables: for proofs, not for people. */
export function asAdmin(connection: Reach, stack: Stack): (sql: string) => Promise<Result> {
  const client = new RedshiftDataClient(connection)
  const target = { workgroup: stack.workgroup, database: databaseName, secretArn: stack.adminSecret }
  return (sql) => runStatement(client, target, sql)
}
