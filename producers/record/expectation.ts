import type { ChildRow } from './columns.ts'

/**
 * What must become of one sent event, said by its publisher before it is sent. Values are exact text: see `columns.ts`.
 */
export type Expectation =
  | {
      readonly outcome: 'loaded'
      readonly table: string
      readonly values: Readonly<Record<string, string | null>>
      /** Rows of child tables, when there are some. */
      readonly children?: readonly ChildRow[]
    }
  /** The same event, value for value, is expected as loaded elsewhere in the record. */
  | { readonly outcome: 'duplicate'; readonly of: string }
  | { readonly outcome: 'quarantined'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly code: string }

/** How a sent event travels. */
export type Door =
  /** PutEvents, joined with others of its type. */
  | 'packed'
  /** PutEvents, an entry of its own. */
  | 'single'
  /** PutEvents, a Detail as it is: one that is no event, or a payload without an envelope. */
  | 'detail'
  /** PutRecord into the stream behind the bus: one line of a raw object. */
  | 'line'

/** One sent event and its expected end: a line of the record. */
export interface Sending {
  readonly door: Door
  /** As analysts name it (`orders.order_placed`), or `_unknown` when the lakehouse cannot tell. */
  readonly name: string
  readonly source: string
  readonly type: string
  /** The CloudEvent's id; absent where there is none to read. */
  readonly eventId?: string
  /** The event (`packed`, `single`), the Detail (`detail`), or the line (`line`), as text … */
  readonly sent: string
  /** … in base64 when its bytes are no UTF-8. */
  readonly encoding?: 'base64'
  readonly expect: Expectation
}
