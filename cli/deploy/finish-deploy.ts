import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AthenaClient } from '@aws-sdk/client-athena'
import { RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SFNClient } from '@aws-sdk/client-sfn'
import { contractSetHash } from '#runtime/contract-set.ts'
import { contractSetKey, currentContractsKey } from '#runtime/object-keys.ts'
import { createAthenaViews, readAthenaViews } from './athena-views.ts'
import { bootstrapWarehouse } from './bootstrap-warehouse.ts'
import { readGlueCode } from './glue-code.ts'
import { migrateWarehouse } from './migrate-warehouse.ts'
import { readStackOutputs } from './stack-outputs.ts'
import { limitUsage, readUsageLimit } from './usage-limit.ts'

export interface DeployedStack {
  readonly root: string
  readonly region: string
  readonly stackName: string
  readonly say: (line: string) => void
}

/**
 * What a deploy does once the stack stands: uploads code and contracts, migrates the warehouse, and only then moves the pointer
 * that new claims read. Any step may be repeated; one that fails leaves batches on the contracts that they know.
 */
export async function finishDeploy({ root, region, stackName, say }: DeployedStack): Promise<void> {
  const outputs = await readStackOutputs(region, stackName)
  const s3 = new S3Client({ region })
  const upload = async (key: string, body: Buffer | string): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: outputs.get('ArtifactsBucketName'), Key: key, Body: body }))
  }

  const code = readGlueCode(root)
  await Promise.all([upload(code.scriptKey, code.script), upload(code.packageKey, code.package)])
  say(`Glue job's code uploaded: ${code.scriptKey}`)

  const contractSet = readFileSync(join(root, 'schemas/generated/contract-set.json'), 'utf8')
  const hash = contractSetHash(contractSet)
  await upload(contractSetKey(hash), contractSet)
  say(`Contracts uploaded: ${contractSetKey(hash)}`)

  const limit = readUsageLimit(outputs)
  await limitUsage(new RedshiftServerlessClient({ region }), limit)
  say(`Warehouse may use ${limit.amount} RPU-hours a day; beyond it: ${limit.breachAction}`)

  await bootstrapWarehouse(
    new RedshiftDataClient({ region }),
    { workgroup: outputs.get('WorkgroupName'), secret: outputs.get('AdminSecretName') },
    {
      stateMachines: outputs.get('StateMachinesRoleArn'),
      confirmLoad: outputs.get('ConfirmLoadRoleArn'),
      analyst: outputs.get('AnalystRoleArn'),
    },
  )
  say('Warehouse users are there')

  await migrateWarehouse(new SFNClient({ region }), outputs.get('MigrateWarehouseStateMachineArn'), hash)
  say(`Warehouse migrated to ${hash}`)

  const views = readAthenaViews(root, outputs.get('CatalogPrefix'))
  await createAthenaViews(new AthenaClient({ region }), outputs.get('AthenaWorkgroupName'), views)
  say(`Athena has ${views.length} views`)

  await upload(currentContractsKey, hash)
  say(`Claims pin ${hash} from now on`)
}
