import { stringify } from 'yaml'
import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import { athenaViews } from '../athena/views.ts'
import type { Catalog } from '../contract.ts'

/** Where the compiled views stand in the repository; the deploy makes them. */
export const athenaViewsPath = `${generatedFolder}/athena-views.yml`

/** athena-views.yml: each view with its database and SELECT, in an order in which they can be made. */
export function athenaViewFile(catalog: Catalog): readonly Artefact[] {
  const head = `# ${provenance('schemas/contracts')}\n`
  return [
    { path: athenaViewsPath, text: head + stringify(athenaViews(catalog), { lineWidth: 0, blockQuote: 'literal' }) },
  ]
}
