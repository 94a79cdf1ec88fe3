import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'

/** Outputs of a stack by name; asking for one that is not there throws. */
export interface StackOutputs {
  get(name: string): string
}

export async function readStackOutputs(region: string, stackName: string): Promise<StackOutputs> {
  const { Stacks = [] } = await new CloudFormationClient({ region }).send(
    new DescribeStacksCommand({ StackName: stackName }),
  )
  const values = new Map(Stacks[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
  return {
    get(name) {
      const value = values.get(name)
      if (value === undefined)
        throw new Error(`The stack ${stackName} has no output ${name}; see resources/outputs.yml`)
      return value
    },
  }
}
