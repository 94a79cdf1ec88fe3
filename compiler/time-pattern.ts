type Field = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'offset'

const letters: Readonly<Record<string, Field>> = {
  yyyy: 'year',
  MM: 'month',
  M: 'month',
  MMM: 'month',
  dd: 'day',
  d: 'day',
  HH: 'hour',
  H: 'hour',
  mm: 'minute',
  ss: 'second',
  Z: 'offset',
  X: 'offset',
}

const supported = 'yyyy MM M MMM dd d HH H mm ss S (1 to 6) Z X'
const tokenPattern = /(?<quoted>'(?:[^']|'')*')|(?<run>([A-Za-z])\3*)|(?<bracket>[[\]])|(?<literal>.)/gsu

/** Whether a pattern holds an offset from UTC, so that no zone is needed. Only for patterns without a fault. */
export const hasOffset = (pattern: string): boolean => fieldsOf(pattern).includes('offset')

/** Why a text is no pattern of a time (or of a date), or undefined when it is one. Letters are those of Unicode's date patterns. */
export function timePatternFault(pattern: string, of: 'date-time' | 'date'): string | undefined {
  let optional = false
  const mayBeAbsent = new Set<Field>()
  for (const { groups = {} } of pattern.matchAll(tokenPattern)) {
    const { run, bracket, literal } = groups
    if (literal === "'") return "a quote is not closed: write '' for the character '"
    if (run !== undefined && fieldOf(run) === undefined) {
      const hint = Object.keys(letters).find((known) => known.toLowerCase() === run.toLowerCase())
      return `\`${run}\` means nothing${hint === undefined ? '' : `, \`${hint}\` does`}: letters are ${supported}; quote other text, as in 'T'`
    }
    if (bracket === '[' ? optional : bracket === ']' && !optional) return 'brackets, for an optional part, do not nest'
    if (bracket !== undefined) optional = bracket === '['
    const field = fieldOf(run ?? '')
    if (optional && field !== undefined) mayBeAbsent.add(field)
  }
  if (optional) return 'a bracket is not closed'
  const fields = fieldsOf(pattern)
  const twice = fields.find((field, index) => fields.indexOf(field) !== index)
  if (twice !== undefined) return `has the ${twice} twice`
  const needed: readonly Field[] = ['year', 'month', 'day']
  const absent = needed.find((field) => !fields.includes(field))
  if (absent !== undefined) return `has no ${absent}: a ${of === 'date' ? 'date' : 'time'} needs year, month and day`
  const guessed = [...needed, 'offset' as const].find((field) => mayBeAbsent.has(field))
  if (guessed !== undefined) return `has the ${guessed} in brackets, but it must always be there`
  if (of === 'date') {
    const extra = fields.find((field) => !needed.includes(field))
    return extra === undefined
      ? undefined
      : `has ${article(extra)} ${extra}, which a date has not: use \`format: date-time\``
  }
  return order(fields, clock) ?? guessedFault(fields, mayBeAbsent)
}

const clock: readonly Field[] = ['hour', 'minute', 'second', 'fraction']

/** A part that may be left out is the finest: without it `10:30` could be minutes and seconds or hours and minutes. */
function guessedFault(fields: readonly Field[], mayBeAbsent: ReadonlySet<Field>): string | undefined {
  const always = fields.filter((field) => !mayBeAbsent.has(field))
  const coarser = clock.find(
    (field, at) => mayBeAbsent.has(field) && clock.slice(at).some((finer) => always.includes(finer)),
  )
  return coarser && `leaves the ${coarser} out but not what is finer: a text could then be read in two ways`
}

/** A finer field needs the coarser ones. */
function order(fields: readonly Field[], from: readonly Field[]): string | undefined {
  const at = from.findIndex((field) => !fields.includes(field))
  const finer = at < 0 ? undefined : from.slice(at).find((field) => fields.includes(field))
  return finer === undefined ? undefined : `has ${article(finer)} ${finer} but no ${from[at]}`
}

const article = (field: Field): string => (field === 'hour' || field === 'offset' ? 'an' : 'a')

const fieldsOf = (pattern: string): readonly Field[] =>
  [...pattern.matchAll(tokenPattern)].flatMap(({ groups }) => fieldOf(groups?.run ?? '') ?? [])

const fieldOf = (run: string): Field | undefined => (/^S{1,6}$/.test(run) ? 'fraction' : letters[run])
