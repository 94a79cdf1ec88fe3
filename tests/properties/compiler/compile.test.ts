import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../compiler/compile.ts'
import type { CompiledContractSet } from '../../../compiler/targets/contract-set.ts'
import { contractArbitrary } from './contract-arbitrary.ts'

const artefactsOf = (text: string): ReadonlyMap<string, string> => {
  const service = 'source: com.acme.made\nteam: { name: a, contact: b }\n'
  const files = new Map([
    ['schemas/contracts/made/service.yml', service],
    ['schemas/contracts/made/made.v1.yml', text],
  ])
  return new Map(compile(files).map((artefact) => [artefact.path.replace('schemas/generated/', ''), artefact.text]))
}

async function validatorOf(code: string): Promise<(value: unknown) => boolean> {
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    validate: (value: unknown) => boolean
  }
  return module.validate
}

const contractWithPayloads = contractArbitrary.chain(({ text, payload }) =>
  fc.record({ text: fc.constant(text), payloads: fc.array(payload, { minLength: 1, maxLength: 20 }) }),
)

describe('any contract inside the profile', () => {
  it('compiles twice to the same bytes', () => {
    fc.assert(
      fc.property(contractArbitrary, ({ text }) => {
        expect(artefactsOf(text)).toEqual(artefactsOf(text))
      }),
      { numRuns: 20 },
    )
  })

  it('has columns with distinct names, each identifier before its pseudonym', () => {
    fc.assert(
      fc.property(contractArbitrary, ({ text }) => {
        const set = JSON.parse(artefactsOf(text).get('contract-set.json') ?? '') as CompiledContractSet
        const columns = set.types[0]?.columns ?? []
        expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
        for (const [index, { pseudonym_of }] of columns.entries()) {
          if (pseudonym_of !== undefined) expect(columns[index - 1]?.name).toBe(pseudonym_of)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('has a validator that accepts every legal payload and refuses what is no object', async () => {
    await fc.assert(
      fc.asyncProperty(contractWithPayloads, async ({ text, payloads }) => {
        const validate = await validatorOf(artefactsOf(text).get('validators/made.made.v1.js') ?? '')
        for (const value of payloads) expect(validate(value), JSON.stringify(value)).toBe(true)
        expect(validate([])).toBe(false)
      }),
      { numRuns: 20 },
    )
  })
})
