import { randomUUID } from 'node:crypto'
import { warehouseOf } from '../../engines/postgres/warehouse.ts'
import { ServiceError, unsupported } from '../../errors.ts'
import { userIdOf } from '../../iam/authorize.ts'
import { optionalFlag, optionalNumber, optionalText, records, text, texts } from '../../input.ts'
import type { Call, Input, PlaneContext, Service } from '../../service.ts'
import { catalogOf, type Namespace, type Workgroup } from '../redshift-serverless/catalog.ts'
import { describeStatement, describeSubmitted, listed } from './describe.ts'
import { columnMetadata, fieldOf } from './fields.ts'
import { createRuns } from './runs.ts'
import type { Result, Statement } from './statement.ts'

const largestStatement = 100 * 1024
const mostStatements = 40
const mostActive = 500
const rowsPerPage = 1000

/** The Redshift Data API: SQL runs for real, asynchronously, as the database user that the caller's role is. */
export function createRedshiftDataService(plane: PlaneContext): Service {
  const warehouse = warehouseOf(plane)
  const catalog = catalogOf(plane)
  const statements = plane.store.collection<Statement>('redshift-statements')
  const results = plane.store.collection<Result>('redshift-results')
  const roles = plane.store.collection<{ readonly id: string }>('iam-roles')
  const runs = createRuns(plane, statements, results)
  const now = () => plane.clock.now()

  async function submit(input: Input, sqls: readonly string[], batch: boolean, call: Call): Promise<Statement> {
    refuseMembers(input)
    const workgroup = findWorkgroup(input)
    const namespace = catalog.namespaces.get(workgroup.namespaceName) as Namespace
    checkSize(sqls)
    const database = text(input, 'Database')
    if (database !== namespace.dbName) throw invalid(`The database ${database} does not exist in ${namespace.name}`)
    const secretArn = optionalText(input, 'SecretArn')
    const dbUser =
      secretArn === undefined ? `IAMR:${call.principal.roleName}` : await userOfSecret(secretArn, namespace, call)
    const token = optionalText(input, 'ClientToken') // nothing is awaited from here on: the same token twice is one statement
    const known = token === undefined ? undefined : sameToken(token, workgroup, call)
    if (known) {
      if (known.parts.map(({ sql }) => sql).join('\0') === sqls.join('\0')) return known
      throw invalid(`ClientToken ${token} was used with other statements`)
    }
    if (runs.active() >= mostActive)
      throw new ServiceError('ActiveStatementsExceededException', 'Too many active statements')
    const at = now().toISOString()
    const statementName = optionalText(input, 'StatementName')
    const parameters = records(input, 'Parameters').map((each) => ({
      name: text(each, 'name'),
      value: text(each, 'value'),
    }))
    const statement: Statement = {
      id: randomUUID(),
      batch,
      mode: optionalText(input, 'ExecutionMode') === 'AUTO_COMMIT' ? 'AUTO_COMMIT' : 'TRANSACTION',
      parameters,
      workgroup: workgroup.name,
      database,
      owner: call.principal.roleArn,
      ownerUserId: userIdOf(call.principal, roles.get(call.principal.roleArn)?.id),
      dbUser,
      withEvent: optionalFlag(input, 'WithEvent') ?? false,
      createdAt: at,
      updatedAt: at,
      status: 'SUBMITTED',
      milliseconds: 0,
      parts: sqls.map((sql) => ({
        sql,
        status: 'SUBMITTED',
        rows: 0,
        resultSize: 0,
        hasResultSet: false,
        milliseconds: 0,
        updatedAt: at,
      })),
      ...(secretArn === undefined ? {} : { secretArn }),
      ...(statementName === undefined ? {} : { statementName }),
      ...(token === undefined ? {} : { clientToken: token }),
    }
    statements.put(statement.id, statement)
    runs.launch(statement, namespace)
    return statement
  }

  async function userOfSecret(secretArn: string, namespace: Namespace, call: Call): Promise<string> {
    const answer = (await plane.call('secretsmanager', 'GetSecretValue', { SecretId: secretArn }, call.principal)) as {
      readonly ARN?: string
      readonly SecretString?: string
    }
    if (namespace.adminSecretArn === undefined || answer.ARN !== namespace.adminSecretArn) {
      throw invalid(`The secret ${secretArn} is not the admin secret of the namespace ${namespace.name}`)
    }
    return (JSON.parse(answer.SecretString ?? '{}') as { username: string }).username
  }

  function findWorkgroup(input: Input): Workgroup {
    const found = catalog.workgroup(text(input, 'WorkgroupName'))
    if (found) return found
    throw invalid(`Redshift endpoint doesn't exist in this region: workgroup ${text(input, 'WorkgroupName')}`)
  }

  function sameToken(token: string, workgroup: Workgroup, call: Call): Statement | undefined {
    const mine = (each: Statement) => each.owner === call.principal.roleArn && each.workgroup === workgroup.name
    return statements.list().find((each) => each.clientToken === token && mine(each))
  }

  /** A statement belongs to the identity that submitted it. */
  function find(id: string, call: Call): Statement {
    const found = statements.get(id.split(':')[0] ?? '')
    if (found && found.owner === call.principal.roleArn) return found
    throw new ServiceError('ResourceNotFoundException', 'Query does not exist.', 400, { ResourceId: id })
  }

  const current = (statement: Statement): Statement => statements.get(statement.id) ?? statement

  async function wait(input: Input, statement: Statement): Promise<void> {
    const seconds = optionalNumber(input, 'WaitTimeSeconds') ?? 0
    if (seconds < 0 || seconds > 30) throw invalid('WaitTimeSeconds must be between 0 and 30')
    if (seconds > 0) await runs.wait(statement.id, seconds)
  }

  async function cancel(input: Input, call: Call): Promise<{ Status: boolean }> {
    const statement = find(text(input, 'Id'), call)
    if (await runs.cancel(statement)) return { Status: true }
    throw invalid(`Could not cancel a query that is already in ${statement.status} state with ID: ${statement.id}`)
  }

  async function result(input: Input, call: Call): Promise<unknown> {
    const id = text(input, 'Id')
    const found = find(id, call)
    await wait(input, found)
    const statement = current(found)
    const stored = results.get(id.includes(':') || statement.batch ? id : `${id}:1`)
    if (statement.status !== 'FINISHED' || !stored) {
      throw new ServiceError(
        'ResourceNotFoundException',
        'Query does not have result. Please check query status with DescribeStatement.',
        400,
        { ResourceId: id },
      )
    }
    const from = Number(optionalText(input, 'NextToken') ?? 0)
    const rows = stored.rows.slice(from, from + rowsPerPage)
    return {
      Records: rows.map((row) =>
        row.map((cell, at) => fieldOf(cell, stored.columns[at] ?? { name: '', oid: 25, modifier: -1 })),
      ),
      ColumnMetadata: stored.columns.map(columnMetadata),
      TotalNumRows: stored.rows.length,
      ...(from + rowsPerPage < stored.rows.length ? { NextToken: String(from + rowsPerPage) } : {}),
    }
  }

  const submitted = async (input: Input, sqls: readonly string[], batch: boolean, call: Call): Promise<unknown> => {
    const statement = await submit(input, sqls, batch, call)
    await wait(input, statement)
    return describeSubmitted(current(statement))
  }

  return {
    name: 'redshift-data',
    operations: {
      ExecuteStatement: (input, call) => submitted(input, [text(input, 'Sql')], false, call),
      BatchExecuteStatement: (input, call) => submitted(input, texts(input, 'Sqls'), true, call),
      DescribeStatement: async (input, call) => {
        const statement = find(text(input, 'Id'), call)
        await wait(input, statement)
        return describeStatement(current(statement), text(input, 'Id'))
      },
      GetStatementResult: result,
      CancelStatement: cancel,
      ListStatements: (input, call) => ({ Statements: listed(statements.list(), input, call.principal.roleArn) }),
    },
    addresses: () => {
      if (!warehouse.started()) return {}
      const database = catalog.namespaces.list()[0]?.dbName ?? 'postgres'
      return { host: warehouse.host, port: warehouse.port(), database, user: 'analyst', password: '' }
    },
    start: async () => {
      await warehouse.start()
      runs.settleLeft()
    },
    stop: () => runs.stop(),
  }
}

function checkSize(sqls: readonly string[]): void {
  if (sqls.length === 0 || sqls.length > mostStatements)
    throw invalid(`Sqls must have 1 to ${mostStatements} statements`)
  for (const sql of sqls) {
    if (Buffer.byteLength(sql) > largestStatement)
      throw invalid(`Cannot process query string larger than ${largestStatement / 1024}kB`)
  }
}

const elsewhere = ['ClusterIdentifier', 'DbUser', 'SessionId', 'SessionKeepAliveSeconds']

function refuseMembers(input: Input): void {
  for (const member of elsewhere) if (input[member] !== undefined) throw unsupported(`redshift-data member ${member}`)
  if ((optionalText(input, 'ResultFormat') ?? 'JSON') !== 'JSON') throw unsupported('redshift-data ResultFormat CSV')
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message)
}
