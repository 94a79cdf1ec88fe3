import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../state.ts'

export interface Assumption {
  readonly value: number
  readonly basis: 'assumed' | 'measured' | 'given'
  readonly why: string
}

const names = [
  'services',
  'gigabytesPerServiceDay',
  'typesPerService',
  'eventBytes',
  'packedFill',
  'envelopeBytes',
  'entryFrameBytes',
  'gzipRatio',
  'curatedBytesPerEvent',
  'jobStartSeconds',
  'rawBytesPerCoreSecond',
  'coresPerDpu',
  'loadSecondsPerType',
  'loadRowsPerRpuSecond',
  'lambdaSeconds',
  'claimSeconds',
  'lambdaLogBytes',
  'jobLogBytes',
  'writePartBytes',
  'readsPerFile',
  'bucketKeyShare',
  'volumeScanBytes',
  'curatedMonths',
  'martSeconds',
  'warehouseBytesPerEvent',
  'readingHoursPerMonth',
] as const
export type AssumptionName = (typeof names)[number]

export type Assumptions = Readonly<Record<AssumptionName, Assumption>>

/** Reads `assumptions.yml`. Throws with the name of one that is missing or not positive. */
export function readAssumptions(path = join(root, 'cli', 'cost', 'assumptions.yml')): Assumptions {
  const written = parse(readFileSync(path, 'utf8')) as Partial<Record<string, Assumption>>
  for (const name of names) {
    const { value = 0, why } = written[name] ?? {}
    if (!(value > 0) || !why) throw new Error(`${path}: ${name} needs a value above 0, a basis and a why`)
  }
  return written as Assumptions
}

/** The same assumptions with some replaced by what was measured, or given on the command line. */
export const replaced = (
  assumptions: Assumptions,
  values: Partial<Record<AssumptionName, number>>,
  basis: 'measured' | 'given',
  why: string,
): Assumptions => ({
  ...assumptions,
  ...Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value, basis, why }]])),
  ),
})

/** Plain numbers by name. */
export const valuesOf = (assumptions: Assumptions): Readonly<Record<AssumptionName, number>> =>
  Object.fromEntries(names.map((name) => [name, assumptions[name].value])) as Record<AssumptionName, number>
