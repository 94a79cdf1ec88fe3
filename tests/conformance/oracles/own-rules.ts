import type { Template } from '../../package/packaged.ts'
import { ruleFaults, rules } from '../../package/rules.ts'
import type { Findings, Oracle } from '../oracle.ts'
import { hardenedStages, withProperty } from './cfn-lint.ts'

/** Rules of this repository for what nobody else's oracle looks at; each with a fixture that it catches in tests/package/rules.test.ts. */
export const ownRules: Oracle = {
  name: 'own-rules',
  about: 'the same templates against rules of our own, where no oracle looks',
  compare: async (tools) => examine(Object.fromEntries(hardenedStages.map((stage) => [stage, tools.template(stage)]))),
  planted: {
    fault: 'a warehouse that is open to the internet',
    expect: /workgroup-is-private: WarehouseWorkgroup/,
    compare: async (tools) =>
      examine({
        dev: withProperty(tools.template('dev'), 'AWS::RedshiftServerless::Workgroup', { PubliclyAccessible: true }),
      }),
  },
}

function examine(templates: Readonly<Record<string, Template>>): Findings {
  return {
    version: `${rules.length} rules`,
    cases: Object.keys(templates).length * rules.length,
    differences: Object.entries(templates).flatMap(([stage, template]) =>
      ruleFaults(template).map((fault) => ({ what: `${stage}: ${fault}` })),
    ),
  }
}
