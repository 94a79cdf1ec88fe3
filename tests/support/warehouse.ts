import { testPlane } from '../../local/engines/test-plane.ts'
import type { Principal, ResourceContext } from '../../local/service.ts'
import { createRedshiftDataService } from '../../local/services/redshift-data/service.ts'
import { createRedshiftServerlessService } from '../../local/services/redshift-serverless/service.ts'

export interface StatementEnd {
  readonly status: string
  readonly error?: string
}

/** The local warehouse behind the Data API's operations, alone: no gateway, no other service. */
export interface TestWarehouse {
  /** Runs statements as one transaction, in the name of a role or of the admin. */
  run(as: string, sqls: readonly string[]): Promise<StatementEnd>
  /** Runs one statement outside a transaction block. */
  alone(as: string, sql: string): Promise<StatementEnd>
  /** Runs one query and gives its cells as text, numbers or null. */
  query(as: string, sql: string): Promise<readonly (readonly unknown[])[]>
  stop(): Promise<void>
}

export const admin = 'admin'
const place = { WorkgroupName: 'w', Database: 'warehouse' }

export async function startWarehouse(): Promise<TestWarehouse> {
  const plane = testPlane()
  const serverless = createRedshiftServerlessService(plane)
  const data = createRedshiftDataService(plane)
  await serverless.start?.()
  await data.start?.()
  const make = async (type: string, properties: object) =>
    serverless.resources?.[type]?.create({ ...properties }, {} as ResourceContext)
  const namespace = await make('AWS::RedshiftServerless::Namespace', {
    NamespaceName: 'n',
    DbName: 'warehouse',
    AdminUsername: 'tributary_admin',
    ManageAdminPassword: true,
  })
  await make('AWS::RedshiftServerless::Workgroup', { WorkgroupName: 'w', NamespaceName: 'n' })
  const secret = { SecretArn: namespace?.attributes['Namespace.AdminPasswordSecretArn'] }

  const call = async (as: string, operation: string, input: object): Promise<Readonly<Record<string, unknown>>> => {
    const principal: Principal = as === admin ? plane.admin : plane.role(as)
    const answer = await data.operations[operation]?.({ ...input }, { principal, region: 'eu-central-1' })
    return answer as Readonly<Record<string, unknown>>
  }
  const ended = async (as: string, operation: string, input: object) => {
    const { Id } = await call(as, operation, { ...place, ...(as === admin && secret), ...input })
    for (;;) {
      const { Status, Error: error } = await call(as, 'DescribeStatement', { Id, WaitTimeSeconds: 30 })
      if (Status === 'FINISHED' || Status === 'FAILED' || Status === 'ABORTED') {
        return { id: Id, status: Status, ...(typeof error === 'string' && { error }) }
      }
    }
  }
  return {
    run: (as, sqls) => ended(as, 'BatchExecuteStatement', { Sqls: sqls }),
    alone: (as, sql) => ended(as, 'ExecuteStatement', { Sql: sql }),
    async query(as, sql) {
      const { id, error } = await ended(as, 'ExecuteStatement', { Sql: sql })
      if (error !== undefined) throw new Error(error)
      const { Records } = await call(as, 'GetStatementResult', { Id: id })
      return (Records as readonly (readonly Readonly<Record<string, unknown>>[])[]).map((record) =>
        record.map((field) => (field.isNull === true ? null : Object.values(field)[0])),
      )
    },
    async stop() {
      await data.stop?.()
      await serverless.stop?.()
      plane.remove()
    },
  }
}
