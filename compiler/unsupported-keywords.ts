const noVerdict = (keyword: string, instead: string) => `\`${keyword}\` is not supported: ${instead}`
const notYet = (keyword: string, meaning: string) => `\`${keyword}\` is not supported yet: ${meaning}`

/**
 * Words that JSON Schema or the design of the language knows and the compiler does not do. They are refused by name, because a
 * keyword that is ignored is a promise that is broken.
 */
export const unsupportedKeywords: ReadonlyMap<string, string> = new Map([
  ['roles', notYet('roles', 'every reader has the role analyst; remove `roles`')],
  ['retention', notYet('retention', 'nothing is deleted; remove `retention`')],
  ['rawRetention', notYet('rawRetention', 'nothing is deleted; remove `rawRetention`')],
  ['reference', notYet('reference', 'reference data has no pipeline')],
  ['oversize', notYet('oversize', 'text that does not fit is quarantined as too_large')],
  ['allOf', noVerdict('allOf', 'merge the schemas into one')],
  ['anyOf', noVerdict('anyOf', 'declare one type, or `type: [<type>, "null"]`')],
  ['not', noVerdict('not', 'say what is allowed, or write an `assert`')],
  ['if', noVerdict('if', 'write an `assert` under `quality`')],
  ['then', noVerdict('then', 'write an `assert` under `quality`')],
  ['else', noVerdict('else', 'write an `assert` under `quality`')],
  ['default', noVerdict('default', 'values are never made up; declare the member optional')],
  ['uniqueItems', noVerdict('uniqueItems', 'numbers compare differently in validators')],
  ['contains', noVerdict('contains', 'describe all items with `items`')],
  ['patternProperties', noVerdict('patternProperties', 'a map has one value schema: `additionalProperties`')],
  ['propertyNames', noVerdict('propertyNames', 'a map takes any name')],
  ['unevaluatedProperties', noVerdict('unevaluatedProperties', 'unknown members go to _rest')],
  ['unevaluatedItems', noVerdict('unevaluatedItems', 'a tuple is bounded by `maxItems`')],
  ['dependentRequired', noVerdict('dependentRequired', 'write an `assert` under `quality`')],
  ['dependentSchemas', noVerdict('dependentSchemas', 'write an `assert` under `quality`')],
])
