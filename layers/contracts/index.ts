/**
 * The compiled contracts as `ingest-events` needs them, in a Lambda layer of their own: a changed contract is a new layer, and the
 * function's code stays what it was. Built to CommonJS as the package `@tributary/contracts`; functions/ingest-events/contracts.ts says why.
 */
export { payloadValidators, validateEnvelope } from '../../schemas/generated/validators/index.js'
export { declaredMembers } from '../../schemas/generated/validators/members.js'
