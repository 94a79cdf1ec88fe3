import { compilePattern, InvalidPattern, type Matcher } from '../../../local/services/events/pattern.ts'
import { seededRandom } from '../../../producers/simulator/random.ts'
import { ofType } from '../../package/packaged.ts'
import { matchesEntryByEntry } from '../event-ruler/entry-by-entry.ts'
import { eventNear, type Sample, sample } from '../event-ruler/generate.ts'
import { type Ruler, startRuler } from '../event-ruler/process.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'
import { hardenedStages } from './cfn-lint.ts'

/** Patterns beside those of the rules that are deployed. */
const generated = 4_000
const eventsPerRule = 50

export const eventRuler: Oracle = {
  name: 'event-ruler',
  about: 'event patterns of the local plane, generated and deployed ones',
  compare: (tools) => examine(tools, compilePattern),
  planted: {
    fault: 'prefixes that are looked for anywhere in the text',
    expect: /"prefix":"\w.*event-ruler says false, the plane true/,
    compare: (tools) => examine(tools, (pattern) => compilePattern(JSON.parse(looseText(pattern)))),
  },
}

const looseText = (pattern: string): string => pattern.replaceAll(/\{"prefix":"(\w+)"\}/g, '{"wildcard":"*$1*"}')

async function examine(tools: Tools, compile: (pattern: string) => Matcher): Promise<Findings> {
  const { java, jars } = await tools.eventRuler()
  const ruler = startRuler(java, jars)
  const differences: Difference[] = []
  let cases = 0
  try {
    for (const { pattern, events } of [...deployed(tools), ...made()]) {
      const text = JSON.stringify(pattern)
      const theirs = await ruler.ask(
        text,
        events.map((event) => JSON.stringify(event)),
      )
      const ours = judge(compile, text, events)
      if ('invalid' in theirs || 'invalid' in ours) {
        cases += 1
        if ('invalid' in theirs !== 'invalid' in ours) differences.push(onValidity(text, ours, theirs))
        continue
      }
      cases += events.length
      for (const [place, event] of events.entries()) {
        if (ours.matches[place] === theirs.matches[place]) continue
        const what = `${text} on ${JSON.stringify(event)}: event-ruler says ${theirs.matches[place]}, the plane ${ours.matches[place]}`
        const excused = excuse(text, event)
        const because = excused.because ?? (await automaton(ruler, pattern, event, ours.matches[place] === true))
        differences.push({ what, ...(because !== undefined && { because }) })
      }
    }
  } finally {
    await ruler.stop()
  }
  return { version: 'event-ruler 2.1.0', cases, differences }
}

const made = (): readonly Sample[] => {
  const random = seededRandom('event-ruler')
  return Array.from({ length: generated }, () => sample(random))
}

/** The patterns of every rule that a deploy makes, with events near them. */
const deployed = (tools: Tools): readonly Sample[] => {
  const random = seededRandom('deployed rules')
  return hardenedStages.flatMap((stage) =>
    ofType(tools.template(stage), 'AWS::Events::Rule').flatMap(([, { EventPattern }]) => {
      if (EventPattern === undefined) return []
      const pattern = withNames(EventPattern)
      return [{ pattern, events: Array.from({ length: eventsPerRule }, () => eventNear(random, pattern)) }]
    }),
  )
}

/** References become the names that they stand for. */
function withNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNames)
  if (typeof value !== 'object' || value === null) return value
  const { Ref: name } = value as { readonly Ref?: unknown }
  if (typeof name === 'string') return name
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNames(member)]))
}

async function automaton(ruler: Ruler, pattern: unknown, event: unknown, ours: boolean): Promise<string | undefined> {
  const theirs = await matchesEntryByEntry(ruler, pattern, event)
  return theirs === ours
    ? 'event-ruler contradicts itself: asked about the entries of each list one by one it says what the plane says'
    : undefined
}

/** AWS's documentation limits what event-ruler by itself does not. */
function excuse(pattern: string, event?: unknown): Pick<Difference, 'because'> {
  const numbers = `${pattern} ${JSON.stringify(event)}`.match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []
  if (/"numeric"/.test(pattern) && numbers.some((number) => Math.abs(Number(number)) > 5e9))
    return { because: 'EventBridge documents numeric matching from -5.0e9 to 5.0e9; event-ruler 2 alone goes further' }
  if (/"cidr":"(?:::|0\.0\.0\.0)\/0"/.test(pattern))
    return {
      because:
        'event-ruler compares addresses as digits, so a mask of 0 bits takes numbers and the other family too; documented is one family',
    }
  if (event === undefined && /"anything-but":\{"\w+":\[\]\}/.test(pattern))
    return {
      because:
        'event-ruler refuses an empty list of texts when it is the only entry, and not beside others; the plane always',
    }
  return {}
}

type Verdict = { readonly matches: readonly boolean[] } | { readonly invalid: string }

function judge(compile: (pattern: string) => Matcher, text: string, events: readonly unknown[]): Verdict {
  try {
    const matches = compile(text)
    return { matches: events.map((event) => matches(JSON.parse(JSON.stringify(event)))) }
  } catch (error) {
    if (error instanceof InvalidPattern) return { invalid: error.message }
    throw error
  }
}

function onValidity(pattern: string, ours: Verdict, theirs: Verdict): Difference {
  const said = (verdict: Verdict) => ('invalid' in verdict ? `invalid (${verdict.invalid})` : 'valid')
  return { what: `${pattern}: event-ruler says ${said(theirs)}, the plane ${said(ours)}`, ...excuse(pattern) }
}
