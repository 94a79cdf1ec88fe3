import { randomUUID } from 'node:crypto'
import { type AthenaStatement, AthenaUnsupported, readStatement } from '../../engines/athena-sql/statement.ts'
import { translate } from '../../engines/athena-sql/translate.ts'
import { type Lake, openSqlParser } from '../../engines/duckdb/lake.ts'
import { messageOf, ServiceError, unsupported } from '../../errors.ts'
import { optionalNumber, optionalRecord, optionalText, text } from '../../input.ts'
import type { Call, Input, PlaneContext, Service } from '../../service.ts'
import { describeQuery, describeResult, isOver, type Query, type Result, resultText } from './queries.ts'
import { reasonOf, runQuery, ScanLimit } from './run.ts'
import { describeWorkgroup, type Workgroup, workgroupsOf } from './workgroups.ts'

const largestStatement = 262_144
const largestPage = 1000

interface Running {
  lake?: Lake
  cancelled: boolean
  done: Promise<void>
}

/** Athena: SQL over files of the lake by tables of the Glue catalog, run by DuckDB, asynchronously. */
export async function createAthenaService(plane: PlaneContext): Promise<Service> {
  const workgroups = workgroupsOf(plane)
  const queries = plane.store.collection<Query>('athena-queries')
  const results = plane.store.collection<Result>('athena-results')
  const parser = await openSqlParser()
  const running = new Map<string, Running>()

  const find = (input: Input): Query => {
    const id = text(input, 'QueryExecutionId')
    const found = queries.get(id)
    if (!found) throw invalid(`QueryExecution ${id} was not found`)
    return found
  }
  const finish = (query: Query, change: Partial<Query>): void => {
    const now = plane.clock.now()
    const milliseconds = now.getTime() - new Date(query.submittedAt).getTime()
    queries.put(query.id, { ...query, completedAt: now.toISOString(), milliseconds, ...change })
  }

  async function submit(input: Input, { principal }: Call): Promise<unknown> {
    refuseMembers(input)
    const sql = text(input, 'QueryString')
    if (Buffer.byteLength(sql) > largestStatement) throw invalid(`QueryString is longer than ${largestStatement} bytes`)
    const workgroup = workgroups.get(optionalText(input, 'WorkGroup') ?? 'primary')
    if (!workgroup.enabled) throw invalid(`WorkGroup ${workgroup.name} is disabled.`)
    const database = optionalText(optionalRecord(input, 'QueryExecutionContext') ?? {}, 'Database')
    const statement = await judge(sql, database)
    const token = optionalText(input, 'ClientRequestToken') // nothing is awaited from here on: the same token twice is one query
    const known = token === undefined ? undefined : queries.list().find((each) => each.token === token)
    if (known && known.sql !== sql) throw invalid('Idempotent parameters do not match')
    if (known) return { QueryExecutionId: known.id }
    const id = randomUUID()
    const query: Query = {
      id,
      sql,
      statement,
      workgroup: workgroup.name,
      outputLocation: `${placeOfResults(workgroup, input)}${id}.${statement.kind === 'query' ? 'csv' : 'txt'}`,
      principal,
      state: 'QUEUED',
      submittedAt: plane.clock.now().toISOString(),
      scannedBytes: 0,
      milliseconds: 0,
      ...(database !== undefined && { database }),
      ...(token !== undefined && { token }),
    }
    queries.put(id, query)
    const state: Running = { cancelled: false, done: Promise.resolve() }
    running.set(id, state)
    state.done = execute(query, workgroup, state).finally(() => running.delete(id))
    return { QueryExecutionId: id }
  }

  /** Refused here: what this plane lacks, by name, and what is no SQL. */
  async function judge(sql: string, database: string | undefined): Promise<AthenaStatement> {
    try {
      const statement = readStatement(sql)
      if (statement.kind !== 'drop view') await translate(statement.sql, database, parser)
      return statement
    } catch (error) {
      if (error instanceof AthenaUnsupported) throw unsupported(`${error.message} in Athena`)
      throw invalid(messageOf(error), { AthenaErrorCode: 'MALFORMED_QUERY' })
    }
  }

  async function execute(queued: Query, { bytesLimit }: Workgroup, state: Running): Promise<void> {
    const query: Query = { ...queued, state: 'RUNNING' }
    queries.put(query.id, query)
    try {
      const { result, scannedBytes } = await runQuery(plane, query, parser, bytesLimit, (lake) => {
        state.lake = lake
      })
      await writeResult(query, result)
      if (state.cancelled) throw new Error('cancelled')
      results.put(query.id, result)
      finish(query, { state: 'SUCCEEDED', scannedBytes })
    } catch (error) {
      if (state.cancelled) finish(query, { state: 'CANCELLED', reason: 'Query cancelled by user' })
      else if (error instanceof ScanLimit) finish(query, { state: 'CANCELLED', reason: error.message })
      else finish(query, { state: 'FAILED', reason: reasonOf(error) })
    }
  }

  async function writeResult(query: Query, result: Result): Promise<void> {
    const address = addressOf(query)
    await plane.call('s3', 'GetBucketLocation', { Bucket: address.Bucket }, query.principal)
    await plane.call('s3', 'PutObject', { ...address, Body: Buffer.from(resultText(query, result)) }, query.principal)
  }

  return {
    name: 'athena',
    resources: { 'AWS::Athena::WorkGroup': workgroups.resource },
    operations: {
      StartQueryExecution: submit,
      GetQueryExecution: (input) => ({ QueryExecution: describeQuery(find(input)) }),
      ListQueryExecutions: (input) => {
        const { name } = workgroups.get(optionalText(input, 'WorkGroup') ?? 'primary')
        const own = queries.list().filter(({ workgroup }) => workgroup === name)
        const latest = own.toSorted((one, other) => other.submittedAt.localeCompare(one.submittedAt))
        return { QueryExecutionIds: latest.slice(0, optionalNumber(input, 'MaxResults') ?? 50).map(({ id }) => id) }
      },
      GetQueryResults: async (input, { principal }) => {
        const query = find(input)
        const result = results.get(query.id)
        if (query.state !== 'SUCCEEDED' || !result)
          throw invalid(`Query has not yet finished. Current state: ${query.state}`)
        await plane.call('s3', 'HeadObject', addressOf(query), principal) // results are read in the caller's name
        const most = Math.min(optionalNumber(input, 'MaxResults') ?? largestPage, largestPage)
        return describeResult(query, result, Number(optionalText(input, 'NextToken') ?? 0), most)
      },
      StopQueryExecution: (input) => {
        const state = running.get(find(input).id)
        if (state) cancel(state)
        return {}
      },
      GetWorkGroup: (input) => ({ WorkGroup: describeWorkgroup(workgroups.get(text(input, 'WorkGroup'))) }),
    },
    start: async () => {
      for (const left of queries.list().filter((each) => !isOver(each)))
        finish(left, { state: 'FAILED', reason: 'The machine stopped while the query ran' })
    },
    stop: async () => {
      const all = [...running.values()]
      for (const state of all) cancel(state)
      await Promise.all(all.map(({ done }) => done))
      parser.close()
    },
  }
}

function addressOf({ outputLocation }: Query): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(outputLocation) ?? []
  return { Bucket, Key }
}

function cancel(state: Running): void {
  state.cancelled = true
  state.lake?.interrupt()
}

function placeOfResults(workgroup: Workgroup, input: Input): string {
  const own = optionalText(optionalRecord(input, 'ResultConfiguration') ?? {}, 'OutputLocation')
  const location = (workgroup.enforced ? undefined : own) ?? workgroup.outputLocation
  if (location === undefined)
    throw invalid('No output location provided. An output location is required by the workgroup or the request')
  return location.endsWith('/') ? location : `${location}/`
}

function refuseMembers(input: Input): void {
  for (const member of ['ExecutionParameters', 'ResultReuseConfiguration', 'EngineConfiguration'])
    if (input[member] !== undefined) throw unsupported(`athena member ${member}`)
  const catalog = optionalText(optionalRecord(input, 'QueryExecutionContext') ?? {}, 'Catalog') ?? 'awsdatacatalog'
  if (catalog.toLowerCase() !== 'awsdatacatalog') throw unsupported(`The data catalog ${catalog} in Athena`)
}

const invalid = (message: string, fields: Readonly<Record<string, unknown>> = {}): ServiceError =>
  new ServiceError('InvalidRequestException', message, 400, fields)
