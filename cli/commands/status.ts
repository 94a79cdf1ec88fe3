import { parseArgs } from 'node:util'
import { addUp } from '../accounts.ts'
import { batchDocuments } from '../batch-documents.ts'
import { s3Objects } from '../objects.ts'
import { printLines } from '../output.ts'
import { warehouseUrl } from '../plane-control.ts'
import { connectionOf, runningPlane } from '../plane-process.ts'
import { readStack } from '../stack.ts'
import { accountLines } from '../start/report.ts'
import { stateFolder } from '../state.ts'
import { tableLines } from '../table.ts'

export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...parameters], options: { state: { type: 'string' } } })
  const state = stateFolder(values.state)
  const plane = runningPlane(state)
  if (!plane) {
    printLines([`No plane runs on ${state.path}. Start it with: npm start`])
    return 1
  }
  const connection = connectionOf(plane)
  const objects = s3Objects(connection)
  const documents = batchDocuments(objects, (await readStack(connection)).buckets.batches)
  const published = await documents.allPublished()
  const batches = (await documents.manifests()).map(({ batch_id, claimed_at, objects: claimed }) => {
    const batch = published.find((each) => each.batch_id === batch_id)
    return [batch_id, claimed_at, String(claimed.length), batch ? `published ${batch.published_at}` : 'under way']
  })
  printLines([
    `AWS endpoint  ${plane.endpoint}`,
    `Warehouse     ${await warehouseUrl(connection)}`,
    '',
    ...tableLines(
      [
        { title: 'batch', align: 'left' },
        { title: 'claimed', align: 'left' },
        { title: 'objects', align: 'right' },
        { title: '', align: 'left' },
      ],
      batches,
    ),
    '',
    ...accountLines(addUp(published)),
  ])
  return 0
}
