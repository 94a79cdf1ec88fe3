import { randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { number, optionalNumber, optionalText, text } from '../../input.ts'
import type { Input, Operation, PlaneContext } from '../../service.ts'

interface UsageLimit {
  readonly usageLimitId: string
  readonly usageLimitArn: string
  readonly resourceArn: string
  readonly usageType: string
  readonly amount: number
  readonly period: string
  readonly breachAction: string
}

const words = {
  usageType: ['serverless-compute', 'cross-region-datasharing'],
  period: ['daily', 'weekly', 'monthly'],
  breachAction: ['log', 'emit-metric', 'deactivate'],
} as const

/** Usage limits of workgroups: kept and shown; nothing is metered on one machine. */
export function usageLimitOperations(plane: PlaneContext): Readonly<Record<string, Operation>> {
  const limits = plane.store.collection<UsageLimit>('redshift-usage-limits')
  const find = (input: Input): UsageLimit => {
    const id = text(input, 'usageLimitId')
    const found = limits.get(id)
    if (found) return found
    throw new ServiceError('ResourceNotFoundException', `The usage limit ${id} does not exist`, 404)
  }
  const keep = (limit: UsageLimit) => {
    limits.put(limit.usageLimitId, limit)
    return { usageLimit: limit }
  }
  return {
    CreateUsageLimit: (input) => {
      const usageLimitId = randomUUID()
      const limit = {
        usageLimitId,
        usageLimitArn: `arn:aws:redshift-serverless:${plane.region}:${plane.accountId}:usagelimit/${usageLimitId}`,
        resourceArn: text(input, 'resourceArn'),
        usageType: oneOf('usageType', text(input, 'usageType')),
        amount: number(input, 'amount'),
        period: oneOf('period', optionalText(input, 'period') ?? 'monthly'),
        breachAction: oneOf('breachAction', optionalText(input, 'breachAction') ?? 'log'),
      }
      const same = limits
        .list()
        .some((each) => (['resourceArn', 'usageType', 'period'] as const).every((key) => each[key] === limit[key]))
      if (same) throw new ServiceError('ConflictException', 'A usage limit of this type and period exists', 409)
      return keep(limit)
    },
    UpdateUsageLimit: (input) => {
      const held = find(input)
      const breachAction = oneOf('breachAction', optionalText(input, 'breachAction') ?? held.breachAction)
      return keep({ ...held, amount: optionalNumber(input, 'amount') ?? held.amount, breachAction })
    },
    ListUsageLimits: (input) => {
      const wanted = { resourceArn: optionalText(input, 'resourceArn'), usageType: optionalText(input, 'usageType') }
      const fits = (limit: UsageLimit) =>
        (['resourceArn', 'usageType'] as const).every((key) => wanted[key] === undefined || limit[key] === wanted[key])
      const found = limits.list().filter(fits)
      return found.length > 0 ? { usageLimits: found } : {}
    },
    GetUsageLimit: (input) => ({ usageLimit: find(input) }),
    DeleteUsageLimit: (input) => {
      const usageLimit = find(input)
      limits.delete(usageLimit.usageLimitId)
      return { usageLimit }
    },
  }
}

function oneOf<Name extends keyof typeof words>(name: Name, value: string): string {
  if ((words[name] as readonly string[]).includes(value)) return value
  throw new ServiceError('ValidationException', `${name} is ${value}, but can be ${words[name].join(', ')}`)
}
