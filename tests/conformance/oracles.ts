import type { Oracle } from './oracle.ts'
import { athenaSql } from './oracles/athena-sql.ts'
import { cfnLint } from './oracles/cfn-lint.ts'
import { checkov } from './oracles/checkov.ts'
import { eventRuler } from './oracles/event-ruler.ts'
import { iamReference } from './oracles/iam-reference.ts'
import { jsonSchema } from './oracles/json-schema.ts'
import { ownRules } from './oracles/own-rules.ts'
import { parquetReaders } from './oracles/parquet-readers.ts'
import { specification } from './oracles/specification.ts'
import { sqlfluff } from './oracles/sqlfluff.ts'
import { states } from './oracles/states.ts'
import { taskArguments } from './oracles/task-arguments.ts'
import { wire } from './oracles/wire.ts'

/** In the order in which they run. */
export const oracles: readonly Oracle[] = [
  cfnLint,
  specification,
  checkov,
  ownRules,
  iamReference,
  eventRuler,
  taskArguments,
  states,
  sqlfluff,
  athenaSql,
  jsonSchema,
  parquetReaders,
  wire,
]
