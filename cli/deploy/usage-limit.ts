import {
  CreateUsageLimitCommand,
  ListUsageLimitsCommand,
  type RedshiftServerlessClient,
  UpdateUsageLimitCommand,
  UsageLimitBreachAction,
} from '@aws-sdk/client-redshift-serverless'
import type { StackOutputs } from './stack-outputs.ts'

/** How much the warehouse may compute in a day, and what happens beyond it. */
export interface UsageLimit {
  readonly workgroupArn: string
  /** RPU-hours. */
  readonly amount: number
  /** `log`, `emit-metric`, or `deactivate`, which turns user queries off until the next day (UTC). */
  readonly breachAction: UsageLimitBreachAction
}

/** Makes the daily limit what it is to be: CloudFormation has no type for it. May run any number of times. */
export async function limitUsage(client: RedshiftServerlessClient, limit: UsageLimit): Promise<void> {
  const { workgroupArn: resourceArn, amount, breachAction } = limit
  const { usageLimits = [] } = await client.send(
    new ListUsageLimitsCommand({ resourceArn, usageType: 'serverless-compute' }),
  )
  const held = usageLimits.find(({ period }) => period === 'daily')
  if (!held) {
    const wanted = { resourceArn, usageType: 'serverless-compute', period: 'daily', amount, breachAction } as const
    await client.send(new CreateUsageLimitCommand(wanted))
  } else if (held.amount !== amount || held.breachAction !== breachAction) {
    await client.send(new UpdateUsageLimitCommand({ usageLimitId: held.usageLimitId, amount, breachAction }))
  }
}

/** The limit that the stage's parameters ask for. Throws when they are no such limit. */
export function readUsageLimit(outputs: StackOutputs): UsageLimit {
  const amount = Number(outputs.get('WarehouseDailyRpuHours'))
  const action = outputs.get('WarehouseLimitAction')
  const breachAction = Object.values(UsageLimitBreachAction).find((each) => each === action)
  if (!Number.isInteger(amount) || amount < 1) {
    throw new Error(`The parameter warehouseDailyRpuHours is ${amount}: write a whole number of RPU-hours above 0`)
  }
  if (breachAction === undefined) {
    const known = Object.values(UsageLimitBreachAction).join(', ')
    throw new Error(`The parameter warehouseLimitAction is ${action}: write one of ${known}`)
  }
  return { workgroupArn: outputs.get('WorkgroupArn'), amount, breachAction }
}
