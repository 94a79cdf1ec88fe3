declare const s3Uri: unique symbol
/** `s3://<bucket>/<key>`; only `uriOf` makes one. */
export type S3Uri = string & { readonly [s3Uri]: true }

export const uriOf = (bucket: string, key: string): S3Uri => `s3://${bucket}/${key}` as S3Uri

const sequenceDigits = 10
const padded = (sequence: number): string => String(sequence).padStart(sequenceDigits, '0')

/** `b0000000001`; sorts as the sequence does. */
export const batchIdOf = (sequence: number): string => `b${padded(sequence)}`

/** The sequence number of a batch id or of a manifest's key; undefined when it is neither. */
export function sequenceOf(text: string): number | undefined {
  const digits = /^(?:b|manifests\/)(\d{10})(?:\.json)?$/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Bucket `batches`: what was claimed, tried, elected, loaded and published. */
export const manifestsPrefix = 'manifests/'
export const publishedPrefix = 'published/'
export const failedPrefix = 'failed/'
export const manifestKey = (sequence: number): string => `${manifestsPrefix}${padded(sequence)}.json`
export const attemptsPrefix = (batchId: string): string => `attempts/${batchId}/`
export const attemptKey = (batchId: string, attempt: number): string => `${attemptsPrefix(batchId)}${attempt}.json`
export const electedKey = (batchId: string): string => `elected/${batchId}.json`
export const publishedKey = (batchId: string): string => `${publishedPrefix}${batchId}.json`
export const failedKey = (batchId: string): string => `${failedPrefix}${batchId}.json`
export const loadManifestKey = (batchId: string, type: string, nonce: string): string =>
  `load/${batchId}/${type}/${nonce}.manifest.json`

/** The batch of a marker's key, `published/b0000000001.json` or `failed/b0000000001.json`. */
export const batchIdOfMarker = (key: string): string => key.slice(key.indexOf('/') + 1, -'.json'.length)

/** Bucket `artifacts`: compiled contract sets, the pointer to the current one, the Glue job's code. */
export const currentContractsKey = 'contracts/current'
export const contractSetKey = (hash: string): string => `contracts/${hash}/contract-set.json`
export const migrationPlanKey = (hash: string, nonce: string): string => `contracts/${hash}/migrations/${nonce}.json`
export const glueScriptKey = (sha: string): string => `glue/${sha}/conform_events.py`
export const gluePackageKey = (sha: string): string => `glue/${sha}/lakehouse.zip`

/** Bucket `raw`: one folder per service, below it one per hour of arrival. */
export const rawServicesPrefix = 'service='
export const serviceOfFolder = (folder: string): string => folder.slice(rawServicesPrefix.length, -1)
/** Sorts before every object that arrived in the hour or later, and after every earlier one. */
export const rawHourStart = (folder: string, hour: Date): string =>
  `${folder}${hour.toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')}`
