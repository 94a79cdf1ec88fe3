import { createRequire } from 'node:module'
import type { Contracts } from '#runtime/event-judge/judge.ts'

/**
 * The compiled validators, from the layer `contracts`. Lambda puts a layer's packages on NODE_PATH, which only `require` looks at:
 * an `import` of the same name would not find them. So the layer is CommonJS and this ES module asks for it by `createRequire`.
 */
export const layerContracts = (): Contracts => createRequire(import.meta.url)('@tributary/contracts') as Contracts
