import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Resource {
  readonly Type: string
  readonly DependsOn?: string | readonly string[]
  readonly Properties?: Readonly<Record<string, unknown>>
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>
  readonly Conditions?: Readonly<Record<string, unknown>>
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Outputs?: Readonly<Record<string, unknown>>
}

export const stages = ['dev', 'staging', 'prod', 'local'] as const

/** The template that `sls package` makes for a stage, without credentials or endpoint in the environment. */
export function packageStage(stage: string): Template {
  const folder = mkdtempSync(join(tmpdir(), `tributary-${stage}-`))
  const offline = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')))
  try {
    execFileSync(
      process.execPath,
      ['node_modules/serverless/bin/serverless.js', 'package', '--stage', stage, '--package', folder],
      {
        env: { ...offline, AWS_EC2_METADATA_DISABLED: 'true' },
        stdio: 'pipe',
      },
    )
    return JSON.parse(readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8')) as Template
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const ofType = (
  template: Template,
  type: string,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  Object.entries(template.Resources).flatMap(([id, resource]) =>
    resource.Type === type ? [[id, resource.Properties ?? {}] as const] : [],
  )
