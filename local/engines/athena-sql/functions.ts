/**
 * Functions and operators that mean the same in Trino and DuckDB, by DuckDB's name; with a value, the macro that stands for it. What
 * is not here is refused by name: many functions share a name and differ (concat and greatest with NULL, avg over decimals).
 */
export const sameFunctions: Readonly<Record<string, string | true>> = {
  '+': true,
  '-': true,
  '*': true,
  '/': 'athena_divide',
  '%': 'athena_modulus',
  '||': true,
  '~~': true,
  '!~~': true,
  like_escape: true,
  not_like_escape: true,
  abs: true,
  any_value: true,
  arbitrary: true,
  avg: 'athena_avg',
  bool_and: true,
  bool_or: true,
  cardinality: 'athena_cardinality',
  ceil: true,
  ceiling: true,
  count: true,
  count_if: true,
  count_star: true,
  date_part: true,
  date_trunc: true,
  floor: true,
  if: true,
  json_extract_scalar: 'athena_json_scalar',
  length: true,
  lower: true,
  max: true,
  max_by: true,
  min: true,
  min_by: true,
  nullif: true,
  replace: true,
  round: true,
  strpos: true,
  substr: true,
  substring: true,
  sum: true,
  to_days: true,
  to_hours: true,
  to_minutes: true,
  to_months: true,
  to_seconds: true,
  to_years: true,
  trim: true,
  trunc: true,
  upper: true,
}

/** Functions with OVER; `avg` is left out because its type over decimals differs. */
export const sameWindows: ReadonlySet<string> = new Set([
  'count',
  'count_star',
  'dense_rank',
  'first_value',
  'lag',
  'last_value',
  'lead',
  'max',
  'min',
  'rank',
  'row_number',
  'sum',
])

const isDecimal = (x: string) => `starts_with(typeof(${x}), 'DECIMAL')`
const isFloating = (x: string) => `typeof(${x}) IN ('DOUBLE', 'FLOAT')`

/** Set-up of a connection: macros, and settings under which DuckDB counts as Trino does. */
export const sessionStatements: readonly string[] = [
  `SET TimeZone = 'UTC'`,
  'SET integer_division = true',
  `CREATE MACRO athena_divide(a, b) AS CASE
     WHEN (${isDecimal('a')} OR ${isDecimal('b')}) AND NOT (${isFloating('a')} OR ${isFloating('b')})
       THEN error('UnsupportedOperation: division of decimals is not in this local plane; cast to double')
     WHEN b = 0 AND NOT (${isFloating('a')} OR ${isFloating('b')}) THEN error('DIVISION_BY_ZERO: Division by zero')
     ELSE a / b END`,
  `CREATE MACRO athena_modulus(a, b) AS CASE WHEN b = 0 THEN error('DIVISION_BY_ZERO: Division by zero') ELSE a % b END`,
  `CREATE MACRO athena_avg(x) AS CASE WHEN ${isDecimal('any_value(x)')}
     THEN error('UnsupportedOperation: avg over decimals is not in this local plane; cast to double') ELSE avg(x) END`,
  `CREATE MACRO athena_cardinality(x) AS CASE WHEN typeof(x) LIKE 'MAP%' THEN error('UnsupportedOperation: cardinality of a map is not in this local plane') ELSE len(x) END`,
  `CREATE MACRO athena_json_scalar(j, p) AS CASE WHEN json_type(j, p) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(j, p) END`,
  `CREATE MACRO athena_text(x) AS CASE WHEN typeof(x) IN ('VARCHAR', 'BIGINT', 'INTEGER', 'SMALLINT', 'TINYINT', 'HUGEINT', 'BOOLEAN', 'DATE', '"NULL"') OR ${isDecimal('x')}
     THEN CAST(x AS VARCHAR) ELSE error('UnsupportedOperation: CAST(' || typeof(x) || ' AS VARCHAR) is not in this local plane') END`,
]
