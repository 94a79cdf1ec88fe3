import { type IngestAnswer, type IngestRequest, ingest } from '../../../../functions/ingest-events/ingest.ts'
import type { Line } from '../../../../functions/ingest-events/lines.ts'
import type { Sent } from '../../../../functions/ingest-events/put-lines.ts'
import { signRequest } from '../../../../producers/client/sign-request.ts'
import { type Contracts, contractJudge } from '../../../../runtime/event-judge/judge.ts'
import { ingestKey } from '../../../../runtime/ingest-signature.ts'
import * as validators from '../../../../schemas/generated/validators/index.js'
import { declaredMembers } from '../../../../schemas/generated/validators/members.js'

export const masterSecret = 'a master secret that a test made up'
export const source = 'com.acme.orders'
export const now = new Date('2026-11-25T10:00:00.900Z')
export const contracts: Contracts = { ...validators, declaredMembers }

const judge = contractJudge(contracts)
let ids = 0

/** The door with a Firehose that answers as it is told; remembers the lines. */
export function aDoor(sent: Sent = { failed: 0, resent: 0, codes: [] }) {
  const lines: Line[] = []
  const ask = async (request: IngestRequest): Promise<IngestAnswer> => {
    const { answer } = await ingest(request, {
      judge,
      keyOf: async (name) => ingestKey(masterSecret, name),
      send: async (more) => {
        lines.push(...more)
        return sent
      },
      account: '000000000000',
      region: 'eu-central-1',
      now: () => now,
      newId: () => `bus-${++ids}`,
    })
    return answer
  }
  return {
    ask,
    lines,
    texts: () => lines.map(({ bytes }) => Buffer.from(bytes).toString()),
    post: (body: string | Buffer, headers?: Readonly<Record<string, string>>) => ask(signed(body, headers)),
  }
}

export function signed(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): IngestRequest {
  const signer = { source, key: ingestKey(masterSecret, source) }
  return { method: 'POST', headers: { ...signRequest(signer, body, now), ...headers }, body: Buffer.from(body) }
}
