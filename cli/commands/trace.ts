import { parseArgs } from 'node:util'
import { openLake } from '../lake.ts'
import { mendOf } from '../mend.ts'
import { printJson, printLines } from '../output.ts'
import { painter } from '../steps.mjs'
import { type Trace, traceEvent } from '../trace.ts'
import { UsageError } from '../usage.ts'
import { asAdmin } from '../warehouse-users.ts'
import { withPlane } from '../with-plane.ts'

export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, state: { type: 'string' } },
  })
  const [eventId, ...others] = positionals
  if (eventId === undefined || others.length > 0) {
    throw new UsageError(
      'Name one event by its id: each view of a type has them in its column event_id, for npx tributary sql',
    )
  }
  return withPlane(values.state, async (connection) => {
    const { stack, objects, documents, contracts } = await openLake(connection)
    const { buckets, bus } = stack
    const query = asAdmin(connection, stack)
    const traces = await traceEvent({ objects, documents, buckets, types: contracts.types, query }, eventId)
    if (values.json) for (const trace of traces) printJson(trace)
    else printLines(screen(eventId, bus, buckets, traces))
    return traces.length > 0 ? 0 : 1
  })
}

type Buckets = Readonly<Record<'raw' | 'batches' | 'curated' | 'quarantine', string>>

function screen(eventId: string, bus: string, buckets: Buckets, traces: readonly Trace[]): readonly string[] {
  const paint = painter(process.stdout)
  if (traces.length === 0)
    return [`${eventId} is in no raw object. If it was just published, Firehose may still hold it.`]
  return traces.flatMap((trace, place) => [
    paint.bold(`${eventId}${traces.length > 1 ? `  (copy ${place + 1} of ${traces.length})` : ''}`),
    ...linesOf(trace, bus, buckets).map(([what, text]) => `  ${paint.dim(what.padEnd(10))} ${text}`),
    '',
  ])
}

function linesOf(trace: Trace, bus: string, buckets: Buckets): readonly (readonly [string, string])[] {
  const { arrival, batchId, attempt, rejection, duplicate, parquetKey, table, row } = trace
  const lines: (readonly [string, string])[] = [
    ['bus', `${bus}: ${arrival.detailType ?? '?'} of ${arrival.source ?? '?'}, received ${arrival.receivedAt ?? '?'}`],
    [
      'raw',
      `s3://${buckets.raw}/${arrival.rawKey} line ${arrival.line + 1}${arrival.place > 0 ? `, event ${arrival.place + 1}` : ''}`,
    ],
  ]
  if (batchId === undefined) return [...lines, ['batch', 'not claimed yet; claims run hourly']]
  lines.push(['manifest', `s3://${buckets.batches}/manifests/${batchId.slice(1)}.json (${batchId})`])
  if (!attempt) return [...lines, ['attempt', 'none is complete yet']]
  lines.push(['attempt', `${attempt.number}, job run ${attempt.jobRunId}, contracts ${attempt.contracts}`])
  if (rejection) {
    for (const { code, path, expected, got } of rejection.reasons) {
      lines.push(['quarantine', `${code} at ${path || 'the whole line'}: expected ${expected}${got && `, got ${got}`}`])
    }
    return [...lines, ['mend', mendOf(rejection.reasons[0]?.code ?? '')]]
  }
  if (duplicate) return [...lines, ['duplicate', 'another copy of it is the loaded one']]
  if (!row) return [...lines, ['warehouse', 'not loaded: its type is held, failed, or still under way']]
  if (parquetKey !== undefined) lines.push(['parquet', `s3://${buckets.curated}/${parquetKey}`])
  const values = Object.entries(row).filter(([name, value]) => value !== null && !name.startsWith('_'))
  lines.push(['warehouse', table ?? ''])
  return [...lines, ...values.map(([name, value]) => ['', `${name} = ${value}`] as const)]
}
