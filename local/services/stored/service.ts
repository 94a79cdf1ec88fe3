import { optionalText } from '../../input.ts'
import type { Input, PlaneContext, ResourceContext, ResourceType, Service } from '../../service.ts'

interface StoredKind {
  readonly properties: readonly string[]
  readonly required?: readonly string[]
  readonly createOnly?: readonly string[]
  /** The property that names it; absent = the name is made. */
  readonly name?: string
  readonly attributes?: (name: string, place: string) => Readonly<Record<string, unknown>>
}

/**
 * Resources that are kept and shown, without an effect on one machine: nobody is alarmed, no key encrypts. `place` is
 * `<region>:<account>`, as ARNs carry it.
 */
const kinds: Readonly<Record<string, StoredKind>> = {
  'AWS::KMS::Key': {
    properties: [
      'KeyPolicy',
      'Description',
      'Enabled',
      'EnableKeyRotation',
      'KeySpec',
      'KeyUsage',
      'PendingWindowInDays',
      'Tags',
    ],
    attributes: (name, place) => ({ Arn: `arn:aws:kms:${place}:key/${name}`, KeyId: name }),
  },
  'AWS::KMS::Alias': {
    properties: ['AliasName', 'TargetKeyId'],
    required: ['AliasName', 'TargetKeyId'],
    createOnly: ['AliasName'],
    name: 'AliasName',
  },
}

export function createStoredService(plane: PlaneContext): Service {
  const documents = plane.store.collection<{ readonly type: string; readonly properties: Input }>('stored-resources')
  return {
    name: 'stored',
    operations: {},
    resources: Object.fromEntries(
      Object.entries(kinds).map(([type, kind]) => [type, storedType(type, kind, documents)]),
    ),
  }
}

function storedType(
  type: string,
  kind: StoredKind,
  documents: {
    put(id: string, document: { readonly type: string; readonly properties: Input }): void
    delete(id: string): boolean
  },
): ResourceType {
  const keep = (physicalId: string, properties: Input, context: ResourceContext) => {
    documents.put(`${type}/${physicalId}`, { type, properties })
    return { physicalId, attributes: kind.attributes?.(physicalId, `${context.region}:${context.accountId}`) ?? {} }
  }
  return {
    properties: kind.properties,
    ...(kind.required ? { required: kind.required } : {}),
    ...(kind.createOnly ? { createOnly: kind.createOnly } : {}),
    create: (properties, context) => {
      const named = kind.name === undefined ? undefined : optionalText(properties, kind.name)
      const name = named ?? context.generatedName(64)
      return keep(name, properties, context)
    },
    update: (physicalId, properties, _previous, context) => keep(physicalId, properties, context),
    delete: (physicalId) => {
      documents.delete(`${type}/${physicalId}`)
    },
  }
}
