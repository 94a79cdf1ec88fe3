import { describe, expect, it } from 'vitest'
import { readPrices } from '../../../../cli/cost/prices.ts'
import { capOf } from '../../../../cli/verify/cap.ts'
import { aDeployment } from '../cost/builders.ts'

describe('the cap of a verification', () => {
  it('is kept by time, at the dearest rate that the stage can have', () => {
    const cap = capOf(4, readPrices(), aDeployment())
    // 8 RPU × $0.375 = $3; 2 workers × $0.44 = $0.88; 2 keys $2 + 1 secret $0.40 + 6 alarms $0.60 + dashboard $3 + (5 + 4 × 3) × $0.30 = $5.10:
    // $11.10 / 720 h = $0.0154. Together $3.8954 an hour. ($4 − $0.25) / $3.8954 = 57.76 minutes.
    expect(cap.usdPerHour).toBeCloseTo(3.8954, 4)
    expect(cap.minutes).toBe(57)
    expect(0.25 + (cap.minutes / 60) * cap.usdPerHour).toBeLessThanOrEqual(4)
  })

  it('is refused when it leaves too little time, with one that suffices', () => {
    expect(() => capOf(1, readPrices(), aDeployment())).toThrow(/give \$1\.55 or more/)
    expect(capOf(1.55, readPrices(), aDeployment()).minutes).toBe(20)
  })
})
