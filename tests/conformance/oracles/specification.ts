import { createRequire } from 'node:module'
import type { Template } from '../../package/packaged.ts'
import { specificationFaults } from '../../package/service-specification.ts'
import type { Findings, Oracle } from '../oracle.ts'
import { hardenedStages, withProperty } from './cfn-lint.ts'

const { version } = createRequire(import.meta.url)('@aws-cdk/aws-service-spec/package.json') as { version: string }

export const specification: Oracle = {
  name: 'specification',
  about: "CloudFormation's service specification on the same templates",
  compare: (tools) => examine(Object.fromEntries(hardenedStages.map((stage) => [stage, tools.template(stage)]))),
  planted: {
    fault: 'a misspelt property of a Firehose stream',
    expect: /unknown property DeliveryStreamKind/,
    compare: (tools) =>
      examine({
        dev: withProperty(tools.template('dev'), 'AWS::KinesisFirehose::DeliveryStream', { DeliveryStreamKind: 'x' }),
      }),
  },
}

async function examine(templates: Readonly<Record<string, Template>>): Promise<Findings> {
  const faults: string[] = []
  for (const [stage, template] of Object.entries(templates))
    faults.push(...(await specificationFaults(template)).map((fault) => `${stage}: ${fault}`))
  return {
    version: `aws-service-spec ${version}`,
    cases: Object.values(templates).reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0),
    differences: faults.map((what) => ({ what })),
  }
}
