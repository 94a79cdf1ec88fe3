import type { Contract } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'

/** `required` names members that `properties` declares, once each. */
export function* requiredMembersExist({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at } of members) {
    const known = Object.keys(schema.properties ?? {})
    for (const [index, name] of (schema.required ?? []).entries()) {
      const place = [...at, 'required', index]
      if (!known.includes(name)) {
        yield document.problem(place, `required member \`${name}\` is not in properties${didYouMean(name, known)}`)
      }
      if (schema.required?.indexOf(name) !== index)
        yield document.problem(place, `\`${name}\` is required twice: remove one`)
    }
  }
}
