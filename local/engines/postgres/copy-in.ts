import type pg from 'pg'

/** What `pg` gives a query object besides its public type. */
interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
  readonly stream: { readonly writableNeedDrain: boolean; once(event: 'drain' | 'close', listener: () => void): void }
}

/** Runs `COPY … FROM STDIN` with the bytes of `source`; returns the number of rows. Rejects with PostgreSQL's error. */
export function copyIn(client: pg.ClientBase, sql: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    let failure: Error | undefined
    const query = {
      submit: (connection: unknown) => (connection as Wire).query(sql),
      handleCopyInResponse: (connection: Wire) => {
        send(connection, source).catch((error: unknown) => connection.sendCopyFail(String(error)))
      },
      handleRowDescription: () => {},
      handleDataRow: () => {},
      handleCommandComplete: (message: { readonly text: string }) => {
        rows = Number(message.text.split(' ').at(-1))
      },
      handleError: (error: Error) => {
        failure = error
      },
      handleReadyForQuery: () => (failure ? reject(failure) : resolve(rows)),
      callback: (error: Error | null | undefined) => {
        if (error) reject(error)
      },
    }
    client.query(query as unknown as pg.Submittable)
  })
}

async function send(connection: Wire, source: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of source) {
    connection.sendCopyFromChunk(chunk)
    if (connection.stream.writableNeedDrain) {
      await new Promise<void>((resolve) => {
        connection.stream.once('drain', resolve)
        connection.stream.once('close', resolve)
      })
    }
  }
  connection.endCopyFrom()
}
