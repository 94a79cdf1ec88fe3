import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import type { Catalog, ChildTable, Contract, Service, Unit } from '../contract.ts'
import { logicalTypes } from '../logical-types.ts'
import { childNames, relationNames } from '../names.ts'
import { shownColumns } from '../warehouse/views.ts'

/** dictionary.md per service: what each view and column means, for analysts. */
export const dictionary = ({ services, contracts }: Catalog): readonly Artefact[] =>
  services.map((service) => ({
    path: `${generatedFolder}/${service.name}/dictionary.md`,
    text: page(
      service,
      contracts.filter((contract) => contract.service === service),
    ),
  }))

function page(service: Service, contracts: readonly Contract[]): string {
  const head = [
    `<!-- ${provenance(`schemas/contracts/${service.name}`)} -->`,
    `# ${service.name}`,
    `Source \`${service.source}\` · owner ${service.team.name}, ${service.team.contact}`,
  ]
  return `${[...head, ...contracts.map(section)].join('\n\n')}\n`
}

function section(contract: Contract): string {
  const { view, current, table } = relationNames(contract)
  const relations =
    current === undefined ? `View \`${view}\`` : `Views \`${view}\` and \`${current}\` (the latest of each)`
  const asserts = contract.quality.flatMap(({ assert }) => (assert === undefined ? [] : [`- every row: \`${assert}\``]))
  const parts = [
    `## ${contract.type} ${contract.version}`,
    contract.description.trim(),
    `${relations}, from \`${table}\`.`,
    columnTable(contract, contract),
    ...(asserts.length > 0 ? [asserts.join('\n')] : []),
    ...contract.tables.flatMap((child) => childSection(contract, child)),
  ]
  return parts.join('\n\n')
}

/** What a child table adds: one row per item, to be joined to its event by `event_id`. */
function childSection(contract: Contract, child: ChildTable): readonly string[] {
  const { view, table } = childNames(contract, child)
  return [
    `### ${child.name} of ${contract.type}`,
    `View \`${view}\`, from \`${table}\`: one row per item of \`${child.path.join('.')}\`, joined to its event by \`event_id\`; \`_position\` counts from zero.`,
    columnTable(contract, child),
  ]
}

function columnTable(contract: Contract, table: Pick<Contract, 'columns'>): string {
  const rows = shownColumns(table).map((column) => {
    const { schema } = column
    const size = column.local ? 'timestamp, local time' : logicalTypes[column.type].dictionary(column)
    const cells = [`\`${column.name}\``, size, column.nullable ? 'may be null' : '', meaning(contract, column)]
    return `| ${[...cells, unitText(schema.unit)].map(escapeCell).join(' | ')} |`
  })
  return ['| column | type | null | meaning | unit |', '|---|---|---|---|---|', ...rows].join('\n')
}

function meaning(contract: Contract, column: Contract['columns'][number]): string {
  const { schema } = column
  const choices = schema.oneOf?.map((choice) => `\`${choice.const}\`: ${choice.description}`) ?? []
  const listed = schema.enum ? [`One of ${schema.enum.map((value) => `\`${value}\``).join(', ')}.`] : []
  const privacy = column.pii === 'direct' ? ['Masked.'] : []
  const pseudonym = column.pseudonym_of === undefined ? [] : ['A keyed pseudonym: equal values have equal keys.']
  const references = schema.references === undefined ? [] : [`Names a ${schema.references}.`]
  const key = contract.entity?.key.includes(column.pseudonym_of ?? column.name)
    ? [`Identifies the ${contract.entity.name}.`]
    : []
  return [schema.description ?? '', ...choices, ...listed, ...key, ...references, ...privacy, ...pseudonym].join(' ')
}

function unitText(unit: Unit | undefined): string {
  if (unit === undefined) return ''
  return typeof unit === 'string' ? unit : `currency in \`${unit.currencyIn}\``
}

const escapeCell = (text: string): string => text.trim().replaceAll('|', '\\|').replaceAll('\n', ' ')
