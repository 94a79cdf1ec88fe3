import type { Catalog, Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** What does not say its version can have one only: one major of a plain type, one contract of text lines in a service. */
export function* formsAreDistinct({ contracts }: Catalog): Generator<Problem> {
  const taken = new Map<string, Contract>()
  for (const contract of contracts) {
    const { envelope, service, type, document } = contract
    const other = taken.get(`${service.name} ${type}`)
    if (other && (envelope.form === 'plain' || other.envelope.form === 'plain')) {
      const message = `plain events do not say their version, and ${other.document.file} has the type ${type} too`
      yield document.problem(['type'], message)
    }
    taken.set(`${service.name} ${type}`, contract)
    if (envelope.form !== 'lines') continue
    const lines = taken.get(service.name)
    if (lines)
      yield document.problem(
        ['envelope', 'form'],
        `${lines.document.file} already reads the text lines of ${service.name}`,
      )
    taken.set(service.name, contract)
  }
}
