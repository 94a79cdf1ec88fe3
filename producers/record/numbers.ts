/** `12.3` → `12.30`, `1e2` → `100.00`: the digits that were sent with exactly `places` after the point. Throws when digits would be cut. */
export function exactDecimal(text: string, places: number): string {
  const { negative, digits, scale } = partsOf(text)
  const padded = digits.padStart(scale + 1, '0')
  const whole = scale > 0 ? padded.slice(0, -scale) : padded
  const fraction = (scale > 0 ? padded.slice(-scale) : '').replace(/0+$/, '')
  if (fraction.length > places) throw new RangeError(`${text} has more than ${places} digits after the point`)
  const number = `${whole.replace(/^0+(?=\d)/, '')}${places > 0 ? `.${fraction.padEnd(places, '0')}` : ''}`
  return negative && /[1-9]/.test(number) ? `-${number}` : number
}

/** The shortest text of a number's value: `2.0` and `2` are equal, so are `1e2` and `100`. Digits are never lost. */
export function exactNumber(text: string): string {
  const { negative, digits, scale } = partsOf(text)
  const significant = digits.replace(/^0+/, '')
  if (significant === '') return '0'
  const trimmed = significant.replace(/0+$/, '')
  const exponent = significant.length - trimmed.length - scale
  return `${negative ? '-' : ''}${positional(trimmed, exponent)}`
}

/** Digits and a power of ten, written out unless that takes more than forty zeros. */
function positional(digits: string, exponent: number): string {
  if (Math.abs(exponent) > 40) return `${digits}e${exponent}`
  if (exponent >= 0) return digits + '0'.repeat(exponent)
  const padded = digits.padStart(1 - exponent, '0')
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

/** A decimal number as digits and how many of them stand after the point (negative: zeros to append). */
function partsOf(text: string): { readonly negative: boolean; readonly digits: string; readonly scale: number } {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (!match) throw new RangeError(`${text} is no number`)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  const digits = scale < 0 ? whole + fraction + '0'.repeat(-scale) : whole + fraction
  return { negative: sign === '-', digits, scale: Math.max(scale, 0) }
}
