import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** `version: "2.1"` stands in a file named `….v2.yml`. */
export function* versionsMatchFiles({ version, major, document }: Contract): Generator<Problem> {
  if (version.split('.')[0] !== String(major)) {
    const minor = version.split('.')[1] ?? '0'
    const mend = `write "${major}.${minor}", or name the file ….v${version.split('.')[0]}.yml`
    yield document.problem(
      ['version'],
      `version ${version} is not of major ${major}, which the file name says: ${mend}`,
    )
  }
}
