import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mendOf } from '../../../cli/mend.ts'

describe('how to mend a rejection', () => {
  it('is said for every reason code that the job knows', () => {
    const list = /Code = Literal\[([^\]]*)\]/.exec(readFileSync('glue-scripts/lakehouse/reasons.py', 'utf8'))?.[1] ?? ''
    const codes = [...list.matchAll(/"(\w+)"/g)].map(([, code]) => code ?? '')
    expect(codes.length).toBeGreaterThan(10)
    for (const code of codes) expect(mendOf(code)).toMatch(/^(Producer|Owner|Operator): .+\.$/)
  })
})
