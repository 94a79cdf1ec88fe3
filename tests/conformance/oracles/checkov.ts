import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Template } from '../../package/packaged.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'
import { hardenedStages, withProperty } from './cfn-lint.ts'

/** Findings that stay, and why; with those of cfn-lint at most ten. */
const suppressions: readonly { readonly check: string; readonly resource: RegExp; readonly reason: string }[] = [
  {
    check: 'CKV_AWS_18',
    resource: /^(?:ServerlessDeploymentBucket|AccessLogsBucket)$/,
    reason: 'packages of deploys, whose access CloudTrail has; and the bucket of the access logs itself',
  },
  {
    check: 'CKV_AWS_115',
    resource: /LambdaFunction$/,
    reason: 'a reserve for each function takes it from all others; Map and schedule bound how many run',
  },
  {
    check: 'CKV_AWS_116',
    resource: /LambdaFunction$/,
    reason: 'called by state machines, which catch, by a rule with its own queue, or by a client that waits',
  },
  {
    check: 'CKV_AWS_117',
    resource: /LambdaFunction$/,
    reason:
      'functions call endpoints of AWS only, each by its role; a VPC adds the price of its gateways and nothing else',
  },
  {
    check: 'CKV_AWS_173',
    resource: /LambdaFunction$/,
    reason: 'names and limits only: own rule function-keeps-no-secret',
  },
  {
    check: 'CKV_AWS_195',
    resource: /^ConformEventsJob$/,
    reason: 'the job writes to buckets that encrypt, and keeps no bookmarks',
  },
  {
    check: 'CKV_AWS_258',
    resource: /^IngestEventsLambdaFunctionUrl$/,
    reason: 'webhooks sign by HMAC, not by SigV4: the function judges the signature',
  },
]

interface Report {
  readonly summary: { readonly passed: number; readonly failed: number }
  readonly results: { readonly failed_checks: readonly FailedCheck[] }
}

interface FailedCheck {
  readonly check_id: string
  readonly check_name: string
  /** Type and logical id. */
  readonly resource: string
}

export const checkov: Oracle = {
  name: 'checkov',
  about: 'the same templates against known practices of security',
  compare: async (tools) => {
    const found = await scan(tools, Object.fromEntries(hardenedStages.map((stage) => [stage, tools.template(stage)])))
    return { ...found, differences: [...found.differences, ...idleSuppressions(found.differences)] }
  },
  planted: {
    fault: 'a bucket that lets the public in',
    expect: /CKV_AWS_5[3456] /,
    compare: (tools) =>
      scan(tools, {
        dev: withProperty(tools.template('dev'), 'AWS::S3::Bucket', { PublicAccessBlockConfiguration: {} }),
      }),
  },
}

/** A reason that excuses nothing any more is a difference too. */
const idleSuppressions = (differences: readonly Difference[]): readonly Difference[] =>
  suppressions
    .filter(({ reason }) => !differences.some(({ because }) => because === reason))
    .map(({ check }) => ({ what: `the suppression of ${check} is needed no more` }))

async function scan(tools: Tools, templates: Readonly<Record<string, Template>>): Promise<Findings> {
  const program = await tools.checkov()
  const folder = mkdtempSync(join(tmpdir(), 'tributary-checkov-'))
  try {
    let cases = 0
    const differences: Difference[] = []
    for (const [stage, template] of Object.entries(templates)) {
      const file = join(folder, `${stage}.json`)
      writeFileSync(file, JSON.stringify(template))
      const { summary, results } = await reportOn(program, file)
      cases += summary.passed + summary.failed
      for (const check of results.failed_checks) differences.push(differenceOf(stage, check))
    }
    return { version: `checkov ${(await output(program, ['--version'])).trim()}`, cases, differences }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function differenceOf(stage: string, { check_id, check_name, resource }: FailedCheck): Difference {
  const id = resource.slice(resource.lastIndexOf('.') + 1)
  const known = suppressions.find((each) => each.check === check_id && each.resource.test(id))
  return { what: `${stage}: ${check_id} ${id}: ${check_name}`, ...(known && { because: known.reason }) }
}

async function reportOn(program: string, file: string): Promise<Report> {
  const shape = ['--framework', 'cloudformation', '-o', 'json', '--quiet', '--compact', '--skip-download']
  const report = JSON.parse(await output(program, ['-f', file, ...shape])) as Report | [Report]
  return Array.isArray(report) ? report[0] : report
}

/** checkov ends with 1 when it finds something. */
const output = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, parameters, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && stdout.trim() === '') reject(new Error(`checkov: ${stderr || error.message}`))
      else resolve(stdout)
    })
  })
