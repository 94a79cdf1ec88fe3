import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const types = ['push', 'issues', 'pull_request', 'star', 'release'] as const

/** One webhook as GitHub's own rule forwards it to EventBridge: the detail is the payload, the detail type the name of the event. */
export interface Delivery {
  readonly source: 'com.github.webhooks'
  readonly type: (typeof types)[number]
  readonly data: { readonly delivery_id: string } & Readonly<Record<string, unknown>>
}

/**
 * GitHub's examples of five webhooks, as npm `@octokit/webhooks-examples` has them. GitHub numbers deliveries in a header; examples
 * have none, so each gets a UUID made of the hash of its content: examples that are equal are one delivery.
 */
export function webhookDeliveries(): readonly Delivery[] {
  const file = createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json')
  const definitions = JSON.parse(readFileSync(file, 'utf8')) as readonly {
    readonly name: string
    readonly examples: readonly Readonly<Record<string, unknown>>[]
  }[]
  return types.flatMap((type) =>
    (definitions.find(({ name }) => name === type)?.examples ?? []).map((payload) => ({
      source: 'com.github.webhooks' as const,
      type,
      data: { delivery_id: uuidOf(`${type} ${JSON.stringify(payload)}`), ...payload },
    })),
  )
}

/** A UUID of version 8 (made by its own rule) from text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
