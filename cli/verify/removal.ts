import { setTimeout as delay } from 'node:timers/promises'
import { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  S3Client,
} from '@aws-sdk/client-s3'
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Reach } from '../stack.ts'

/** A resource that the template keeps when its stack goes. */
export interface Retained {
  readonly type: string
  readonly id: string
}

export interface FoundStack {
  readonly id: string
  readonly status: string
}

export async function findStack(reach: Reach, name: string): Promise<FoundStack | undefined> {
  try {
    const { Stacks = [] } = await new CloudFormationClient(reach).send(new DescribeStacksCommand({ StackName: name }))
    const [stack] = Stacks
    return stack?.StackId === undefined ? undefined : { id: stack.StackId, status: stack.StackStatus ?? '' }
  } catch (error) {
    if ((error as Error).message.includes('does not exist')) return undefined
    throw error
  }
}

const pollMilliseconds = 1_000

/** Waits until nothing is under way any more; undefined when the stack is gone. */
export async function settledStack(reach: Reach, name: string): Promise<FoundStack | undefined> {
  for (;;) {
    const stack = await findStack(reach, name)
    if (!stack?.status.endsWith('_IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') return stack
    await delay(pollMilliseconds)
  }
}

/** What CloudFormation said that it left behind, of a stack that is gone or that failed to come up. */
export async function retainedBy(reach: Reach, stackId: string): Promise<readonly Retained[]> {
  const client = new CloudFormationClient(reach)
  const found = new Map<string, Retained>()
  for (let token: string | undefined; ; ) {
    const page = await client.send(
      new DescribeStackEventsCommand({ StackName: stackId, ...(token !== undefined && { NextToken: token }) }),
    )
    for (const { ResourceStatus, ResourceType = '', PhysicalResourceId = '' } of page.StackEvents ?? []) {
      if (ResourceStatus === 'DELETE_SKIPPED' && PhysicalResourceId !== '')
        found.set(PhysicalResourceId, { type: ResourceType, id: PhysicalResourceId })
    }
    token = page.NextToken
    if (token === undefined) return [...found.values()]
  }
}

/** Deletes what is retained where this command can; returns what stays, with the reason. */
export async function deleteRetained(
  reach: Reach,
  retained: readonly Retained[],
): Promise<readonly (Retained & { readonly why: string })[]> {
  const s3 = new S3Client(reach.endpoint === undefined ? reach : { ...reach, forcePathStyle: true })
  const secrets = new SecretsManagerClient(reach)
  const left: (Retained & { readonly why: string })[] = []
  for (const resource of retained) {
    try {
      if (resource.type === 'AWS::S3::Bucket') await deleteBucket(s3, resource.id)
      else if (resource.type === 'AWS::SecretsManager::Secret')
        await secrets.send(new DeleteSecretCommand({ SecretId: resource.id, ForceDeleteWithoutRecovery: true }))
      else left.push({ ...resource, why: 'retained by the template, and this command does not delete its kind' })
    } catch (error) {
      left.push({ ...resource, why: (error as Error).message })
    }
  }
  return left
}

type Bucket = Pick<S3Client, 'send'>

/** Empties a bucket, of old versions too where some are in the way, and deletes it. */
export async function deleteBucket(s3: Bucket, bucket: string): Promise<void> {
  await emptyOf(s3, bucket, async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
    return Contents.map(({ Key }) => ({ Key }))
  })
  try {
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }))
  } catch (error) {
    if ((error as Error).name !== 'BucketNotEmpty') throw error
    await emptyOf(s3, bucket, async () => {
      const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }))
      return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }))
    })
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }))
  }
}

/** Deletes page after page of what `list` names until it names nothing. Throws with the first object that could not be deleted. */
async function emptyOf(s3: Bucket, bucket: string, list: () => Promise<readonly unknown[]>): Promise<void> {
  for (;;) {
    const objects = (await list()) as ObjectIdentifier[]
    if (objects.length === 0) return
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
    )
    const [first] = Errors
    if (first) throw new Error(`s3://${bucket}/${first.Key} was not deleted: ${first.Code} ${first.Message}`)
  }
}

/** How a person deletes what stays. */
export function deletionOf({ type, id }: Retained): string {
  switch (type) {
    case 'AWS::S3::Bucket':
      return [
        `aws s3api delete-objects --bucket ${id} --delete "$(aws s3api list-object-versions --bucket ${id} --max-items 1000`,
        `--query '{Objects: [Versions, DeleteMarkers][] | [].{Key: Key, VersionId: VersionId}}' --output json)" # until it is empty, then:`,
        `aws s3api delete-bucket --bucket ${id}`,
      ].join(' ')
    case 'AWS::SecretsManager::Secret':
      return `aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${id}`
    case 'AWS::RedshiftServerless::Namespace':
      return `aws redshift-serverless delete-namespace --namespace-name ${id}`
    case 'AWS::KMS::Key':
      return `aws kms schedule-key-deletion --pending-window-in-days 7 --key-id ${id}`
    case 'AWS::Logs::LogGroup':
      return `aws logs delete-log-group --log-group-name ${id}`
    default:
      return `delete the ${type} ${id} in the console`
  }
}
