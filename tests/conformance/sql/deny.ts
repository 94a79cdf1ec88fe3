/** What sqlfluff's dialect reads and Redshift lacks, by the words of a statement without its texts and comments. */
const denied: readonly (readonly [RegExp, string])[] = [
  [/\bcreate\s+(?:unique\s+)?index\b/, 'CREATE INDEX'],
  [/\bcreate\s+sequence\b|\bnextval\s*\(/, 'sequences'],
  [/\bcreate\s+(?:trigger|domain|extension|type|rule)\b/, 'CREATE TRIGGER, DOMAIN, EXTENSION, TYPE, RULE'],
  [/\barray\s*\[/, 'ARRAY[…]'],
  [/\w\s*\[\s*\]/, 'array types'],
  [/\bon\s+conflict\b/, 'ON CONFLICT'],
  [/\breturning\b/, 'RETURNING'],
  [/\bdistinct\s+on\s*\(/, 'DISTINCT ON'],
  [/\b(?:uuid|jsonb?|serial|bigserial|bytea|money|inet)\b(?!\s*\()/, 'a type of PostgreSQL'],
  [
    /\bstring_agg\s*\(|\barray_agg\s*\(|\bjsonb_\w+\s*\(|\bjson_(?:agg|build_\w+|each\w*|array_elements\w*|object_agg)\s*\(|\bunnest\s*\(|\bgen_random_uuid\s*\(/,
    'a function of PostgreSQL',
  ],
  [/\bfilter\s*\(\s*where\b/, 'FILTER (WHERE …)'],
  [/\blateral\b/, 'LATERAL'],
  [/->>?/, 'the operators -> and ->>'],
  [/\badd\s+(?:column\s+)?if\s+not\s+exists\b/, 'ADD COLUMN IF NOT EXISTS'],
]

/** Options that COPY takes with Parquet; every other one is refused by the service. */
const copyOfParquet =
  /^(?:manifest|fillrecord|statupdate|acceptinvchars|explicit_ids|serializetojson|iam_role|format|as|parquet|on|off|from|copy)$/

/** What of a statement Redshift refuses although it parses; one line each. */
export function deniedIn(statement: string): readonly string[] {
  const words = statement
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/"(?:[^"]|"")*"/g, 'quoted')
    .toLowerCase()
  const found = denied.filter(([pattern]) => pattern.test(words)).map(([, what]) => `Redshift has no ${what}`)
  return [...found, ...withParquet(words)]
}

function withParquet(words: string): readonly string[] {
  if (!/^\s*copy\b/.test(words) || !/\bparquet\b/.test(words)) return []
  const options = words.replace(/^\s*copy\s+\S+\s+(?:\([^)]*\)\s*)?/, '').match(/\b[a-z_]+\b/g) ?? []
  return options
    .filter((option) => !copyOfParquet.test(option))
    .map((option) => `COPY of Parquet takes no ${option.toUpperCase()}`)
}
