export type LoadStatus = 'loaded' | 'held' | 'failed'

/** The account of one type in one batch: received = loaded + duplicate + quarantined + held + failed. */
export interface PublishedType {
  readonly name: string
  readonly received: number
  readonly loaded: number
  readonly duplicate: number
  readonly quarantined: number
  readonly held: number
  readonly failed: number
  /** Reason code → quarantined records. */
  readonly reasons: Readonly<Partial<Record<string, number>>>
  readonly status: LoadStatus
}

/** `published/<batch_id>.json`: what became visible, and what did not. */
export interface PublishedBatch {
  readonly batch_id: string
  readonly sequence: number
  readonly published_at: string
  readonly contracts: string
  /** The elected attempt. */
  readonly attempt: number
  readonly balanced: true
  readonly types: readonly PublishedType[]
}

/** Nothing is left to do by itself: every type is loaded, or waits for a person. */
export const isComplete = ({ types }: Pick<PublishedBatch, 'types'>): boolean =>
  types.every(({ status }) => status !== 'failed')
