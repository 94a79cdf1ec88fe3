/** `*` stands for any characters, `?` for one; everything else for itself. */
export function matchesText(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text
  return compiled(pattern).test(text)
}

/** IAM compares the names of actions without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesText(pattern.toLowerCase(), action.toLowerCase())
}

/** Component by component, so that a wildcard does not reach over a colon of the first five. `*` alone is every resource. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true
  const wanted = components(pattern)
  const given = components(arn)
  if (wanted.length !== 6 || given.length !== 6) return pattern === arn
  return wanted.every((each, index) => matchesText(each, given[index] ?? ''))
}

/** `arn`, partition, service, region, account, and all that follows. */
function components(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

const patterns = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern)
  if (known) return known
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  const made = new RegExp(`^${source}$`)
  if (patterns.size > 10_000) patterns.clear()
  patterns.set(pattern, made)
  return made
}
