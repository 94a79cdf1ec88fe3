/** Suffix of the Glue database that holds what is said about batches. */
export const opsDatabase = 'ops'

/** Table over the published documents, one line of JSON each. */
export const publishedTable = 'published_batches'

/** View over it: one row per batch and type. */
export const loadsView = 'loads'

/** Stands for the first part of the databases' names, which the stage gives. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the deploy replaces it
export const catalogPlaceholder = '${catalog}'

/** The account of one type, as publish-batch writes it; the JSON reader finds members by name. */
export const publishedTypeColumns = [
  { name: 'name', glue: 'string' },
  { name: 'received', glue: 'bigint' },
  { name: 'loaded', glue: 'bigint' },
  { name: 'duplicate', glue: 'bigint' },
  { name: 'quarantined', glue: 'bigint' },
  { name: 'held', glue: 'bigint' },
  { name: 'failed', glue: 'bigint' },
  { name: 'status', glue: 'string' },
  { name: 'loaded_at', glue: 'string' },
] as const

/** Columns of the table. */
export const publishedColumns = [
  { name: 'batch_id', glue: 'string' },
  { name: 'sequence', glue: 'bigint' },
  { name: 'published_at', glue: 'string' },
  { name: 'contracts', glue: 'string' },
  { name: 'attempt', glue: 'int' },
  {
    name: 'types',
    glue: `array<struct<${publishedTypeColumns.map(({ name, glue }) => `${name}:${glue}`).join(',')}>>`,
  },
] as const
