import { itemSpans, memberSpans, type Span, valueSpan } from '../../../runtime/event-judge/json-spans.ts'

const openBrace = 0x7b
const openBracket = 0x5b
const comma = 0x2c
/** Each round asks for all that could be left out at once. */
const mostRounds = 30

/**
 * The event without each member and item that does not matter to `keeps`, which says of each of several texts whether the case is still
 * the same. A text that is no JSON stays as it is.
 */
export async function shortened(
  event: Buffer,
  keeps: (events: readonly Buffer[]) => Promise<readonly boolean[]>,
): Promise<Buffer> {
  let shortest = event
  for (let round = 0; round < mostRounds; round += 1) {
    if (!isJson(shortest)) return shortest
    const cuts = partsOf(shortest, valueSpan(shortest)).toSorted((a, b) => b.end - b.start - (a.end - a.start))
    const candidates = cuts.map((cut) => without(shortest, cut))
    const answers = await keeps(candidates)
    const kept = cuts.filter((_, place) => answers[place])
    if (kept.length === 0) return shortest
    const together = withoutAll(shortest, kept)
    const [holds] = isJson(together) ? await keeps([together]) : []
    shortest = holds ? together : without(shortest, kept[0] as Span)
  }
  return shortest
}

/** Without as many of the parts as do not overlap, the first of them most surely. */
function withoutAll(bytes: Buffer, parts: readonly Span[]): Buffer {
  const apart: Span[] = []
  for (const part of parts) {
    if (apart.every(({ start, end }) => part.end <= start || part.start >= end)) apart.push(part)
  }
  return apart.toSorted((a, b) => b.start - a.start).reduce(without, bytes)
}

/** Every member and item below a value, each with the comma that it would leave behind. */
function partsOf(bytes: Buffer, { start }: Span): readonly Span[] {
  const first = bytes[start]
  const children =
    first === openBrace ? memberSpans(bytes, start) : first === openBracket ? itemSpans(bytes, start) : []
  return children.flatMap((child, place) => {
    const before = children[place - 1]?.end ?? start + 1
    const after = place === 0 ? behindComma(bytes, child.end) : child.end
    return [{ start: before, end: after }, ...partsOf(bytes, child)]
  })
}

function behindComma(bytes: Buffer, end: number): number {
  let at = end
  while ((bytes[at] ?? comma) <= 0x20) at += 1
  return bytes[at] === comma ? at + 1 : end
}

const without = (bytes: Buffer, { start, end }: Span): Buffer =>
  Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}
