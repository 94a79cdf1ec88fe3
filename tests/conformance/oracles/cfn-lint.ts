import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Template } from '../../package/packaged.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'

/** A finding that stays, and why. */
interface Suppression {
  readonly rule: string
  /** Of the resource that it is about. */
  readonly resource: RegExp
  readonly reason: string
}

const suppressions: readonly Suppression[] = [
  {
    rule: 'W3005',
    resource: /LambdaFunction$/,
    reason: 'the Serverless Framework writes DependsOn beside the reference; both say the same',
  },
  {
    rule: 'W1033',
    resource: /^WarehouseWorkgroup$/,
    reason: 'the empty list stands under a condition that holds only when the stage names subnets and security groups',
  },
  {
    rule: 'W8003',
    resource: /^Has(?:Subnets|SecurityGroups)$/,
    reason: 'the compared text is filled in while packaging; stages differ in it',
  },
]

interface Finding {
  readonly Rule: { readonly Id: string }
  readonly Message: string
  readonly Filename: string
  readonly Location: { readonly Path: readonly (string | number)[] | null }
}

export const hardenedStages = ['dev', 'staging', 'prod'] as const

export const cfnLint: Oracle = {
  name: 'cfn-lint',
  about: 'the packaged templates of dev, staging and prod',
  compare: (tools) => lint(tools, Object.fromEntries(hardenedStages.map((stage) => [stage, tools.template(stage)]))),
  planted: {
    fault: 'a Glue worker type that does not exist',
    expect: /E3030.*ConformEventsJob.*WorkerType/,
    compare: (tools) =>
      lint(tools, { dev: withProperty(tools.template('dev'), 'AWS::Glue::Job', { WorkerType: 'G.9X' }) }),
  },
}

/** The template with some properties of the first resource of a type replaced. */
export function withProperty(template: Template, type: string, properties: object): Template {
  const [id, resource] = Object.entries(template.Resources).find(([, each]) => each.Type === type) ?? []
  if (id === undefined || resource === undefined) throw new Error(`The template has no ${type}`)
  const changed = { ...resource, Properties: { ...resource.Properties, ...properties } }
  return { ...template, Resources: { ...template.Resources, [id]: changed } }
}

async function lint(tools: Tools, templates: Readonly<Record<string, Template>>): Promise<Findings> {
  const program = join(dirname(await tools.python()), 'cfn-lint')
  const folder = mkdtempSync(join(tmpdir(), 'tributary-cfn-lint-'))
  try {
    const files = Object.entries(templates).map(([stage, template]) => {
      const file = join(folder, `${stage}.json`)
      writeFileSync(file, JSON.stringify(template))
      return file
    })
    const findings = JSON.parse(
      await output(program, ['--format', 'json', '--regions', 'eu-central-1', '--', ...files]),
    ) as readonly Finding[]
    return {
      version: (await output(program, ['--version'])).trim(),
      cases: Object.values(templates).reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0),
      differences: findings.map(differenceOf),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function differenceOf({ Rule, Message, Filename, Location }: Finding): Difference {
  const path = Location.Path ?? []
  const resource = String(path[1] ?? '')
  const stage = Filename.split('/').at(-1)?.replace('.json', '')
  const known = suppressions.find((each) => each.rule === Rule.Id && each.resource.test(resource))
  return { what: `${stage}: ${Rule.Id} ${path.join('/')}: ${Message}`, ...(known && { because: known.reason }) }
}

/** cfn-lint ends with a code other than 0 when it finds something. */
const output = (program: string, parameters: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, parameters, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && stdout.trim() === '') reject(new Error(`cfn-lint: ${stderr || error.message}`))
      else resolve(stdout)
    })
  })
