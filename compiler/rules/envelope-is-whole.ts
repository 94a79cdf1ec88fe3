import type { Column } from '../columns.ts'
import type { Contract } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import { jsonTypes } from '../json-types.ts'
import { patternFault } from '../pattern-profile.ts'
import type { Problem } from '../problem.ts'

/** Each event has an id and a time, from where its form has them. */
export function* envelopeIsWhole(contract: Contract): Generator<Problem> {
  const { envelope, document } = contract
  const { form, id, time, lines } = envelope
  if (form === 'plain' && (id === 'producer' || id === 'position')) {
    yield document.problem(['envelope', 'id'], `a plain event has no id of its own: use content or a list of columns`)
  }
  if (form === 'lines' && id === 'producer') {
    yield document.problem(
      ['envelope', 'id'],
      'a line has no id of its own: use position, content or a list of columns',
    )
  }
  if (form !== 'cloudevents' && time.length === 0) {
    yield document.problem(['envelope'], `an event of form ${form} has no time of its own: name its column in \`time\``)
  }
  if (form === 'lines' && lines === undefined)
    yield document.problem(['envelope'], 'form lines needs `lines`, the pattern of a line')
  if (form !== 'lines' && lines !== undefined)
    yield document.problemAtKey(['envelope', 'lines'], '`lines` belongs to form lines')
  yield* judgeColumns(contract, 'time', time, timeFault)
  if (typeof id !== 'string') yield* judgeColumns(contract, 'id', id, idFault)
  if (form === 'lines' && lines !== undefined) yield* judgeLines(contract, lines)
}

function* judgeColumns(
  { columns, document }: Contract,
  key: 'time' | 'id',
  names: readonly string[],
  faultOf: (column: Column) => string | undefined,
): Generator<Problem> {
  const known = columns.filter((column) => column.pseudonym_of === undefined)
  for (const [index, name] of names.entries()) {
    const place = ['envelope', key, index]
    const column = known.find((candidate) => candidate.name === name)
    const hint = didYouMean(
      name,
      known.map((candidate) => candidate.name),
    )
    const fault = column ? faultOf(column) : `there is no column \`${name}\`${hint}`
    if (fault !== undefined) yield document.problem(place, fault)
    else if (names.indexOf(name) !== index) yield document.problem(place, `\`${name}\` stands here twice`)
    else if (column && !column.nullable && index < names.length - 1) {
      yield document.problem(
        place,
        `\`${name}\` is never null, so what follows is never read: remove it, or put it first`,
      )
    }
  }
}

function timeFault({ name, type, local }: Column): string | undefined {
  if (type !== 'timestamp' && type !== 'date') return `\`${name}\` is no time: its member needs a format or \`as\``
  return local ? `\`${name}\` is a time without zone, which is no instant: give its reading a zone` : undefined
}

function idFault({ name, type, pii }: Column): string | undefined {
  if (pii !== undefined) return `\`${name}\` is personal data, and ids are seen by everybody: use content`
  if (type === 'string' || type === 'uuid' || type === 'integer') return undefined
  return `\`${name}\` is of type ${type}: an id is text, a UUID or an integer`
}

/** The opening of a named group; what is escaped is passed over. */
const namedGroup = /\\.|\(\?<([A-Za-z][A-Za-z0-9_]*)>/gs

function* judgeLines({ payload, document }: Contract, lines: string): Generator<Problem> {
  const place = ['envelope', 'lines']
  const groups = [...lines.matchAll(namedGroup)].flatMap(([, name]) => name ?? [])
  const fault = patternFault(lines.replaceAll(namedGroup, (text, name) => (name === undefined ? text : '(')))
  if (fault !== undefined) yield document.problem(place, `pattern: ${fault}`)
  if (!/^\^.*\$$/s.test(lines))
    yield document.problem(place, 'pattern: a whole line matches, so it starts with ^ and ends with $')
  const known = Object.keys(payload.properties ?? {})
  for (const group of new Set(groups)) {
    if (!known.includes(group))
      yield document.problem(place, `group \`${group}\` is no member of the payload${didYouMean(group, known)}`)
    else if (groups.indexOf(group) !== groups.lastIndexOf(group))
      yield document.problem(place, `group \`${group}\` stands here twice`)
  }
  for (const [name, schema] of Object.entries(payload.properties ?? {})) {
    const member = ['payload', 'properties', name]
    if (!groups.includes(name))
      yield document.problemAtKey(member, `no group \`(?<${name}>…)\` in \`envelope.lines\` gives this member a value`)
    else if (!jsonTypes(schema).includes('string'))
      yield document.problem(member, 'a part of a line is text: use `type: string`, and `as` for what it means')
  }
}
