import { group, hasWords, isGroup, joinList, type Node, raw, splitList, stringNode, wordNode, wordOf } from './nodes.ts'
import { refusal } from './refuse.ts'
import { SqlError } from './tokens.ts'

/** A call `name(args)`; `after` are the nodes behind it (for WITHIN GROUP and OVER). */
export interface FunctionCall {
  readonly name: string
  readonly args: readonly (readonly Node[])[]
  readonly inside: readonly Node[]
  readonly after: readonly Node[]
}

/** What replaces the call, and how many of the nodes behind it are consumed. */
export interface Rewritten {
  readonly nodes: readonly Node[]
  readonly consumed?: number
}

type Rewrite = (call: FunctionCall) => Rewritten

const dateParts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    millennium: 'millennium millennia mil mils',
    century: 'century centuries c cent cents',
    decade: 'decade decades dec decs',
    year: 'year years y yr yrs',
    quarter: 'quarter quarters qtr qtrs',
    month: 'month months mon mons',
    week: 'week weeks w',
    day: 'day days d',
    hour: 'hour hours h hr hrs',
    minute: 'minute minutes m min mins',
    second: 'second seconds s sec secs',
    millisecond: 'millisecond milliseconds ms msec msecs msecond mseconds',
    microsecond: 'microsecond microseconds us usec usecs microsec microsecs',
    dow: 'dow dayofweek dw weekday',
    doy: 'doy dayofyear dy yearday',
    epoch: 'epoch',
  }).flatMap(([part, names]) => names.split(' ').map((name) => [name, part])),
)

/** `day`, `'day'` or `d` → `'day'`. */
function datePart(arg: readonly Node[] | undefined, name: string): readonly Node[] {
  const only = arg?.length === 1 ? arg[0] : undefined
  const given =
    only?.kind === 'word' || only?.kind === 'string' || only?.kind === 'quoted' ? only.value.toLowerCase() : ''
  const part = dateParts[given]
  if (part === undefined) throw new SqlError(`${name}: "${given}" is not a date part`)
  return [stringNode(part, '')]
}

const own =
  (name: string): Rewrite =>
  ({ inside }) => ({ nodes: [raw(`redshift.${name}`), group(inside)] })

const renamed =
  (name: string): Rewrite =>
  ({ inside }) => ({ nodes: [wordNode(name), group(inside)] })

const withDatePart =
  (name: string): Rewrite =>
  ({ args }) => ({
    nodes: [raw(`redshift.${name}`), group(joinList([datePart(args[0], name.toUpperCase()), ...args.slice(1)]))],
  })

const caseOf = (branches: readonly Node[], otherwise: readonly Node[] | undefined): Rewritten => ({
  nodes: [
    group(
      [wordNode('CASE', ''), ...branches, ...(otherwise ? [wordNode('ELSE'), ...otherwise] : []), wordNode('END')],
      ' ',
    ),
  ],
})

const decode: Rewrite = ({ args }) => {
  const [subject = [], ...rest] = args
  const branches: Node[] = []
  let at = 0
  for (; at + 1 < rest.length; at += 2) {
    const value = rest[at] ?? []
    branches.push(wordNode('WHEN'), group(subject, ' '), raw('IS NOT DISTINCT FROM'), group(value, ' '))
    branches.push(wordNode('THEN'), ...(rest[at + 1] ?? []))
  }
  return caseOf(branches, rest[at])
}

const nvl2: Rewrite = ({ args }) => {
  const [subject = [], present = [], absent = []] = args
  const branches = [wordNode('WHEN'), group(subject, ' '), raw('IS NOT NULL'), wordNode('THEN'), ...present]
  return caseOf(branches, absent)
}

const listagg: Rewrite = ({ args, after }) => {
  const [first = [], separator = [stringNode('', '')]] = args
  const distinct = wordOf(first[0]) === 'distinct'
  const text = [
    ...(distinct ? [wordNode('DISTINCT', '')] : []),
    group(distinct ? first.slice(1) : first, ' '),
    raw('::text', ''),
  ]
  const within = hasWords(after, 0, 'within', 'group') && isGroup(after[2]) ? after[2].nodes : undefined
  if (wordOf(after[within ? 3 : 0]) === 'over') throw refusal('LISTAGG as a window function (in this local plane)')
  const order = within ? [raw(' '), ...within] : []
  return {
    nodes: [wordNode('string_agg'), group([...joinList([text, separator]), ...order])],
    consumed: within ? 3 : 0,
  }
}

const ratioToReport: Rewrite = ({ inside, after }) => {
  const over = after[1]
  if (wordOf(after[0]) !== 'over' || !isGroup(over)) throw new SqlError('RATIO_TO_REPORT needs OVER (…)')
  const sum = [wordNode('NULLIF'), group([wordNode('sum', ''), group(inside), wordNode('OVER'), over, raw(', 0', '')])]
  return { nodes: [group([group(inside), raw('::float8 /', ''), ...sum], ' ')], consumed: 2 }
}

const median: Rewrite = ({ inside }) => ({
  nodes: [
    wordNode('percentile_cont'),
    group([raw('0.5', '')]),
    raw('WITHIN GROUP'),
    group([raw('ORDER BY', ''), ...inside], ' '),
  ],
})

/** Redshift's function → PostgreSQL. What is not here has the same name and meaning in both. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  nvl: renamed('COALESCE'),
  isnull: renamed('COALESCE'),
  nvl2,
  decode,
  getdate: own('getdate'),
  format_type: own('format_type'),
  len: renamed('length'),
  datalength: renamed('octet_length'),
  octet_length: renamed('octet_length'),
  charindex: own('charindex'),
  dateadd: withDatePart('dateadd'),
  date_add: withDatePart('dateadd'),
  datediff: withDatePart('datediff'),
  date_diff: withDatePart('datediff'),
  date_trunc: withDatePart('date_trunc'),
  date_part: withDatePart('date_part'),
  datepart: withDatePart('date_part'),
  add_months: own('add_months'),
  months_between: own('months_between'),
  last_day: own('last_day'),
  convert_timezone: own('convert_timezone'),
  trunc: own('trunc'),
  to_timestamp: renamed('to_timestamp'),
  listagg,
  median,
  ratio_to_report: ratioToReport,
  strtol: own('strtol'),
  sha2: own('sha2'),
  func_sha1: own('sha1'),
  sha1: own('sha1'),
  json_parse: own('json_parse'),
  json_serialize: own('json_serialize'),
  json_extract_path_text: own('json_extract_path_text'),
  json_extract_array_element_text: own('json_extract_array_element_text'),
  json_array_length: own('json_array_length'),
  is_valid_json: own('is_valid_json'),
  is_valid_json_array: own('is_valid_json_array'),
  can_json_parse: own('is_valid_json'),
  json_typeof: renamed('jsonb_typeof'),
  get_array_length: renamed('jsonb_array_length'),
  array: renamed('jsonb_build_array'),
  object: renamed('jsonb_build_object'),
  any_value: renamed('any_value'),
  bool_and: renamed('bool_and'),
}

export function rewriteCall(call: FunctionCall): Rewritten | undefined {
  return Object.hasOwn(rewrites, call.name) ? rewrites[call.name]?.(call) : undefined
}

export function callAt(nodes: readonly Node[], at: number): FunctionCall | undefined {
  const name = wordOf(nodes[at])
  const inside = nodes[at + 1]
  if (name === undefined || !isGroup(inside)) return undefined
  return { name, args: splitList(inside.nodes), inside: inside.nodes, after: nodes.slice(at + 2) }
}
