import { isRecord, list } from '../../input.ts'
import type { Input, Principal } from '../../service.ts'

/** True when a trust policy lets this principal assume the role: its kind and name are judged, conditions are not. */
export function trusts(trust: Input, principal: Principal): boolean {
  const statements = (isRecord(trust.Statement) ? [trust.Statement] : list(trust, 'Statement')).filter(isRecord)
  const matching = statements.filter((statement) => assumes(statement) && names(statement.Principal, principal))
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
}

function assumes(statement: Input): boolean {
  return [statement.Action].flat().some((action) => action === 'sts:AssumeRole' || action === 'sts:*' || action === '*')
}

function names(wanted: unknown, { accountId, roleArn }: Principal): boolean {
  if (wanted === '*') return true
  if (!isRecord(wanted)) return false
  return [wanted.AWS]
    .flat()
    .some((each) => each === '*' || each === accountId || each === `arn:aws:iam::${accountId}:root` || each === roleArn)
}
