import type { Mart } from '../contract.ts'
import { readSelect } from '../mart-sql.ts'
import { type Statement, view } from './statement.ts'

/** The qualified name of a mart's view. */
export const martRelation = (mart: Mart): string => `marts.${mart.name}`

/** A mart as a plain view over analysts' views. */
export const martView = (mart: Mart): Statement =>
  view(martRelation(mart), [...new Set(readSelect(mart.sql).relations.map(({ name }) => name))], mart.sql.trim())
