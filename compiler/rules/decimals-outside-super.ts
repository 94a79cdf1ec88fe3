import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

const maxPrecision = 38
const maxScale = 37

/** Decimals are columns with digits that Redshift has; inside SUPER a number may become a double. */
export function* decimalsOutsideSuper({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    if (role === 'inside' && schema.format === 'int64') {
      yield document.problem(
        [...at, 'format'],
        'no 64-bit integers inside an array or map (SUPER may round them): send text',
      )
    }
    if (!schema.decimal) continue
    const [precision, scale] = schema.decimal
    const place = [...at, 'decimal']
    if (role === 'inside') {
      yield document.problem(
        place,
        'no decimals inside an array or map (SUPER may round them): use integer minor units or text',
      )
    }
    if (precision < 1 || precision > maxPrecision)
      yield document.problem(
        place,
        `precision ${precision} is not within 1 to ${maxPrecision}: send more digits as text`,
      )
    if (scale > maxScale)
      yield document.problem(
        place,
        `scale ${scale} is above ${maxScale}, the most that Redshift has: send more digits as text`,
      )
    else if (scale > precision)
      yield document.problem(
        place,
        `scale ${scale} is above precision ${precision}, which counts all digits: write [${scale}, ${scale}] or more`,
      )
  }
}
