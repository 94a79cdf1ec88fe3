import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrapStatements } from '../../../cli/deploy/bootstrap-warehouse.ts'
import { root } from '../../../cli/state.ts'
import { planLoad } from '../../../functions/plan-load/plan.ts'
import { render } from '../../../functions/plan-load/render.ts'
import { planMarts } from '../../../functions/plan-marts/plan.ts'
import type { ContractSet, ContractType, Mart } from '../../../runtime/contract-set.ts'
import { redshiftLedger } from '../../../runtime/ledger.ts'
import { relationsOf } from '../../../runtime/warehouse.ts'

/** Every statement that this product sends to the warehouse by itself, by a name that says where it comes from. */
export async function allStatements(): Promise<ReadonlyMap<string, string>> {
  const set = JSON.parse(readFileSync(join(root, 'schemas/generated/contract-set.json'), 'utf8')) as ContractSet
  return new Map([
    ...bootstrap(),
    ...migrations(set),
    ...set.types.flatMap(load),
    ...(await Promise.all(set.types.map(confirmation))),
    ...marts(),
    ...set.marts.flatMap(refresh),
  ])
}

type Named = readonly (readonly [string, string])[]

const role = (name: string) => `arn:aws:iam::000000000000:role/tributary-dev-${name}`

const bootstrap = (): Named =>
  bootstrapStatements({
    stateMachines: role('state-machines'),
    confirmLoad: role('confirm-load'),
    analyst: role('analyst'),
  }).map((sql) => [`bootstrap: ${sql.slice(0, 40)}`, sql])

const warehouseNames: Readonly<Record<string, string>> = {
  machine_user: 'IAMR:tributary-dev-state-machines',
  confirm_user: 'IAMR:tributary-dev-confirm-load',
  analyst_role: 'analyst',
}

/** With their placeholders filled. */
const migrations = ({ migrations: all }: ContractSet): Named =>
  all.flatMap((each) => {
    const { id, sql } = each
    const filled = sql.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => warehouseNames[name] ?? '')
    const afterwards = each.kind === 'rows' ? each.afterwards : []
    return [filled, ...afterwards].map((statement, index) => [`migration ${id} ${index}`, statement] as const)
  })

/** Stage, Apply and Drop of one batch of a type. */
function load(contract: ContractType): Named {
  const plan = planLoad({
    batchId: 'b0000000001',
    contracts: '0123456789abcdef',
    contract,
    report: {
      batch_id: 'b0000000001',
      sequence: 1,
      attempt: 1,
      job_run_id: 'jr_1',
      contracts: '0123456789abcdef',
      types: [
        {
          name: contract.name,
          received: 1,
          conformed: 1,
          duplicate: 0,
          quarantined: 0,
          late: 0,
          drift: 0,
          reasons: {},
          files: [{ key: 'file.parquet', rows: 1, bytes: 1 }],
          children: (contract.tables ?? []).map(({ name }) => ({
            name,
            rows: 1,
            files: [{ key: `${name}.parquet`, rows: 1, bytes: 1 }],
          })),
          event_time: { min: '2026-11-25T10:00:00Z', max: '2026-11-25T11:00:00Z' },
        },
      ],
    },
    verdict: 'pass',
    nonce: 'nonce',
    batchesBucket: 'tributary-dev-batches-000000000000',
    curatedBucket: 'tributary-dev-curated-000000000000',
    copyRoleArn: role('copy'),
  })
  return [...plan.stage, ...plan.apply, ...plan.drop].map((statement) => [
    `load ${contract.name}: ${statement.kind}`,
    render(statement),
  ])
}

/** What confirm-load asks, as it leaves for the Data API; a parameter stands where the value will. */
async function confirmation(contract: ContractType): Promise<readonly [string, string]> {
  let asked = ''
  const client = {
    send: ({ input }: { readonly input: { readonly Sql?: string } }) => {
      asked ||= input.Sql ?? ''
      return Promise.resolve({ Id: 'x', Status: 'FINISHED', Records: [] })
    },
  } as unknown as Parameters<typeof redshiftLedger>[0]
  await redshiftLedger(client, { workgroup: 'w', database: 'd' }).rows(relationsOf(contract).ledger, 'b0000000001')
  return [`confirm ${contract.name}`, asked.replaceAll(/:(\w+)/g, "'$1'")]
}

const refresh = (mart: Mart): Named =>
  planMarts({
    batchId: 'b0000000001',
    types: mart.refresh.types.map((type) => ({ type, status: 'loaded', counts: { staged: 1 } })),
    marts: [mart],
    nonce: 'nonce',
  }).flatMap(({ statements }) => statements.map((sql, index) => [`refresh ${mart.name} ${index}`, sql] as const))

const marts = (): Named => {
  const folder = join(root, 'schemas', 'marts')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [`mart ${file}`, readFileSync(join(folder, file), 'utf8')])
}
