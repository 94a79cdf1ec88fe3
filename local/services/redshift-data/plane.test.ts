import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchExecuteStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Plane, startPlane } from '../../plane.ts'
import type { Input, ResourceContext } from '../../service.ts'

let plane: Plane
let stateDir: string
let secretArn: string
/** As AWS documents it for Redshift Serverless; the id of the workgroup follows, then the user. */
const userOfServerless = 'arn:aws:redshift:eu-central-1:000000000000:dbuser:serverless-000000000000-'
const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'plane-'))
  plane = await startPlane({ stateDir })
  const roles = {
    machine: ['redshift-data:*', 'redshift-serverless:GetCredentials'],
    copy: ['s3:GetObject', 's3:ListBucket'],
  }
  for (const [name, Action] of Object.entries(roles)) {
    const trust = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'states.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'redshift.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringLike: { 'sts:ExternalId': `${userOfServerless}*/IAMR:machine` } },
        },
      ],
    }
    await plane.context.call(
      'iam',
      'CreateRole',
      { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) },
      plane.context.admin,
    )
    const PolicyDocument = JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
    await plane.context.call(
      'iam',
      'PutRolePolicy',
      { RoleName: name, PolicyName: 'own', PolicyDocument },
      plane.context.admin,
    )
  }
  const make = (service: string, type: string, properties: Input) =>
    plane.services.get(service)?.resources?.[type]?.create(properties, {} as ResourceContext)
  const made = await make('redshift-serverless', 'AWS::RedshiftServerless::Namespace', {
    NamespaceName: 'n',
    DbName: 'warehouse',
    ManageAdminPassword: true,
    IamRoles: [role('copy')],
  })
  secretArn = String(made?.attributes['Namespace.AdminPasswordSecretArn'])
  await make('redshift-serverless', 'AWS::RedshiftServerless::Workgroup', { WorkgroupName: 'w', NamespaceName: 'n' })
}, 60_000)

afterAll(async () => {
  await plane.stop()
  rmSync(stateDir, { recursive: true, force: true })
})

it('loads Parquet from S3 into a table by a state machine, as AWS’s own clients see it', async () => {
  const client = { endpoint: plane.endpoint, region: 'eu-central-1', credentials: plane.adminCredentials }
  const data = new RedshiftDataClient(client)
  const s3 = new S3Client({ ...client, forcePathStyle: true })
  const sfn = new SFNClient(client)
  const about = { WorkgroupName: 'w', Database: 'warehouse' }

  const file = join(stateDir, 'made.parquet')
  const duck = await (await DuckDBInstance.create(':memory:')).connect()
  await duck.run(`COPY (SELECT 9007199254740993 AS n, 1.50::DECIMAL(12,2) AS d) TO '${file}' (FORMAT parquet)`)
  await s3.send(new CreateBucketCommand({ Bucket: 'lake' }))
  await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'a.parquet', Body: readFileSync(file) }))
  const entries = [{ url: 's3://lake/a.parquet', mandatory: true, meta: { content_length: statSync(file).size } }]
  await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'm.manifest', Body: JSON.stringify({ entries }) }))

  const bootstrap = new BatchExecuteStatementCommand({
    ...about,
    SecretArn: secretArn,
    WaitTimeSeconds: 20,
    Sqls: [
      'CREATE USER "IAMR:machine" PASSWORD DISABLE',
      'GRANT CREATE ON DATABASE warehouse TO "IAMR:machine"',
      'CREATE ROLE analyst',
    ],
  })
  expect((await data.send(bootstrap)).Status).toBe('FINISHED')

  const batch = 'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement'
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Load',
    States: {
      Load: {
        Type: 'Task',
        Resource: batch,
        Arguments: {
          ...about,
          ClientToken: '{% $states.context.Execution.Name %}',
          Sqls: [
            'CREATE SCHEMA stage',
            'CREATE TABLE stage.t (n BIGINT, d DECIMAL(12,2)) BACKUP NO',
            `COPY stage.t FROM 's3://lake/m.manifest' IAM_ROLE '${role('copy')}' FORMAT AS PARQUET MANIFEST`,
            'GRANT USAGE ON SCHEMA stage TO ROLE analyst',
            'GRANT SELECT ON stage.t TO ROLE analyst',
          ],
        },
        Assign: { id: '{% $states.result.Id %}' },
        Next: 'Describe',
      },
      Describe: {
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:redshiftdata:describeStatement',
        Arguments: { Id: '{% $id %}', WaitTimeSeconds: 20 },
        Output: {
          status: '{% $states.result.Status %}',
          error: '{% $exists($states.result.Error) ? $states.result.Error : "" %}',
        },
        End: true,
      },
    },
  }
  const properties = {
    StateMachineName: 'load',
    RoleArn: role('machine'),
    DefinitionString: JSON.stringify(definition),
  }
  const machine = await plane.services
    .get('states')
    ?.resources?.['AWS::StepFunctions::StateMachine']?.create(properties, {} as ResourceContext)
  const { executionArn } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn: machine?.physicalId, name: 'token-of-this-run', input: '{}' }),
  )
  let described = await sfn.send(new DescribeExecutionCommand({ executionArn }))
  while (described.status === 'RUNNING') {
    await new Promise((resolve) => setTimeout(resolve, 50))
    described = await sfn.send(new DescribeExecutionCommand({ executionArn }))
  }
  expect(JSON.parse(described.output ?? 'null')).toEqual({ status: 'FINISHED', error: '' })
  const { events } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }))
  expect(events?.[1]).toMatchObject({ type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Load' } })
  expect(events?.[1]?.timestamp).toBeInstanceOf(Date)

  const { Id } = await data.send(
    new ExecuteStatementCommand({
      ...about,
      SecretArn: secretArn,
      Sql: 'SELECT n, d, n - 1 AS less FROM stage.t',
      WaitTimeSeconds: 20,
    }),
  )
  const statement = await data.send(new DescribeStatementCommand({ Id }))
  expect(statement).toMatchObject({ Status: 'FINISHED', HasResultSet: true, ResultRows: 1, DbUser: 'admin' })
  expect(statement.CreatedAt).toBeInstanceOf(Date)
  const { Records, ColumnMetadata } = await data.send(new GetStatementResultCommand({ Id }))
  expect(Records?.[0]?.slice(1)).toEqual([{ stringValue: '1.50' }, { longValue: 9007199254740992 }])
  expect(typeof Records?.[0]?.[0]?.longValue).toBe('number')
  expect(ColumnMetadata?.map(({ name, typeName }) => `${name} ${typeName}`)).toEqual([
    'n int8',
    'd numeric',
    'less int8',
  ])

  const { host, port } = plane.warehouse
  const analyst = new pg.Client({ host: String(host), port: Number(port), user: 'analyst', database: 'warehouse' })
  await analyst.connect()
  expect((await analyst.query('SELECT n::text, d FROM stage.t')).rows).toEqual([{ n: '9007199254740993', d: '1.50' }])
  await expect(analyst.query('DELETE FROM stage.t')).rejects.toThrow('permission denied')
  await analyst.end()
}, 60_000)
