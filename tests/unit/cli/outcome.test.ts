import { describe, expect, it } from 'vitest'
import { junitOutcome, vitestOutcome } from '../../../cli/test/outcome.ts'

const missing = () => {
  throw new Error('ENOENT')
}

describe('counting tests', () => {
  const report = (members: object) => () =>
    JSON.stringify({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, testResults: [], ...members })

  it('reads Vitest', () => {
    expect(vitestOutcome(report({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 })
  })

  it('counts a file that could not be loaded, and an end that no test explains', () => {
    const unloaded = { testResults: [{ status: 'failed', assertionResults: [] }] }
    expect(vitestOutcome(report(unloaded), 1).failed).toBe(1)
    expect(vitestOutcome(report({}), 1).failed).toBe(1)
    expect(vitestOutcome(missing, 0).failed).toBe(1)
  })

  it('reads pytest', () => {
    const xml = '<?xml?><testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1">'
    expect(junitOutcome(() => xml, 1)).toEqual({ passed: 4, failed: 3, skipped: 3 })
    expect(junitOutcome(missing, 5)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})
