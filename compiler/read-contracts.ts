import { planColumns, planTables } from './columns.ts'
import type { Catalog, Contract, Envelope, Mart, MemberSchema, Service } from './contract.ts'
import { walkMembers } from './members.ts'
import { type DocumentKind, judgeDocument } from './meta-schema.ts'
import { completePayload } from './payload-definitions.ts'
import { ContractError, type Problem } from './problem.ts'
import { type ReferenceTable, readReferenceTable } from './reference-tables.ts'
import { judgeCatalog } from './rules.ts'
import { parseSource, type SourceDocument } from './source-document.ts'

/** Path from the root of the repository → text, for all files under schemas/contracts, schemas/marts and schemas/reference. */
export type SourceFiles = ReadonlyMap<string, string>

const servicePath = /^schemas\/contracts\/([^/]+)\/service\.yml$/
const contractPath = /^schemas\/contracts\/([^/]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.v([1-9][0-9]*)\.yml$/
const referencePath = /^schemas\/reference\/([a-z][a-z0-9_]*)\.csv$/
const martPath = /^schemas\/marts\/([a-z][a-z0-9_]*)\.(yml|sql)$/

/** Reads, judges and plans everything. Throws ContractError with all problems of all files. */
export function readContracts(files: SourceFiles): Catalog {
  const problems: Problem[] = []
  const read = <T>(kind: DocumentKind, file: string): { value: T; document: SourceDocument } | undefined => {
    const document = parseSource(file, files.get(file) ?? '')
    const found = document.problems.length > 0 ? document.problems : judgeDocument(kind, document)
    problems.push(...found)
    return found.length > 0 ? undefined : { value: document.value as T, document }
  }
  const paths = [...files.keys()].sort()
  problems.push(...paths.flatMap(misnamed))

  const services = new Map<string, Service>()
  for (const [file, name] of matching(paths, servicePath)) {
    const found = read<ServiceFile>('service', file)
    if (found) services.set(name, { ...found.value, sla: found.value.sla ?? {}, name, document: found.document })
  }

  const contracts: Contract[] = []
  for (const [file, folder, stem, major] of matching(paths, contractPath)) {
    const found = read<ContractFile>('contract', file)
    const service = services.get(folder)
    if (!service && !files.has(`schemas/contracts/${folder}/service.yml`)) {
      problems.push(fileProblem(file, `its folder has no service.yml, which names the source and the team: add it`))
    }
    if (!found || !service) continue
    const { payload, problems: undefinedRefs } = completePayload(
      found.value.payload,
      found.value.missing ?? [],
      found.document,
    )
    problems.push(...undefinedRefs)
    if (undefinedRefs.length > 0) continue
    contracts.push(planContract({ ...found.value, payload }, service, stem, Number(major), found.document))
  }

  const references = new Map<string, ReferenceTable>()
  for (const [file, name] of matching(paths, referencePath)) {
    const { problems: found, ...table } = readReferenceTable(name, file, files.get(file) ?? '')
    problems.push(...found)
    references.set(name, table)
  }

  const marts: Mart[] = []
  for (const [file, name, ending] of matching(paths, martPath)) {
    const sqlFile = `schemas/marts/${name}.sql`
    const sql = files.get(sqlFile)
    if (ending === 'sql' && !files.has(`schemas/marts/${name}.yml`)) {
      problems.push(fileProblem(file, `${name}.yml is missing: it says what the mart means, so add it`))
    }
    if (ending === 'sql') continue
    if (sql === undefined) problems.push(fileProblem(file, `${name}.sql is missing: write the mart's SELECT there`))
    const found = read<Omit<Mart, 'name' | 'sql' | 'sqlFile' | 'document'>>('mart', file)
    if (found && sql !== undefined) marts.push({ ...found.value, name, sql, sqlFile, document: found.document })
  }

  contracts.sort((a, b) => compare(a.service.name, b.service.name) || compare(a.name, b.name) || a.major - b.major)
  const catalog = { services: [...services.values()], contracts, marts, references }
  problems.push(...judgeCatalog(catalog, problems.length === 0))
  if (problems.length > 0) throw new ContractError(problems)
  return catalog
}

interface ServiceFile extends Pick<Service, 'source' | 'team' | 'account'> {
  readonly sla?: Service['sla']
}

interface ContractFile extends Pick<Contract, 'type' | 'version' | 'description'> {
  readonly payload: MemberSchema
  readonly envelope?: {
    readonly form?: Envelope['form']
    readonly id?: Envelope['id']
    readonly time?: string | readonly string[]
    readonly lines?: string
  }
  readonly missing?: readonly string[]
  readonly entity?: NonNullable<Contract['entity']>
  readonly accept?: NonNullable<Contract['accept']>
  readonly sla?: Contract['sla']
  readonly quality?: Contract['quality']
  readonly serve?: { readonly partition?: Contract['partition'] }
}

function planContract(
  written: ContractFile,
  service: Service,
  stem: string,
  major: number,
  document: SourceDocument,
): Contract {
  const { serve, missing: _, ...rest } = written
  const members = walkMembers(written.payload)
  return {
    ...rest,
    service,
    name: stem.replaceAll('-', '_'),
    major,
    envelope: planEnvelope(written.envelope ?? {}),
    members,
    columns: planColumns(members),
    tables: planTables(members),
    sla: { ...service.sla, ...written.sla },
    quality: written.quality ?? [],
    partition: serve?.partition ?? 'day',
    document,
  }
}

function planEnvelope({ form = 'cloudevents', id, time = [], lines }: NonNullable<ContractFile['envelope']>): Envelope {
  return {
    form,
    id: id ?? (form === 'cloudevents' ? 'producer' : 'content'),
    time: typeof time === 'string' ? [time] : time,
    ...(lines !== undefined && { lines }),
  }
}

function misnamed(file: string): readonly Problem[] {
  if (servicePath.test(file) || contractPath.test(file) || martPath.test(file)) return []
  if (referencePath.test(file) || file === 'schemas/reference/README.md') return []
  const expected = file.startsWith('schemas/marts/')
    ? 'schemas/marts/<mart_name>.yml or .sql'
    : file.startsWith('schemas/reference/')
      ? 'schemas/reference/<table_name>.csv'
      : 'schemas/contracts/<service>/service.yml or <event-name>.v<major>.yml'
  return [fileProblem(file, `unexpected file: expected ${expected}`)]
}

function* matching(paths: readonly string[], pattern: RegExp): Generator<[string, string, string, string]> {
  for (const path of paths) {
    const match = pattern.exec(path)
    if (match) yield [path, match[1] ?? '', match[2] ?? '', match[3] ?? '']
  }
}

const fileProblem = (file: string, message: string): Problem => ({ file, line: 1, column: 1, message })

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
