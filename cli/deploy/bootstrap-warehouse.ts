import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { quoted } from '#runtime/sql.ts'
import { databaseName } from '#runtime/warehouse.ts'

/** The IAM roles that are users of the warehouse. */
export interface WarehouseRoles {
  readonly stateMachines: string
  readonly confirmLoad: string
  readonly analyst: string
}

/** Where, and by whose secret, the warehouse takes statements. */
export interface WarehouseAdmin {
  readonly workgroup: string
  /** Name or ARN. */
  readonly secret: string
}

/** The database role that views are granted to. */
export const analystRole = 'analyst'

/** An IAM role appears in the warehouse as this user. */
const userOf = (roleArn: string): string => quoted(`IAMR:${roleArn.slice(roleArn.lastIndexOf('/') + 1)}`)

/** What only an admin may do: users, the analysts' role, the right to make schemas. Each may run any number of times. */
export const bootstrapStatements = (roles: WarehouseRoles): readonly string[] => [
  ...[roles.stateMachines, roles.confirmLoad, roles.analyst].map(
    (role) => `CREATE USER ${userOf(role)} PASSWORD DISABLE`,
  ),
  `CREATE ROLE ${analystRole}`,
  `GRANT ROLE ${analystRole} TO ${userOf(roles.analyst)}`,
  `GRANT CREATE ON DATABASE ${databaseName} TO ${userOf(roles.stateMachines)}`,
]

/** Runs the statements one by one; what exists already is as it should be. Throws with the statement that failed. */
export async function bootstrapWarehouse(
  client: RedshiftDataClient,
  admin: WarehouseAdmin,
  roles: WarehouseRoles,
): Promise<void> {
  for (const sql of bootstrapStatements(roles)) {
    const error = await run(client, admin, sql)
    if (error !== undefined && !error.includes('already exists'))
      throw new Error(`The warehouse refused ${sql}: ${error}`)
  }
}

/** The error of a statement, or undefined when it finished. */
async function run(client: RedshiftDataClient, admin: WarehouseAdmin, sql: string): Promise<string | undefined> {
  const { Id } = await client.send(
    new ExecuteStatementCommand({
      WorkgroupName: admin.workgroup,
      Database: databaseName,
      SecretArn: admin.secret,
      Sql: sql,
    }),
  )
  for (;;) {
    const { Status, Error: error } = await client.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))
    if (Status === 'FINISHED') return undefined
    if (Status === 'FAILED' || Status === 'ABORTED') return error ?? Status
  }
}
