import type { Column } from '../columns.ts'
import type { Contract, MemberSchema, Reading } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import { jsonTypes } from '../json-types.ts'
import type { Member } from '../members.ts'
import type { Problem } from '../problem.ts'
import { isLocal, readingsOf, readType, takenTypes } from '../readings.ts'
import { isZone } from '../reference-tables.ts'
import { hasOffset, timePatternFault } from '../time-pattern.ts'

/** Something wrong at a key below a member. */
type Fault = readonly [key: readonly (string | number)[], message: string]

/** Each JSON type of a member has one reading, all make one column type, and nothing about a time is left to guess. */
export function* readingsFit(contract: Contract): Generator<Problem> {
  for (const member of contract.members) {
    if (member.schema.as === undefined || member.role !== 'leaf') continue
    for (const [key, message] of memberFaults(member, contract)) {
      yield contract.document.problem([...member.at, ...key], message)
    }
  }
}

function* memberFaults({ schema, table }: Member, contract: Contract): Generator<Fault> {
  const columns = contract.tables.find(({ name }) => name === table)?.columns ?? contract.columns
  const readings = readingsOf(schema)
  let sound = true
  for (const [index, reading] of readings.entries()) {
    for (const [key, message] of readingFaults(reading, columns)) {
      sound = false
      yield [['as', ...(Array.isArray(schema.as) ? [index] : []), ...key], message]
    }
  }
  if (!sound) return
  if (schema.format !== undefined) yield [['format'], '`format` and `as` say the same thing twice: keep `as`']
  if (schema.decimal) yield [['decimal'], '`decimal` beside `as` has no effect: write it inside `as`']
  yield* typeFaults(schema, readings)
  const name = schema.column ?? columns.find((column) => column.schema === schema)?.name ?? ''
  if (readings.some(isLocal) && !name.endsWith('_local')) {
    yield [
      ['column'],
      `a time without zone is no instant: its column must end in \`_local\`, for example \`${name}_local\``,
    ]
  }
}

function* typeFaults(schema: MemberSchema, readings: readonly Reading[]): Generator<Fault> {
  const taken = readings.map((reading) => takenTypes(reading, schema))
  for (const type of jsonTypes(schema).filter((type) => type !== 'null')) {
    const count = taken.filter((types) => types.includes(type)).length
    if (count === 0)
      yield [
        ['as'],
        `values of type ${type} have no reading${type === 'string' ? '' : ': add for example `{ epoch: seconds }`'}`,
      ]
    if (count > 1) yield [['as'], `values of type ${type} have ${count} readings: which one is meant cannot be told`]
  }
  for (const [index, types] of taken.entries()) {
    if (types.length === 0)
      yield [['as', ...(Array.isArray(schema.as) ? [index] : [])], 'this reading takes none of the member’s types']
  }
  const kinds = new Set(readings.map((reading) => JSON.stringify([readType(reading), isLocal(reading)])))
  if (kinds.size > 1) yield [['as'], 'the readings make different types: a column has one, so keep those of one type']
}

function* readingFaults(reading: Reading, columns: readonly Column[]): Generator<Fault> {
  const kinds = (['epoch', 'format', 'type'] as const).filter((key) => reading[key] !== undefined)
  if (kinds.length !== 1) {
    yield [
      [],
      'a reading is one of `epoch: seconds`, `format: date-time`, `format: date` and `type: integer` (number, boolean)',
    ]
    return
  }
  const kind = kinds[0] === 'format' ? (reading.format ?? '') : kinds[0] === 'type' ? (reading.type ?? '') : 'epoch'
  for (const key of Object.keys(reading) as (keyof Reading)[]) {
    const wanted = ownWords[key]
    if (wanted && !wanted.includes(kind))
      yield [[key], `\`${key}\` has no effect here: it belongs to ${wanted.join(' and ')}`]
  }
  if (reading.format) yield* timeFaults(reading, reading.format, columns)
  if (reading.type === 'boolean') yield* booleanFaults(reading)
  if (
    reading.decimal &&
    (reading.decimal[0] < 1 || reading.decimal[0] > 38 || reading.decimal[1] > Math.min(reading.decimal[0], 37))
  ) {
    yield [['decimal'], 'a decimal has 1 to 38 digits, at most 37 of them after the point']
  }
}

const ownWords: Partial<Record<keyof Reading, readonly string[]>> = {
  pattern: ['date-time', 'date'],
  zone: ['date-time'],
  ambiguous: ['date-time'],
  decimal: ['number'],
  true: ['boolean'],
  false: ['boolean'],
}

function* timeFaults(reading: Reading, format: 'date-time' | 'date', columns: readonly Column[]): Generator<Fault> {
  const { pattern, zone, ambiguous } = reading
  const fault = pattern === undefined ? undefined : timePatternFault(pattern, format)
  if (fault !== undefined) yield [['pattern'], `pattern of a time: ${fault}`]
  if (format === 'date' || fault !== undefined) return
  const offset = pattern === undefined || hasOffset(pattern)
  if (offset && zone !== undefined) yield [['zone'], 'the text has an offset from UTC already: remove `zone`']
  if (!offset && zone === undefined) {
    yield [
      ['pattern'],
      'a time without offset needs a `zone`: for example Europe/London, or none to keep it as it is written',
    ]
  }
  if (ambiguous !== undefined && (offset || zone === 'none'))
    yield [['ambiguous'], '`ambiguous` needs a `zone`: else no hour comes twice']
  if (typeof zone === 'string' && zone !== 'none' && !isZone(zone)) {
    yield [['zone'], `\`${zone}\` is no time zone of the IANA database: write for example Europe/London, UTC or none`]
  }
  if (typeof zone === 'object') {
    const texts = columns.filter(({ type, parse, pseudonym_of }) => type === 'string' && !parse && !pseudonym_of)
    const names = texts.map(({ name }) => name)
    if (!names.includes(zone.by)) yield [['zone', 'by'], `no text column \`${zone.by}\`${didYouMean(zone.by, names)}`]
  }
}

function* booleanFaults({ true: yes, false: no }: Reading): Generator<Fault> {
  if (!yes || !no) yield [[], 'a truth value needs its spellings: `true: ["Y"]` and `false: ["N"]`']
  const both = yes?.find((spelling) => no?.includes(spelling))
  if (both !== undefined) yield [['false'], `\`${both}\` is a spelling of true and of false`]
}
