import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { UsageError } from './usage.ts'

/** What an AWS client is told; spread it into the client's constructor. Without endpoint and credentials it finds them as SDKs do. */
export interface Reach {
  readonly region: string
  readonly endpoint?: string
  readonly credentials?: Connection['credentials']
}

/** Everything that an AWS client of the local plane needs. */
export interface Connection extends Reach {
  readonly endpoint: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  }
}

export const stage = 'local'
export const stackName = `tributary-${stage}`

/** The outputs of the deployed stack that people and tests ask for. */
export interface Stack {
  readonly bus: string
  readonly buckets: Readonly<Record<'raw' | 'batches' | 'curated' | 'quarantine' | 'artifacts', string>>
  readonly processBatch: string
  readonly claimBatch: string
  readonly workgroup: string
  readonly adminSecret: string
  readonly analystRole: string
  /** The HTTP door, and the secret from which the keys of its publishers are derived. */
  readonly ingest: { readonly url: string; readonly secret: string }
  /** The stream behind the bus that takes a service's events. */
  streamOf(service: string): string
}

/** Reads the outputs. Throws UsageError when nothing was deployed. */
export async function readStack(connection: Reach, name = stackName): Promise<Stack> {
  const client = new CloudFormationClient(connection)
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name })).catch((error: Error) => {
    if (error.message.includes('does not exist')) return { Stacks: [] }
    throw error
  })
  const [found] = Stacks
  if (found === undefined) throw new UsageError('Nothing is deployed here yet. Begin with: npm start -- --once', 1)
  const outputs = new Map(found.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const output = (key: string): string => {
    const value = outputs.get(key)
    if (value === undefined) throw new Error(`The stack ${name} has no output ${key}; see resources/outputs.yml`)
    return value
  }
  return {
    bus: output('EventBusName'),
    buckets: {
      raw: output('RawBucketName'),
      batches: output('BatchesBucketName'),
      curated: output('CuratedBucketName'),
      quarantine: output('QuarantineBucketName'),
      artifacts: output('ArtifactsBucketName'),
    },
    processBatch: output('ProcessBatchStateMachineArn'),
    claimBatch: output('ClaimBatchFunctionName'),
    workgroup: output('WorkgroupName'),
    adminSecret: output('AdminSecretName'),
    analystRole: output('AnalystRoleArn'),
    ingest: { url: here(connection, output('IngestUrl')), secret: output('IngestSecretName') },
    streamOf: (service) => `${name}-${service}`,
  }
}

/** On a plane the port may be another than when the stack was deployed. */
const here = ({ endpoint }: Reach, url: string): string =>
  endpoint === undefined ? url : new URL(new URL(url).pathname, endpoint).href
