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
  /** When the warehouse took its rows: of two batches with one event id, the one that loaded first holds it. */
  readonly loaded_at?: string
}

/** What became of one mart after the batch: a mart that failed shows what it showed before, until a later batch refreshes it. */
export type MartOutcome =
  | {
      readonly mart: string
      readonly status: 'refreshed'
      readonly rows: number
      /** Keys that occur more than once: the mart's grain is not what its head says. */
      readonly key_duplicates: number
    }
  | { readonly mart: string; readonly status: 'failed'; readonly failure: string }

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
  readonly marts: readonly MartOutcome[]
  /** Whether `ops.quarantine` knows the batch's quarantined records; absent when there are none to know of. */
  readonly quarantine?: { readonly status: 'loaded' | 'failed'; readonly records: number }
}

/** Nothing is left to do by itself: every type is loaded, or waits for a person. */
export const isComplete = ({ types, quarantine }: Pick<PublishedBatch, 'types' | 'quarantine'>): boolean =>
  types.every(({ status }) => status !== 'failed') && quarantine?.status !== 'failed'
