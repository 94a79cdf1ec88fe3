import { ConfigurationInvalid } from './errors.ts'

/**
 * Reads the settings that `purposes` names, each with what it is for.
 * Throws ConfigurationInvalid with every missing name at once.
 */
export function parseEnvironment<Name extends string>(
  environment: Readonly<Record<string, string | undefined>>,
  purposes: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const names = Object.keys(purposes) as Name[]
  const missing = names.filter((name) => !environment[name])
  if (missing.length > 0) {
    const list = missing.map((name) => `${name} (${purposes[name]})`).join(', ')
    throw new ConfigurationInvalid(`The environment lacks ${list}; set it in serverless.yml`)
  }
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])) as Record<Name, string>
}
