import { parseArgs } from 'node:util'
import { keyOfSource } from '../ingest-key.ts'
import { openLake } from '../lake.ts'
import { printJson, printLines } from '../output.ts'
import { UsageError } from '../usage.ts'
import { withPlane } from '../with-plane.ts'

export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, state: { type: 'string' } },
  })
  const [source, ...more] = positionals
  if (source === undefined || more.length > 0)
    throw new UsageError('Give one source, as a service.yml of schemas/contracts names it')
  return withPlane(values.state, async (connection) => {
    const { stack, contracts } = await openLake(connection)
    const sources = contracts.services.map((service) => service.source)
    if (!sources.includes(source))
      throw new UsageError(`No contract has the source ${source}; there are ${sources.join(', ')}`)
    const key = await keyOfSource(connection, stack, source)
    const { url } = stack.ingest
    if (values.json) printJson({ url, source, key })
    else printLines([`url     ${url}`, `source  ${source}`, `key     ${key}`, '', 'How to sign: docs/http-door.md'])
    return 0
  })
}
