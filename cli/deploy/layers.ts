import { createHash } from 'node:crypto'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { bundleLayer } from '../build.ts'

export interface Layer {
  /** In the stage's folder of the deployment bucket. Carries a hash of the content: a layer that did not change is not made anew. */
  readonly key: string
  readonly archive: Buffer
}

const layersPrefix = 'layers/'

export async function readLayer(root: string, name: string): Promise<Layer> {
  const archive = await bundleLayer(name, root)
  const sha = createHash('sha256').update(archive).digest('hex').slice(0, 16)
  return { key: `${layersPrefix}${name}-${sha}.zip`, archive }
}

/**
 * Puts a layer beside the functions' packages, where CloudFormation looks for it, and returns its key. `folder` is the stage's: Serverless
 * empties it when the stage is removed, and nothing else of the bucket.
 */
export async function uploadLayer(
  root: string,
  name: string,
  { region, bucket, folder }: { readonly region: string; readonly bucket: string; readonly folder: string },
): Promise<string> {
  const { key, archive } = await readLayer(root, name)
  await new S3Client({ region }).send(new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${key}`, Body: archive }))
  return key
}
