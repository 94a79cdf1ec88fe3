import { isRecord, text } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'
import { invalid } from './template.ts'

const reference = /\{\{resolve:([^}]*)\}\}/g

/** Puts secrets in the place of `{{resolve:secretsmanager:<id>:SecretString:<key>}}`; nothing of it is ever stored with the stack. */
export async function resolveDynamic(plane: PlaneContext, properties: Input): Promise<Input> {
  if (!JSON.stringify(properties).includes('{{resolve:')) return properties
  return (await replaceIn(plane, properties)) as Input
}

async function replaceIn(plane: PlaneContext, value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => replaceIn(plane, item)))
  if (isRecord(value)) {
    const members = await Promise.all(
      Object.entries(value).map(async ([name, member]) => [name, await replaceIn(plane, member)] as const),
    )
    return Object.fromEntries(members)
  }
  if (typeof value !== 'string') return value
  const found = [...value.matchAll(reference)]
  const secrets = await Promise.all(found.map(([, what = '']) => readSecret(plane, what)))
  return found.reduce((text, [whole], index) => text.replace(whole, () => secrets[index] ?? ''), value)
}

async function readSecret(plane: PlaneContext, what: string): Promise<string> {
  const match =
    /^secretsmanager:((?:arn:aws:secretsmanager:[^:]*:[^:]*:secret:)?[^:]+)(?::SecretString(?::([^:]*))?)?$/.exec(what)
  if (!match) throw invalid(`The dynamic reference {{resolve:${what}}} is not in this local plane`)
  const [, SecretId = '', key] = match
  const secret = text(
    (await plane.call('secretsmanager', 'GetSecretValue', { SecretId }, plane.admin)) as Input,
    'SecretString',
  )
  if (key === undefined || key === '') return secret
  const parsed: unknown = JSON.parse(secret)
  if (!isRecord(parsed) || parsed[key] === undefined) throw invalid(`The secret ${SecretId} has no key ${key}`)
  return String(parsed[key])
}
