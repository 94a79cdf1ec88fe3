import { ServiceError } from '../../errors.ts'
import { optionalNumber, optionalText } from '../../input.ts'
import type { Input } from '../../service.ts'
import type { Statement, SubStatement } from './statement.ts'

const date = (iso: string): Date => new Date(iso)
const nanoseconds = (milliseconds: number): number => milliseconds * 1_000_000

/** Answer of ExecuteStatement and BatchExecuteStatement. */
export function describeSubmitted(statement: Statement): Readonly<Record<string, unknown>> {
  return {
    Id: statement.id,
    CreatedAt: date(statement.createdAt),
    Database: statement.database,
    DbUser: statement.dbUser,
    SecretArn: statement.secretArn,
    WorkgroupName: statement.workgroup,
    Status: statement.status,
    HasResultSet: statement.parts.some((part) => part.hasResultSet),
  }
}

/** Answer of DescribeStatement; `id` may name a part (`<id>:2`). */
export function describeStatement(statement: Statement, id: string): Readonly<Record<string, unknown>> {
  const number = id.split(':')[1]
  const one = number === undefined ? undefined : statement.parts[Number(number) - 1]
  if (number !== undefined && !one)
    throw new ServiceError('ResourceNotFoundException', 'Query does not exist.', 400, { ResourceId: id })
  const last = statement.parts.at(-1) as SubStatement
  const shown = one ?? last
  return {
    ...describeSubmitted(statement),
    Id: id,
    Status: one?.status ?? statement.status,
    Error: one ? one.error : statement.error,
    UpdatedAt: date(statement.updatedAt),
    Duration: nanoseconds(one?.milliseconds ?? statement.milliseconds),
    HasResultSet: one ? one.hasResultSet : statement.parts.some((part) => part.hasResultSet),
    ResultRows: statement.batch && !one ? -1 : shown.rows,
    ResultSize: shown.resultSize,
    RedshiftPid: statement.pid ?? 0,
    RedshiftQueryId: 0,
    QueryString: statement.batch && !one ? undefined : shown.sql,
    QueryParameters: statement.parameters.length > 0 ? statement.parameters : undefined,
    ResultFormat: 'JSON',
    SubStatements:
      statement.batch && !one ? statement.parts.map((part, index) => subStatement(statement, part, index)) : undefined,
  }
}

function subStatement(statement: Statement, part: SubStatement, index: number): Readonly<Record<string, unknown>> {
  return {
    Id: `${statement.id}:${index + 1}`,
    Status: part.status,
    Error: part.error,
    CreatedAt: date(statement.createdAt),
    UpdatedAt: date(part.updatedAt),
    Duration: nanoseconds(part.milliseconds),
    QueryString: part.sql,
    ResultRows: part.rows,
    ResultSize: part.resultSize,
    HasResultSet: part.hasResultSet,
    RedshiftQueryId: 0,
  }
}

/** ListStatements: the caller's own, latest first, by status and head of the name. */
export function listed(statements: readonly Statement[], input: Input, owner: string): readonly unknown[] {
  const status = optionalText(input, 'Status')
  const name = optionalText(input, 'StatementName') ?? ''
  const wanted = (each: Statement) =>
    each.owner === owner &&
    (status === undefined || status === 'ALL' || each.status === status) &&
    (each.statementName ?? '').startsWith(name)
  return statements
    .filter(wanted)
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
    .slice(0, optionalNumber(input, 'MaxResults') ?? 100)
    .map((each) => ({
      Id: each.id,
      StatementName: each.statementName,
      Status: each.status,
      CreatedAt: date(each.createdAt),
      UpdatedAt: date(each.updatedAt),
      IsBatchStatement: each.batch,
      ...(each.batch ? { QueryStrings: each.parts.map(({ sql }) => sql) } : { QueryString: each.parts[0]?.sql }),
      SecretArn: each.secretArn,
      ResultFormat: 'JSON',
    }))
}
