const day = '(?:0[1-9]|1[0-9]|2[0-8])'
const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)'
const date = `(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-${day})|${leapYear}-02-29)`
const offset = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])'
const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'

/**
 * What each format is: one ASCII regex, so that ajv and jsonschema-rs cannot disagree. A date-time holds microseconds; further
 * digits must be zero, because the warehouse would cut them.
 */
export const formatPatterns = {
  'date-time': `^${date}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,6}0*)?${offset}$`,
  date: `^${date}$`,
  uuid: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  email: `^[A-Za-z0-9!#$%&'*+/=?^_\`{|}~.-]{1,64}@${label}(?:\\.${label})+$`,
  ipv4: `^(?:${octet}\\.){3}${octet}$`,
} as const satisfies Readonly<Record<string, string>>

/** The pattern of a format; undefined for none and for formats that are not text. */
export const patternOfFormat = (format: string | undefined): string | undefined =>
  format !== undefined && format in formatPatterns ? formatPatterns[format as keyof typeof formatPatterns] : undefined
