/** The known name that is nearest to what was written, as the end of a message; empty when none is near. */
export function didYouMean(written: string, known: Iterable<string>): string {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(written.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best === undefined ? '' : `; did you mean \`${best}\`?`
}

/** Letters to put in, leave out, replace or exchange with their neighbour. */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const transposed = exchanged ? (beforePrevious[j - 2] ?? 0) + 1 : substituted
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substituted, transposed))
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length] ?? 0
}
