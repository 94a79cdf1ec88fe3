import type { Artefact } from './artefact.ts'
import type { Catalog } from './contract.ts'
import { athenaViewFile } from './targets/athena-views.ts'
import { catalogTables } from './targets/catalog.ts'
import { contractSet } from './targets/contract-set.ts'
import { declaredMembers } from './targets/declared-members.ts'
import { delivery } from './targets/delivery.ts'
import { dictionary } from './targets/dictionary.ts'
import { migrationFiles } from './targets/migration-files.ts'
import { producerPolicies } from './targets/producer-policies.ts'
import { validators } from './targets/validators.ts'

/** Everything that is compiled from the contracts. To add a target, add its file and its line. */
export const targets: readonly ((catalog: Catalog) => readonly Artefact[])[] = [
  contractSet,
  catalogTables,
  athenaViewFile,
  delivery,
  migrationFiles,
  validators,
  declaredMembers,
  producerPolicies,
  dictionary,
]
