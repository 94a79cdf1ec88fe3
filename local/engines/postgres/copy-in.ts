import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'

/** What `pg` gives a query object besides its public type. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
  readonly stream: Socket
}

/** Runs `COPY … FROM STDIN` with the bytes of `source`; returns the number of rows. Rejects with PostgreSQL's error. */
export function copyIn(client: pg.ClientBase, sql: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    let failure: Error | undefined
    let sending: Promise<void> = Promise.resolve()
    const fail = (error: Error) => {
      failure = error
      void sending.then(() => reject(error))
    }
    const query = {
      submit: (connection: unknown) => (connection as Wire).query(sql),
      handleCopyInResponse: (connection: Wire) => {
        sending = send(connection, source, () => failure !== undefined).catch((error: unknown) =>
          connection.sendCopyFail(String(error)),
        )
      },
      handleRowDescription: () => {},
      handleDataRow: () => {},
      handleCommandComplete: (message: { readonly text: string }) => {
        rows = Number(message.text.split(' ').at(-1))
      },
      handleError: fail, // the client forgets a query that failed: nothing more is told to it
      handleReadyForQuery: () => resolve(rows),
      callback: (error: Error | null | undefined) => {
        if (error) fail(error)
      },
    }
    client.query(query as unknown as pg.Submittable)
  })
}

/** Stops at once when the server has refused: what follows a refusal belongs to the next statement. */
async function send(connection: Wire, source: AsyncIterable<Uint8Array>, refused: () => boolean): Promise<void> {
  for await (const chunk of source) {
    if (refused()) return
    connection.sendCopyFromChunk(chunk)
    if (!connection.stream.writableNeedDrain) continue
    await drained(connection.stream)
  }
  if (!refused()) connection.endCopyFrom()
}

/** Waits until the socket takes more, or is closed; leaves no listener behind. */
async function drained(stream: Socket): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  waiting.abort()
}
