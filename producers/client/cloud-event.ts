/** A CloudEvents 1.0 envelope as it stands in EventBridge's `Detail`. `id` and `time` are the producer's own. */
export interface CloudEvent {
  readonly specversion: '1.0'
  /** 1 to 256 bytes; the same for every sending of the same event, new for a revision. */
  readonly id: string
  readonly source: string
  readonly type: string
  /** RFC 3339: when it happened. Absent only where the contract takes the time from the payload. */
  readonly time?: string
  /** Version of the contract, `1.2`; absent means major 1. */
  readonly dataversion?: string
  readonly datacontenttype?: string
  readonly subject?: string
  readonly data: unknown
}
