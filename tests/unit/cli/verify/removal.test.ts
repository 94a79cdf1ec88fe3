import { describe, expect, it } from 'vitest'
import { deleteBucket } from '../../../../cli/verify/removal.ts'

/** A versioned bucket as S3 has it: deleting an object puts a marker over it, and versions keep the bucket from being deleted. */
function versionedBucket(keys: readonly string[]) {
  let objects = keys.map((Key) => ({ Key }))
  let versions = keys.map((Key) => ({ Key, VersionId: `v ${Key}` }))
  let gone = false
  const calls: string[] = []
  const send = async (command: { readonly input: unknown; readonly constructor: { readonly name: string } }) => {
    calls.push(command.constructor.name.replace('Command', ''))
    switch (command.constructor.name) {
      case 'ListObjectsV2Command':
        return { Contents: objects.slice(0, 2) }
      case 'ListObjectVersionsCommand':
        return { Versions: versions.slice(0, 2) }
      case 'DeleteObjectsCommand': {
        const { Delete } = command.input as { Delete: { Objects: { Key: string; VersionId?: string }[] } }
        for (const { Key, VersionId } of Delete.Objects) {
          if (VersionId === undefined) objects = objects.filter((object) => object.Key !== Key)
          else versions = versions.filter((version) => version.VersionId !== VersionId)
        }
        return {}
      }
      default:
        if (versions.length > 0) throw Object.assign(new Error('not empty'), { name: 'BucketNotEmpty' })
        gone = true
        return {}
    }
  }
  return { s3: { send } as unknown as Parameters<typeof deleteBucket>[0], calls, isGone: () => gone }
}

describe('a bucket with old versions', () => {
  it('is emptied page by page, first of objects and then of versions, and deleted', async () => {
    const { s3, calls, isGone } = versionedBucket(['a', 'b', 'c'])
    await deleteBucket(s3, 'bucket')
    expect(isGone()).toBe(true)
    expect(calls.filter((name) => name === 'DeleteBucket')).toHaveLength(2)
  })
})
