import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../cli/state.ts'
import { lineOf } from '../../corpus/hostile-events.ts'
import { limitEvents } from '../../corpus/limit-values.ts'
import { contractsBelow } from '../judges/contracts.ts'
import { type Findings, MissingTool, type Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'

const run = promisify(execFile)

interface Reading {
  readonly readers: string
  readonly values: number
  readonly differences: readonly string[]
}

export const parquetReaders: Oracle = {
  name: 'parquet-readers',
  about: 'files of the Conform job with each logical type at its limits, read alike by DuckDB, pyarrow and Spark',
  compare: (tools) => examine(tools, 'CORRECTED'),
  planted: {
    fault: 'a Spark that takes days before 1582 for Julian ones',
    expect: /at_time: pyarrow -?[0-9]+, Spark/,
    compare: (tools) => examine(tools, 'LEGACY'),
  },
}

async function examine(tools: Tools, rebase: 'CORRECTED' | 'LEGACY'): Promise<Findings> {
  const python = tools.jobPython()
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  await run(java, ['-version']).catch(() => {
    throw new MissingTool('Java 17, which Spark needs, is not there (JAVA_HOME names it)')
  })
  const folder = mkdtempSync(join(tmpdir(), 'tributary-readers-'))
  try {
    const contracts = await contractsBelow(join(root, 'tests', 'corpus', 'contracts'))
    const lines = limitEvents.map((bytes) => lineOf({ bytes }).toString('base64'))
    const refused = await tools.ask<Readonly<Record<string, string>>>(python, 'tests/conformance/judges/conform.py', {
      contracts: contracts.text,
      lines,
      folder,
    })
    const paths = readdirSync(folder).map((file) => join(folder, file))
    const script = join(root, 'tests', 'corpus', 'read_alike.py')
    const { stdout } = await run(python, [script, rebase, ...paths], { maxBuffer: 64 * 1024 * 1024 })
    const { readers, values, differences } = JSON.parse(stdout) as Reading
    const lost = Object.entries(refused).map(([line, reason]) => `${limitEvents[Number(line)]} is refused: ${reason}`)
    return { version: readers, cases: values, differences: [...lost, ...differences].map((what) => ({ what })) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
