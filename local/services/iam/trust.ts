import { type Context, conditionHolds } from '../../iam/conditions.ts'
import { names } from '../../iam/evaluate.ts'
import { readPolicy } from '../../iam/policy.ts'
import { matchesAction } from '../../iam/wildcards.ts'
import type { Input, Principal } from '../../service.ts'

/** True when a trust policy lets this role, or the deployer, assume the role. */
export function trusts(trust: Input, { accountId, roleArn }: Principal): boolean {
  return allows(trust, { roleArn, accountId }, { 'aws:principalarn': [roleArn], 'aws:principalaccount': [accountId] })
}

/** True when a trust policy lets a service of AWS take the role for a resource of this account. */
export function trustsService(trust: Input, service: string, accountId: string, context: Context = {}): boolean {
  return allows(trust, { service, accountId }, { 'aws:sourceaccount': [accountId], ...context })
}

function allows(trust: Input, caller: Parameters<typeof names>[1], context: Context): boolean {
  const matching = readPolicy('the trust policy', trust).filter(
    (statement) =>
      (statement.actions ?? []).some((action) => matchesAction(action, 'sts:AssumeRole')) &&
      names(statement, caller) &&
      conditionHolds(statement.condition, context, statement.variables),
  )
  return matching.some(({ effect }) => effect === 'Allow') && !matching.some(({ effect }) => effect === 'Deny')
}
