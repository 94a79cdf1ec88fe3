/** How AWS turns use into billed quantities. Pure rules; prices are elsewhere. */

const kib = 1024
export const gib = kib ** 3
export const tib = kib ** 4

const chunkBytes = 64 * kib
const recordStepBytes = 5 * kib
const shortestJobSeconds = 60
const shortestQuerySeconds = 60
const smallestScanBytes = 10 * kib * kib
const scanStepBytes = kib * kib

/** An entry of PutEvents costs one event for each 64 KiB that it starts. */
export const eventBridgeChunks = (entryBytes: number): number => Math.max(1, Math.ceil(entryBytes / chunkBytes))

/** A record of Firehose counts in steps of 5 KiB. */
export const firehoseBilledBytes = (recordBytes: number): number =>
  Math.max(1, Math.ceil(recordBytes / recordStepBytes)) * recordStepBytes

/** A Spark job pays all its workers per second, for a minute at least. */
export const glueDpuSeconds = (run: { readonly dpus: number; readonly seconds: number }): number =>
  run.dpus * Math.max(shortestJobSeconds, Math.ceil(run.seconds))

/** A wake-up of Redshift Serverless pays its capacity per second, for a minute at least; a warehouse that sleeps pays nothing. */
export const redshiftRpuSeconds = (wakeUp: { readonly rpus: number; readonly seconds: number }): number =>
  wakeUp.seconds <= 0 ? 0 : wakeUp.rpus * Math.max(shortestQuerySeconds, Math.ceil(wakeUp.seconds))

/** Memory times duration, which counts in milliseconds. */
export const lambdaGbSeconds = (call: { readonly memoryMib: number; readonly seconds: number }): number =>
  (call.memoryMib / kib) * (Math.ceil(call.seconds * 1000) / 1000)

/** A query of Athena counts in whole MiB, ten at least. */
export const athenaBilledBytes = (scannedBytes: number): number =>
  Math.max(smallestScanBytes, Math.ceil(scannedBytes / scanStepBytes) * scanStepBytes)

/** Requests that write one object: one, or begin, parts and end. */
export const s3WriteRequests = (bytes: number, partBytes: number): number =>
  bytes <= partBytes ? 1 : Math.ceil(bytes / partBytes) + 2

/** Requests to KMS that S3 makes for requests to encrypted objects. */
export const kmsRequests = (requests: number, bucketKeyShare: number, hasBucketKey: boolean): number =>
  hasBucketKey ? Math.ceil(requests * bucketKeyShare) : requests
