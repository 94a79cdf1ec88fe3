import { describe, expect, it } from 'vitest'
import { createSteps, duration } from '../../../cli/steps.mjs'

function aStream(isTTY: boolean) {
  const written: string[] = []
  return { stream: { isTTY, columns: 80, write: (text: string) => written.push(text) > 0 }, written }
}

describe('lines of progress', () => {
  it('appear without colour and animation where there is no terminal', async () => {
    const { stream, written } = aStream(false)
    await createSteps(stream, {}).step(
      'Work',
      async () => 7,
      (result) => `${result} things`,
    )
    expect(written).toEqual(['  ✔ Work  7 things\n'])
  })

  it('are coloured on a terminal, unless NO_COLOR asks for none', async () => {
    for (const [environment, coloured] of [
      [{ CI: '1' }, true],
      [{ CI: '1', NO_COLOR: '1' }, false],
    ] as const) {
      const { stream, written } = aStream(true)
      await createSteps(stream, environment).step('Work', async () => undefined)
      expect(written.join('').includes('\u001b[32m')).toBe(coloured)
    }
  })

  it('mark a step that fails, and hand its error on', async () => {
    const { stream, written } = aStream(false)
    const work = createSteps(stream, {}).step('Work', () => Promise.reject(new Error('no')))
    await expect(work).rejects.toThrow('no')
    expect(written).toEqual(['  ✘ Work\n'])
  })

  it('tell the seconds of what took longer than one', () => {
    expect([duration(999), duration(1_600)]).toEqual(['', '  2 s'])
  })
})
