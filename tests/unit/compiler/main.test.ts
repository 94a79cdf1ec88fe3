import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../../compiler/main.ts'
import { thingFile, thingLines, thingServiceFile, thingServiceLines } from './thing-contract.ts'

let root: string
let said: string[]

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compile-'))
  said = []
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text))
  write(thingFile, thingLines)
  write(thingServiceFile, thingServiceLines)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true })
})

function write(file: string, lines: readonly string[]): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), lines.join('\n'))
}

it('writes, and then finds nothing to write', () => {
  expect(main([], root)).toBe(0)
  expect(main(['--check'], root)).toBe(0)
  expect(main([], root)).toBe(0)
  expect(said).toEqual(['13 files under schemas/generated, 13 changed', '13 files under schemas/generated, 0 changed'])
})

it('--check fails on a file that was edited, is missing or is no longer made, and says what to do', () => {
  main([], root)
  writeFileSync(join(root, 'schemas/generated/warehouse.sql'), 'DROP')
  rmSync(join(root, 'schemas/generated/delivery.yml'))
  cpSync(join(root, 'schemas/generated/things'), join(root, 'schemas/generated/gone'), { recursive: true })
  expect(main(['--check'], root)).toBe(1)
  expect(said.at(-1)?.split('\n')).toEqual([
    'schemas/generated/delivery.yml',
    'schemas/generated/warehouse.sql',
    'schemas/generated/gone/dictionary.md',
    'schemas/generated/gone/producer-policy.json',
    'not up to date with the contracts: run `npm run compile`',
  ])
  expect(main([], root)).toBe(0)
  expect(main(['--check'], root)).toBe(0)
})

it('writes nothing when a contract is broken', () => {
  main([], root)
  const before = readFileSync(join(root, 'schemas/generated/contract-set.json'), 'utf8')
  write(thingFile, ['typ: X', ...thingLines.slice(1)])
  expect(main([], root)).toBe(1)
  expect(said.at(-1)).toContain('2 problems')
  expect(readFileSync(join(root, 'schemas/generated/contract-set.json'), 'utf8')).toBe(before)
})

it('refuses arguments that it does not know', () => {
  expect(main(['--chek'], root)).toBe(2)
})
