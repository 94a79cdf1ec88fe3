import { setTimeout as sleep } from 'node:timers/promises'
import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

const pollMilliseconds = 500

/** Runs the state machine migrate-warehouse for a contract set and waits for its end. Throws with its cause. */
export async function migrateWarehouse(client: SFNClient, stateMachineArn: string, contracts: string): Promise<void> {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ contracts }) }),
  )
  for (;;) {
    const { status, error = '', cause = '' } = await client.send(new DescribeExecutionCommand({ executionArn }))
    if (status === 'SUCCEEDED') return
    if (status !== 'RUNNING') throw new Error(`Migrating the warehouse ${status}: ${error} ${cause} (${executionArn})`)
    await sleep(pollMilliseconds)
  }
}
