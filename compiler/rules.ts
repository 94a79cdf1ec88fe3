import type { Catalog, Contract } from './contract.ts'
import type { Problem } from './problem.ts'
import { acceptIsARange } from './rules/accept-is-a-range.ts'
import { boundsAreExact } from './rules/bounds-are-exact.ts'
import { childTablesAreFlat } from './rules/child-tables-are-flat.ts'
import { columnNames } from './rules/column-names.ts'
import { decimalsOutsideSuper } from './rules/decimals-outside-super.ts'
import { depthIsBounded } from './rules/depth-is-bounded.ts'
import { entityColumns } from './rules/entity-columns.ts'
import { envelopeIsWhole } from './rules/envelope-is-whole.ts'
import { everythingDescribed } from './rules/everything-described.ts'
import { formsAreDistinct } from './rules/forms-are-distinct.ts'
import { keywordsFitType } from './rules/keywords-fit-type.ts'
import { listedValuesFit } from './rules/listed-values-fit.ts'
import { majorsAgree } from './rules/majors-agree.ts'
import { martsReadViews } from './rules/marts-read-views.ts'
import { missingIsClear } from './rules/missing-is-clear.ts'
import { moneyHasCurrency } from './rules/money-has-currency.ts'
import { multiplesAreWhole } from './rules/multiples-are-whole.ts'
import { patternsAreLinear } from './rules/patterns-are-linear.ts'
import { piiHasEffect } from './rules/pii-has-effect.ts'
import { qualityEntries } from './rules/quality-entries.ts'
import { readingsFit } from './rules/readings-fit.ts'
import { referencesExist } from './rules/references-exist.ts'
import { requiredMembersExist } from './rules/required-members-exist.ts'
import { servicesAreDistinct } from './rules/services-are-distinct.ts'
import { shapesAreKnown } from './rules/shapes-are-known.ts'
import { tuplesAreBounded } from './rules/tuples-are-bounded.ts'
import { versionsMatchFiles } from './rules/versions-match-files.ts'

/** What must hold for one contract. */
export type ContractRule = (contract: Contract) => Iterable<Problem>
/** What must hold between contracts, services and marts. */
export type CatalogRule = (catalog: Catalog) => Iterable<Problem>

const contractRules: readonly ContractRule[] = [
  versionsMatchFiles,
  shapesAreKnown,
  keywordsFitType,
  requiredMembersExist,
  tuplesAreBounded,
  depthIsBounded,
  childTablesAreFlat,
  columnNames,
  everythingDescribed,
  listedValuesFit,
  readingsFit,
  missingIsClear,
  boundsAreExact,
  multiplesAreWhole,
  decimalsOutsideSuper,
  patternsAreLinear,
  piiHasEffect,
  moneyHasCurrency,
  envelopeIsWhole,
  entityColumns,
  acceptIsARange,
  qualityEntries,
]

const catalogRules: readonly CatalogRule[] = [servicesAreDistinct, majorsAgree, formsAreDistinct, referencesExist]

/** Marts are judged only when all contracts could be read: a relation may be missing because its file is broken. */
export function judgeCatalog(catalog: Catalog, complete: boolean): readonly Problem[] {
  const problems = [
    ...catalog.contracts.flatMap((contract) => contractRules.flatMap((rule) => [...rule(contract)])),
    ...catalogRules.flatMap((rule) => [...rule(catalog)]),
  ]
  return complete && problems.length === 0 ? [...martsReadViews(catalog)] : problems
}
