import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { zip } from '../../../cli/deploy/zip.ts'

const entries = [
  { path: 'b/ü.py', content: Buffer.from('print("ü")\n'.repeat(100)) },
  { path: 'a.py', content: Buffer.from('') },
]

it('makes the same bytes of the same files in any order', () => {
  expect(zip(entries)).toEqual(zip(entries.toReversed()))
})

it('makes a zip that Python can import from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'))
  try {
    const path = join(folder, 'package.zip')
    writeFileSync(path, zip([{ path: 'package/__init__.py', content: Buffer.from('NAME = "ü"\n') }, ...entries]))
    const script = `import sys, zipfile; assert zipfile.ZipFile(${JSON.stringify(path)}).testzip() is None; sys.path.insert(0, ${JSON.stringify(path)}); import package; print(package.NAME)`
    expect(execFileSync('python3', ['-c', script], { encoding: 'utf8' }).trim()).toBe('ü')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
