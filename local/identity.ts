import { randomBytes, randomUUID } from 'node:crypto'
import { ServiceError } from './errors.ts'
import type { Credentials, Principal } from './service.ts'
import type { Collection, Store } from './store.ts'

interface Key extends Credentials {
  readonly principal: Principal
  /** ISO; absent = does not expire. */
  readonly expires?: string
}

/** Access keys: which key is which role. Keys outlive a restart. */
export interface Identity {
  readonly admin: Principal
  readonly adminCredentials: Credentials
  credentialsFor(roleArn: string): Credentials
  principalFor(roleArn: string): Principal
  /** Undefined for a key that this plane never gave out, or one that has expired. */
  byAccessKey(accessKeyId: string): Key | undefined
  /** A temporary key of a role; expires after `seconds`. */
  issue(roleArn: string, seconds: number, now: Date): Key & { readonly expires: string }
  forget(roleArn: string): void
}

/** `roles` is asked before a key is made: an unknown role has no credentials. */
export function openIdentity(
  store: Store,
  accountId: string,
  roles: (roleArn: string) => boolean,
  now: () => Date,
): Identity {
  const byKey = store.collection<Key>('access-keys')
  const byRole = new Map<string, Key>()
  for (const key of byKey.list()) {
    if (key.expires === undefined) byRole.set(key.principal.roleArn, key)
    else if (new Date(key.expires) < now()) byKey.delete(key.accessKeyId)
  }
  const adminArn = `arn:aws:iam::${accountId}:role/admin`

  function standingKey(roleArn: string): Key {
    const known = byRole.get(roleArn)
    if (known) return known
    if (roleArn !== adminArn && !roles(roleArn)) {
      throw new ServiceError('NoSuchEntity', `The role ${roleArn} does not exist in this account`, 404)
    }
    const key = makeKey(byKey, roleArn, accountId)
    byRole.set(roleArn, key)
    return key
  }

  const admin = standingKey(adminArn)
  return {
    admin: admin.principal,
    adminCredentials: credentialsOf(admin),
    credentialsFor: (roleArn) => credentialsOf(standingKey(roleArn)),
    principalFor: (roleArn) => standingKey(roleArn).principal,
    byAccessKey: (accessKeyId) => {
      const key = byKey.get(accessKeyId)
      return key?.expires !== undefined && new Date(key.expires) < now() ? undefined : key
    },
    issue: (roleArn, seconds, from) => {
      const expires = new Date(from.getTime() + seconds * 1000).toISOString()
      return { ...makeKey(byKey, roleArn, accountId, expires), expires }
    },
    forget: (roleArn) => {
      byRole.delete(roleArn)
      for (const key of byKey.list()) if (key.principal.roleArn === roleArn) byKey.delete(key.accessKeyId)
    },
  }
}

function makeKey(keys: Collection<Key>, roleArn: string, accountId: string, expires?: string): Key {
  const accessKeyId = `ASIA${randomBytes(10).toString('hex').slice(0, 16).toUpperCase()}`
  const key: Key = {
    accessKeyId,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: Buffer.from(randomUUID() + randomUUID()).toString('base64'),
    principal: { roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1), roleArn, accountId, accessKeyId },
    ...(expires === undefined ? {} : { expires }),
  }
  keys.put(accessKeyId, key)
  return key
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: Key): Credentials {
  return { accessKeyId, secretAccessKey, sessionToken }
}
