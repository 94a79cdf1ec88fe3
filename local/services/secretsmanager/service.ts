import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { isRecord, optionalFlag, optionalNumber, optionalRecord, optionalText, text } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType, Service } from '../../service.ts'

interface Secret {
  readonly arn: string
  readonly name: string
  readonly description?: string
  readonly value: string
  /** Of KMS, by id or ARN; absent: AWS's own. */
  readonly key?: string
  readonly version: string
  readonly created: string
  readonly changed: string
}

interface Secrets {
  /** By name or ARN. Throws ResourceNotFoundException. */
  get(id: string): Secret
  find(id: string): Secret | undefined
  create(name: string, value: string, about?: Pick<Secret, 'description' | 'key'>): Secret
  put(id: string, value: string): Secret
  describe(id: string, about: Pick<Secret, 'description' | 'key'>): Secret
  remove(id: string): void
}

/** Secrets in the state folder: they outlive a restart, so that what was made with them stays readable. */
export function createSecretsManagerService(plane: PlaneContext): Service {
  const secrets = openSecrets(plane)
  const shown = (secret: Secret) => ({ ARN: secret.arn, Name: secret.name, VersionId: secret.version })
  return {
    name: 'secretsmanager',
    operations: {
      CreateSecret: (input) => shown(secrets.create(text(input, 'Name'), text(input, 'SecretString'), aboutOf(input))),
      GetSecretValue: (input) => {
        const secret = secrets.get(text(input, 'SecretId'))
        return {
          ...shown(secret),
          SecretString: secret.value,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: new Date(secret.changed),
        }
      },
      PutSecretValue: (input) => shown(secrets.put(text(input, 'SecretId'), text(input, 'SecretString'))),
      DescribeSecret: (input) => {
        const secret = secrets.get(text(input, 'SecretId'))
        return {
          ARN: secret.arn,
          Name: secret.name,
          Description: secret.description,
          CreatedDate: new Date(secret.created),
        }
      },
      DeleteSecret: (input) => {
        const secret = secrets.get(text(input, 'SecretId'))
        secrets.remove(secret.arn)
        return { ARN: secret.arn, Name: secret.name, DeletionDate: plane.clock.now() }
      },
    },
    resources: { 'AWS::SecretsManager::Secret': secretType(secrets) },
  }
}

function openSecrets(plane: PlaneContext): Secrets {
  const documents = plane.store.collection<Secret>('secrets')
  const find = (id: string) => documents.get(id) ?? documents.list().find((secret) => secret.name === id)
  const get = (id: string) => {
    const secret = find(id)
    if (!secret) throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    return secret
  }
  return {
    find,
    get,
    create: (name, value, about = {}) => {
      if (find(name))
        throw new ServiceError(
          'ResourceExistsException',
          `The operation failed because the secret ${name} already exists.`,
        )
      const created = plane.clock.now().toISOString()
      const arn = `arn:aws:secretsmanager:${plane.region}:${plane.accountId}:secret:${name}-${randomBytes(3).toString('hex')}`
      const secret: Secret = {
        arn,
        name,
        value,
        version: randomUUID(),
        created,
        changed: created,
        ...about,
      }
      documents.put(arn, secret)
      return secret
    },
    put: (id, value) => {
      const secret = { ...get(id), value, version: randomUUID(), changed: plane.clock.now().toISOString() }
      documents.put(secret.arn, secret)
      return secret
    },
    describe: (id, about) => {
      const { description: _description, key: _key, ...secret } = get(id)
      documents.put(secret.arn, { ...secret, ...about })
      return { ...secret, ...about }
    },
    remove: (id) => {
      documents.delete(get(id).arn)
    },
  }
}

function aboutOf(input: Input): Pick<Secret, 'description' | 'key'> {
  const description = optionalText(input, 'Description')
  const key = optionalText(input, 'KmsKeyId')
  return { ...(description !== undefined && { description }), ...(key !== undefined && { key }) }
}

function secretType(secrets: Secrets): ResourceType {
  const created = ({ arn }: Secret): Created => ({ physicalId: arn, attributes: { Id: arn } })
  const wantedValue = (properties: Input): string => {
    const generate = optionalRecord(properties, 'GenerateSecretString')
    return generate ? generateSecret(generate) : (optionalText(properties, 'SecretString') ?? '')
  }
  return {
    properties: ['Name', 'Description', 'SecretString', 'GenerateSecretString', 'KmsKeyId', 'Tags'],
    createOnly: ['Name'],
    create: (properties, context) =>
      created(
        secrets.create(
          optionalText(properties, 'Name') ?? context.generatedName(200),
          wantedValue(properties),
          aboutOf(properties),
        ),
      ),
    /** A generated value stays as long as its recipe does. */
    update: (arn, properties, previous) => {
      const kept = JSON.stringify([properties.GenerateSecretString, properties.SecretString])
      const before = JSON.stringify([previous.GenerateSecretString, previous.SecretString])
      const { name } = secrets.describe(arn, aboutOf(properties))
      return created(kept === before ? secrets.get(name) : secrets.put(arn, wantedValue(properties)))
    },
    delete: (arn) => {
      if (secrets.find(arn)) secrets.remove(arn)
    },
  }
}

const classes = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
}

/** A random password by the documented recipe: one character of each wanted class at least. Throws ValidationError when nothing is left to choose from. */
export function generateSecret(recipe: Input): string {
  const excluded = optionalText(recipe, 'ExcludeCharacters') ?? ''
  const pools = Object.entries(classes)
    .filter(([name]) => optionalFlag(recipe, name) !== true)
    .map(([, characters]) => [...characters].filter((each) => !excluded.includes(each)).join(''))
  if (optionalFlag(recipe, 'IncludeSpace')) pools.push(' ')
  const all = pools.join('')
  const length = optionalNumber(recipe, 'PasswordLength') ?? 32
  if (all === '' || length < 1) throw new ServiceError('ValidationError', 'GenerateSecretString leaves no characters')
  const needed =
    optionalFlag(recipe, 'RequireEachIncludedType') === false
      ? []
      : pools.filter((pool) => pool !== '').slice(0, length)
  const password = needed.map(pick)
  while (password.length < length) password.push(pick(all))
  for (let at = password.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    const kept = password[at] ?? ''
    password[at] = password[other] ?? ''
    password[other] = kept
  }
  const template = optionalText(recipe, 'SecretStringTemplate')
  if (template === undefined) return password.join('')
  const parsed: unknown = JSON.parse(template)
  if (!isRecord(parsed)) throw new ServiceError('ValidationError', 'SecretStringTemplate is not a JSON object')
  return JSON.stringify({ ...parsed, [text(recipe, 'GenerateStringKey')]: password.join('') })
}

function pick(pool: string): string {
  return pool[randomInt(pool.length)] ?? ''
}
