import { expect, it } from 'vitest'
import { root } from '../../../cli/state.ts'
import { ceilingLine, ceilings } from '../../../compiler/ceilings.ts'
import { compile } from '../../../compiler/compile.ts'
import { readFixed, readSources } from '../../../compiler/main.ts'

it('names the limit that comes first, and at how many contracts', () => {
  const all = ceilings(compile(readSources(root)), readFixed(root))
  expect(all.map(({ limit }) => limit).toSorted((one, other) => one.localeCompare(other))).toEqual([
    'bytes of the template',
    'characters of the pattern for unknown sources',
    'resources of a stack',
    'rules of the bus',
  ])
  for (const { now, most, services } of all) {
    expect(now).toBeGreaterThan(0)
    expect(now).toBeLessThan(most)
    expect(services).toBeGreaterThan(10)
  }
  expect(all.map(({ services }) => services)).toEqual(all.map(({ services }) => services).toSorted((a, b) => a - b))
  expect(ceilingLine(all)).toMatch(
    /^resources of a stack come first: \d+ of 500 now, full at about \d+ services with \d+ contracts$/,
  )
})

it('counts a service’s resources, rule and place in the pattern', () => {
  const delivery = (services: readonly string[]) => {
    const lanes = [...services, 'Unplanned'].map((id) => {
      const source = id === 'Unplanned' ? [{ 'anything-but': services }] : [id]
      return [`${id}Rule`, { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source } } }]
    })
    return { path: 'schemas/generated/delivery.yml', text: JSON.stringify({ Resources: Object.fromEntries(lanes) }) }
  }
  const set = (names: readonly string[]) => ({
    path: 'schemas/generated/contract-set.json',
    text: JSON.stringify({
      services: names.map((name) => ({ name: name.toLowerCase(), source: name })),
      types: [1, 2, 3, 4],
    }),
  })
  const [first] = ceilings([delivery(['A', 'B']), set(['A', 'B'])], {
    templates: [],
    definitions: [],
    serverless: 'functions: { f: {} }',
  })
  // 1 rule of its own, 2 for the function, 2 for the bucket of packages; 495 remain for services of one rule; the bus holds 299.
  expect(first).toEqual({ limit: 'rules of the bus', most: 300, now: 3, services: 299, contracts: 598 })
})
