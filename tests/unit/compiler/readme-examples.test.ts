import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compile } from '../../../compiler/compile.ts'

const page = readFileSync('schemas/README.md', 'utf8')
const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
const contracts = blocks.filter((text) => text.startsWith('type:'))
const service = blocks.find((text) => text.startsWith('source:')) ?? ''
const zones = 'hotel,zone\nLHR,Europe/London\n'

const compiled = (contract: string): readonly string[] =>
  compile(
    new Map([
      ['schemas/contracts/shop/service.yml', service],
      ['schemas/contracts/shop/example.v1.yml', contract],
      ['schemas/reference/hotel_zones.csv', zones],
    ]),
  ).map(({ path }) => path)

it('the page of the language has whole examples', () => {
  expect(contracts.length).toBeGreaterThanOrEqual(4)
})

it.each(contracts.map((contract) => [/^type: (\w+)/.exec(contract)?.[1] ?? '', contract]))('%s compiles', (_, text) => {
  expect(compiled(text)).toContain('schemas/generated/contract-set.json')
})

it('its checks are of the language', () => {
  const checks = (blocks.find((text) => text.startsWith('quality:')) ?? '').replaceAll(
    'column: email',
    'column: customer_email',
  )
  const [order = ''] = contracts
  expect(compiled(order.replace(/^quality:[\s\S]*/m, checks))).toContain('schemas/generated/contract-set.json')
})
