import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { python, root } from '../../../cli/state.ts'
import { findFault } from '../../../runtime/event-judge/json-faults.ts'
import { valueSpan } from '../../../runtime/event-judge/json-spans.ts'
import { readEvents } from '../../../runtime/event-judge/read-events.ts'
import { jsonTexts, spaces } from '../../support/json-texts.ts'

const list = fc.array(fc.tuple(spaces, jsonTexts(false), spaces), { minLength: 1, maxLength: 6 })
const around = (parts: readonly (readonly string[])[]) => `[${parts.map((part) => part.join('')).join(',')}]`

/** The bytes of each event, as text. */
function slices(body: string): readonly string[] {
  const events = readEvents(Buffer.from(body))
  if ('code' in events) throw new Error(`${events.code}: ${events.expected}`)
  return events.map(({ bytes, span }) => bytes.toString('utf8', span.start, span.end))
}

describe('the events of any request', () => {
  it('are the very bytes that were sent, whatever lies between them', () => {
    fc.assert(
      fc.property(spaces, list, spaces, (before, parts, after) => {
        const sent = parts.map(([, text]) => text)
        expect(slices(`${before}${around(parts)}${after}`)).toEqual(sent)
        expect(slices(`${before}{${after}"events"${before}:${after}${around(parts)}${before}}${after}`)).toEqual(sent)
      }),
      { numRuns: 300 },
    )
  })

  it('come in the order of their values', () => {
    fc.assert(
      fc.property(list, (parts) => {
        const events = readEvents(Buffer.from(around(parts)))
        if ('code' in events) throw new Error(events.code)
        for (const { bytes, span, value } of events)
          expect(JSON.parse(bytes.toString('utf8', span.start, span.end))).toEqual(value)
      }),
      { numRuns: 100 },
    )
  })
})

describe('what parsing hides', () => {
  it('is found where the job finds it', () => {
    const texts = fc.sample(jsonTexts(true), { numRuns: 3_000, seed: 20261125 }).filter((text) => /^[[{]/.test(text))
    const found = texts.map((text) => {
      const bytes = Buffer.from(text)
      return findFault(bytes, valueSpan(bytes))?.code ?? null
    })
    const job = verdictsOfTheJob(texts)
    expect(job.length).toBeGreaterThan(1_000)
    for (const [index, text] of texts.entries()) {
      const [codes = [], code] = [job[index], found[index] ?? 'nothing']
      // Of a key sent twice the job keeps the last value, and so never sees a fault of the first.
      const same = codes.includes(code) || (code !== 'nothing' && codes.includes('duplicate_key'))
      expect(same, `${text}: ${code}, job ${codes}`).toBe(true)
    }
    expect(new Set(found)).toEqual(new Set([null, 'duplicate_key', 'encoding', 'number_range']))
  })

  it('is one level too many as the job counts', () => {
    const nested = (levels: number) => `{"data":${'['.repeat(levels)}${']'.repeat(levels)}}`
    const texts = [nested(100), nested(101)]
    expect(verdictsOfTheJob(texts)).toEqual([['nothing'], ['too_deep']])
    const codes = texts.map((text) => findFault(Buffer.from(text), valueSpan(Buffer.from(text)))?.code)
    expect(codes).toEqual([undefined, 'too_deep'])
  })
})

/** For each text the codes of all faults that the job's reader sees, or `nothing`: which it tells first is its own matter. */
function verdictsOfTheJob(texts: readonly string[]): readonly (readonly string[])[] {
  const script = `
import json, sys
from lakehouse.exact_json import Doubled, find_fault, read_json
from lakehouse.reasons import Reason

def faults(value):
    found = find_fault(value)
    codes = {found[0].code} if found else set()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, Doubled):
        codes.add("duplicate_key")
    for part in parts:
        codes |= faults(part)
    if isinstance(value, dict):
        for key in value:
            codes |= faults(key)
    return codes

def verdict(text):
    read = read_json(text.encode())
    if isinstance(read, Reason):
        return [read.code]
    return sorted(faults(read[0])) or ["nothing"]

json.dump([verdict(text) for text in json.load(sys.stdin)], sys.stdout)
`
  const { status, stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PYTHONPATH: join(root, 'glue-scripts') },
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as readonly (readonly string[])[]
}
