import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'

/** Executions of one state machine. */
export interface Executions {
  /** As far as is known: an execution that ended a moment ago may still show as running. */
  isRunning(arn: string): Promise<boolean>
  /** False when an execution of that name was started before. */
  start(name: string, input: object): Promise<boolean>
}

export function sfnExecutions(client: SFNClient, stateMachineArn: string): Executions {
  return {
    async isRunning(arn) {
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn: arn }))
        return status === 'RUNNING' || status === 'PENDING_REDRIVE'
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return false
        throw error
      }
    },
    async start(name, input) {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
        return true
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false
        throw error
      }
    },
  }
}
