import { type RedshiftServerlessClient, UsageLimitBreachAction } from '@aws-sdk/client-redshift-serverless'
import { describe, expect, it } from 'vitest'
import { limitUsage, readUsageLimit } from '../../../cli/deploy/usage-limit.ts'
import { createTestPlane, virtualClock } from '../../../local/services/events/test-plane.ts'
import { usageLimitOperations } from '../../../local/services/redshift-serverless/usage-limits.ts'

const workgroupArn = 'arn:aws:redshift-serverless:eu-central-1:000000000000:workgroup/w'

/** A client whose calls the plane's own operations answer. */
function clientOf(calls: string[]): RedshiftServerlessClient {
  const plane = createTestPlane(virtualClock())
  const operations = usageLimitOperations(plane.context)
  const send = async (command: { readonly input: object }) => {
    const name = command.constructor.name.replace('Command', '')
    calls.push(name)
    return operations[name]?.(command.input as never, { principal: plane.context.admin, region: 'eu-central-1' })
  }
  return { send } as unknown as RedshiftServerlessClient
}

describe('the daily limit of the warehouse', () => {
  it('is made once, changed when it is to be another, and left alone when it is right', async () => {
    const calls: string[] = []
    const client = clientOf(calls)
    const limit = { workgroupArn, amount: 200, breachAction: UsageLimitBreachAction.DEACTIVATE }
    await limitUsage(client, limit)
    await limitUsage(client, limit)
    await limitUsage(client, { ...limit, amount: 300 })
    await limitUsage(client, { ...limit, amount: 300 })
    expect(calls.filter((name) => name !== 'ListUsageLimits')).toEqual(['CreateUsageLimit', 'UpdateUsageLimit'])
  })

  it.each([
    ['0', 'deactivate', 'The parameter warehouseDailyRpuHours is 0: write a whole number of RPU-hours above 0'],
    ['8', 'stop', 'The parameter warehouseLimitAction is stop: write one of deactivate, emit-metric, log'],
  ])('of %s RPU-hours with %s is refused', (amount, action, message) => {
    const values: Record<string, string> = { WarehouseDailyRpuHours: amount, WarehouseLimitAction: action }
    expect(() => readUsageLimit({ get: (name) => values[name] ?? workgroupArn })).toThrow(message)
  })
})
