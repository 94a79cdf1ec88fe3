import { unsupported } from '../../../errors.ts'
import { optionalText, record, text } from '../../../input.ts'
import type { Input, PlaneContext, ResourceType } from '../../../service.ts'
import { type CatalogEntries, checkDatabase, folded } from './entries.ts'
import { createDatabase, createTable, updateTable } from './operations.ts'

/** `AWS::Glue::Database` and `AWS::Glue::Table`. */
export function catalogResources(plane: PlaneContext, entries: CatalogEntries): Readonly<Record<string, ResourceType>> {
  const now = () => plane.clock.now().toISOString()
  const checkCatalog = (properties: Input): void => {
    if (text(properties, 'CatalogId') !== plane.accountId)
      throw unsupported(`The Glue catalog ${text(properties, 'CatalogId')}`)
  }
  return {
    'AWS::Glue::Database': {
      properties: ['CatalogId', 'DatabaseName', 'DatabaseInput'],
      required: ['CatalogId', 'DatabaseInput'],
      createOnly: ['CatalogId', 'DatabaseName'],
      create: (properties, context) => {
        checkCatalog(properties)
        const input = record(properties, 'DatabaseInput')
        const name = optionalText(input, 'Name') ?? optionalText(properties, 'DatabaseName')
        const named = { ...input, Name: name ?? folded(context.generatedName(255)) }
        return { physicalId: createDatabase(entries, named, now()).name, attributes: {} }
      },
      update: (name, properties) => {
        const input = { Name: name, ...record(properties, 'DatabaseInput') }
        checkDatabase(input)
        entries.putDatabase({ ...entries.database(name), input })
        return { physicalId: name, attributes: {} }
      },
      delete: (name) => entries.deleteDatabase(name),
    },
    'AWS::Glue::Table': {
      properties: ['CatalogId', 'DatabaseName', 'TableInput'],
      required: ['CatalogId', 'DatabaseName', 'TableInput'],
      createOnly: ['CatalogId', 'DatabaseName'],
      create: (properties, context) => {
        checkCatalog(properties)
        const input = record(properties, 'TableInput')
        const named = { ...input, Name: optionalText(input, 'Name') ?? folded(context.generatedName(255)) }
        return { physicalId: createTable(entries, text(properties, 'DatabaseName'), named, now()).name, attributes: {} }
      },
      update: (name, properties) => {
        updateTable(
          entries,
          text(properties, 'DatabaseName'),
          { Name: name, ...record(properties, 'TableInput') },
          now(),
        )
        return { physicalId: name, attributes: {} }
      },
      delete: (name, properties) => {
        const table = entries.findTable(text(properties, 'DatabaseName'), name)
        if (table) entries.deleteTable(table)
      },
    },
  }
}
