/** One generated file. */
export interface Artefact {
  /** From the root of the repository, under schemas/generated. */
  readonly path: string
  readonly text: string
}

/** The folder of all generated files. */
export const generatedFolder = 'schemas/generated'

/** The command that makes generated files, as named in them and in messages. */
export const compileCommand = 'npm run compile'

/** What the first line of a generated file says. */
export const provenance = (from: string): string => `Generated from ${from} by \`${compileCommand}\`. Do not edit.`
