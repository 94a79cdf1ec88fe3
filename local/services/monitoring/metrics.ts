import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../../input.ts'

/** One value (or a set of values with counts) of one metric. */
export interface Datum {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Readonly<Record<string, string>>
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly unit: string
  readonly sum: number
  readonly count: number
  readonly minimum: number
  readonly maximum: number
  /** Single values, for percentiles. */
  readonly values?: readonly number[]
}

/** Metrics as JSON lines, one file per namespace. */
export interface Metrics {
  add(datum: Datum): void
  /** Newest last; all namespaces when absent. */
  read(namespace?: string): readonly Datum[]
}

export function openMetrics(folder: string): Metrics {
  const file = (namespace: string) => join(folder, `${encodeURIComponent(namespace)}.jsonl`)
  return {
    add: (datum) => {
      mkdirSync(folder, { recursive: true })
      appendFileSync(file(datum.namespace), `${JSON.stringify(datum)}\n`)
    },
    read: (namespace) => {
      const files = namespace === undefined ? listFiles(folder) : [file(namespace)]
      return files
        .filter((path) => existsSync(path))
        .flatMap((path) =>
          readFileSync(path, 'utf8')
            .split('\n')
            .filter((line) => line !== ''),
        )
        .map((line) => JSON.parse(line) as Datum)
    },
  }
}

function listFiles(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

export function datumOf(
  place: Pick<Datum, 'namespace' | 'name' | 'dimensions' | 'at' | 'unit'>,
  values: readonly number[],
  counts: readonly number[] = [],
): Datum {
  const count = values.reduce((sum, _value, index) => sum + (counts[index] ?? 1), 0)
  const sum = values.reduce((total, value, index) => total + value * (counts[index] ?? 1), 0)
  return { ...place, sum, count, minimum: Math.min(...values), maximum: Math.max(...values), values }
}

/** Metrics that a log line in CloudWatch's embedded metric format carries; nothing for any other line. */
export function embeddedMetrics(message: string): readonly Datum[] {
  if (!message.startsWith('{') || !message.includes('"CloudWatchMetrics"')) return []
  let line: unknown
  try {
    line = JSON.parse(message)
  } catch {
    return []
  }
  if (!isRecord(line) || !isRecord(line._aws)) return []
  const at = Number(line._aws.Timestamp)
  if (!Number.isFinite(at)) return []
  const found: Datum[] = []
  for (const directive of items(line._aws.CloudWatchMetrics)) {
    if (!isRecord(directive)) continue
    const sets = items(directive.Dimensions).map((set) => items(set).map(String))
    for (const metric of items(directive.Metrics)) {
      if (!isRecord(metric)) continue
      const value = line[String(metric.Name)]
      const values = (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number')
      if (values.length === 0) continue
      for (const names of sets.length === 0 ? [[]] : sets) {
        const dimensions = Object.fromEntries(
          names.map((name) => [name, String((line as Record<string, unknown>)[name])]),
        )
        const place = {
          namespace: String(directive.Namespace),
          name: String(metric.Name),
          dimensions,
          at,
          unit: String(metric.Unit ?? 'None'),
        }
        found.push(datumOf(place, values))
      }
    }
  }
  return found
}

/** A log line is whatever a program wrote: what is no list holds nothing. */
function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
