import { DocumentInvalid } from './errors.ts'

/** Parses a JSON object that has the named members. Throws DocumentInvalid with the place where it was read. */
export function parseDocument<T extends object>(
  text: string,
  place: string,
  members: readonly (keyof T & string)[],
): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new DocumentInvalid(`${place} is not JSON; look who wrote it`, { cause: error })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DocumentInvalid(`${place} is not a JSON object; look who wrote it`)
  }
  const missing = members.filter((member) => !(member in value))
  if (missing.length > 0) throw new DocumentInvalid(`${place} lacks ${missing.join(', ')}; look who wrote it`)
  return value as T
}

/** The text in which all documents are stored: readable, one final newline. */
export const documentText = (document: object): string => `${JSON.stringify(document, undefined, 2)}\n`

/** The text of a document that engines read as a row of a table: one line. */
export const lineText = (document: object): string => `${JSON.stringify(document)}\n`
