import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { oracles } from '../conformance/oracles.ts'

const page = readFileSync('docs/aws-evidence.md', 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| claim'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

it('has a row of five cells for each claim', () => {
  expect(rows.length).toBeGreaterThan(25)
  for (const row of rows) expect(row, row[0]).toHaveLength(5)
})

it('names tests that are there', () => {
  const named = rows.flatMap(([, shown = '']) => [...shown.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path))
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

it('names oracles that there are', () => {
  const known = oracles.map(({ name }) => name)
  const named = new Set(rows.flatMap(([, , oracle = '']) => oracle.split(', ').filter((name) => name.trim() !== '')))
  expect([...named].filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name) => !named.has(name)).length, 'oracles without a claim').toBeLessThanOrEqual(2)
})

it('leaves no claim without a test, an oracle or the word that it is assumed', () => {
  for (const [claim, shown = '', oracle = '', , assumed = ''] of rows)
    expect(`${shown}${oracle}${assumed}`.trim(), claim).not.toBe('')
})
