import { createHash } from 'node:crypto'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { bundleLayer } from '../build.ts'

export interface Layer {
  /** Carries a hash of the content: a layer that did not change is not made anew. */
  readonly key: string
  readonly archive: Buffer
}

export async function readLayer(root: string, name: string): Promise<Layer> {
  const archive = await bundleLayer(name, root)
  const sha = createHash('sha256').update(archive).digest('hex').slice(0, 16)
  return { key: `layers/${name}-${sha}.zip`, archive }
}

/** Puts a layer beside the functions' packages, where CloudFormation looks for it; returns its key. */
export async function uploadLayer(
  root: string,
  name: string,
  { region, bucket }: { readonly region: string; readonly bucket: string },
): Promise<string> {
  const { key, archive } = await readLayer(root, name)
  await new S3Client({ region }).send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: archive }))
  return key
}
