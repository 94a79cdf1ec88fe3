import { parseArgs } from 'node:util'
import { openLake } from '../lake.ts'
import { mendOf } from '../mend.ts'
import { printJson, printLines } from '../output.ts'
import { type Rejection, readRejections } from '../rejections.ts'
import { painter } from '../steps.mjs'
import { shorten, tableLines } from '../table.ts'
import { UsageError } from '../usage.ts'
import { asAdmin } from '../warehouse-users.ts'
import { withPlane } from '../with-plane.ts'

const defaultLimit = 20
const longestText = 80

export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      bad: { type: 'boolean' },
      type: { type: 'string' },
      reason: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
      state: { type: 'string' },
    },
  })
  if (!values.bad) throw new UsageError('Say which events: --bad shows the rejected ones')
  const limit = Number(values.limit ?? defaultLimit)
  if (!Number.isInteger(limit) || limit < 0) throw new UsageError(`--limit ${values.limit} is no number of events`)
  return withPlane(values.state, async (connection) => {
    const { stack, objects, documents, contracts } = await openLake(connection)
    const { type, reason } = values
    const rejections = await readRejections(
      {
        objects,
        documents,
        quarantine: stack.buckets.quarantine,
        types: contracts.types,
        query: asAdmin(connection, stack),
      },
      { ...(type !== undefined && { type }), ...(reason !== undefined && { reason }) },
    )
    if (values.json) for (const rejection of rejections) printJson(rejection)
    else printLines(screen(rejections, limit))
    return 0
  })
}

function screen(rejections: readonly Rejection[], limit: number): readonly string[] {
  if (rejections.length === 0) return ['No event was rejected.']
  const paint = painter(process.stdout)
  const shown = oneOfEachFirst(rejections).slice(0, limit)
  return [
    ...overview(rejections),
    '',
    ...shown.flatMap((rejection) => [...describe(rejection, paint), '']),
    ...(shown.length < rejections.length
      ? [
          `${shown.length} of ${rejections.length} shown; --limit ${rejections.length} shows all, --json as lines for programs.`,
        ]
      : []),
  ]
}

function overview(rejections: readonly Rejection[]): readonly string[] {
  const counts = Map.groupBy(rejections, kindOf)
  const rows = [...counts].map(([kind, { length }]) => [...kind.split(' '), String(length)])
  return tableLines(
    [
      { title: 'type', align: 'left' },
      { title: 'reason', align: 'left' },
      { title: 'events', align: 'right' },
    ],
    rows.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
  )
}

const kindOf = ({ type, reasons }: Rejection): string => `${type} ${reasons[0]?.code ?? ''}`

/** Round by round one of each type and reason, so that a short list shows every kind. */
function oneOfEachFirst(rejections: readonly Rejection[]): readonly Rejection[] {
  const kinds = [...Map.groupBy(rejections, kindOf).values()]
  const rounds = Math.max(...kinds.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => kinds.flatMap((kind) => kind[round] ?? [])).flat()
}

function describe(rejection: Rejection, paint: ReturnType<typeof painter>): readonly string[] {
  const { type, eventId, reasons, rawKey, line, place, batchId } = rejection
  return [
    `${paint.bold(type)}  ${eventId ?? '(no id)'}`,
    ...reasons.map(
      ({ code, path, expected, got }) =>
        `  ${paint.red(code)} at ${path || 'the whole line'}: expected ${shorten(expected, longestText)}${got && `, got ${shorten(got, longestText)}`}`,
    ),
    `  mend   ${mendOf(reasons[0]?.code ?? '')}`,
    `  raw    ${rawKey} line ${line}${place > 1 ? `, event ${place}` : ''}  (${batchId})`,
  ]
}
