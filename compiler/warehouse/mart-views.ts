import type { Mart } from '../contract.ts'
import { idOf, type Statement } from './statement.ts'

/** The qualified name of a mart's view. */
export const martRelation = (mart: Mart): string => `marts.${mart.name}`

/** A mart as a plain view over analysts' views. */
export const martView = (mart: Mart): Statement => ({
  id: `view-${idOf(martRelation(mart))}`,
  sql: `CREATE OR REPLACE VIEW ${martRelation(mart)} AS\n${mart.sql.trim()}`,
})
