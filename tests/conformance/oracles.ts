import type { Oracle } from './oracle.ts'
import { cfnLint } from './oracles/cfn-lint.ts'
import { eventRuler } from './oracles/event-ruler.ts'
import { specification } from './oracles/specification.ts'

/** In the order in which they run. */
export const oracles: readonly Oracle[] = [cfnLint, specification, eventRuler]
