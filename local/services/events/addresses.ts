/** An IP address as a number. */
export interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

const mapped = 0xffffn

/**
 * Reads an IPv4 address (decimal, zeros in front allowed) or an IPv6 one without a zone; `::ffff:a00:1` is the IPv4 address that it
 * maps. Undefined for any other text.
 */
export function readAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = fourNumbers(text)
    return value === undefined ? undefined : { bits: 32, value }
  }
  const value = eightGroups(text)
  if (value === undefined) return undefined
  return value >> 32n === mapped ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value }
}

/** Whether an address is in the network of which `network` is one and `maskBits` bits are common. */
export function inNetwork(address: Address | undefined, network: Address, maskBits: number): boolean {
  if (address?.bits !== network.bits) return false
  const own = BigInt(network.bits - maskBits)
  return address.value >> own === network.value >> own
}

function fourNumbers(text: string): bigint | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined
  const numbers = text.split('.').map(Number)
  return numbers.some((number) => number > 255) ? undefined : joined(numbers, 8n)
}

function eightGroups(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(groupsOf)
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  if (tail === undefined) return head.length === 8 ? joined(head, 16n) : undefined
  const missing = 8 - head.length - tail.length
  return missing < 1 ? undefined : joined([...head, ...Array.from({ length: missing }, () => 0), ...tail], 16n)
}

/** Groups of hexadecimal digits; an IPv4 address at the end is not taken. */
function groupsOf(half: string): readonly number[] | undefined {
  if (half === '') return []
  const groups = half.split(':').map((part) => (/^[0-9a-fA-F]+$/.test(part) ? Number.parseInt(part, 16) : Number.NaN))
  return groups.every((group) => group <= 0xffff) ? groups : undefined
}

const joined = (numbers: readonly number[], width: bigint): bigint =>
  numbers.reduce((value, number) => (value << width) | BigInt(number), 0n)
