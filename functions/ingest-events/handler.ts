import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda'
import { firehoseClient, secretsManagerClient } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractJudge } from '#runtime/event-judge/judge.ts'
import { logger, metrics, observed } from '#runtime/observability.ts'
import { layerContracts } from './contracts.ts'
import { firehoseRecords } from './firehose.ts'
import { type Account, ingest } from './ingest.ts'
import { derivedKeys } from './keys.ts'
import { putLines } from './put-lines.ts'

const config = parseEnvironment(process.env, {
  STREAM_PREFIX: 'how the names of the services’ streams begin',
  INGEST_SECRET: 'secret from which the keys of sources are derived',
})
const now = () => new Date()
const judge = contractJudge(layerContracts())
const put = firehoseRecords(firehoseClient(), config.STREAM_PREFIX)
const readMasterSecret = async () => {
  const answer = await secretsManagerClient().send(new GetSecretValueCommand({ SecretId: config.INGEST_SECRET }))
  return answer.SecretString ?? ''
}
const keyOf = derivedKeys(readMasterSecret, now)
const tries = 6

/** For example {"requestContext": {"http": {"method": "POST"}}, "headers": {"tributary-source": "com.acme.orders", …}, "body": "{\"specversion\":…}"}. */
export const handler = observed(async (event: LambdaFunctionURLEvent, context): Promise<LambdaFunctionURLResult> => {
  const [, , , region = '', account = ''] = context.invokedFunctionArn.split(':')
  const request = {
    method: event.requestContext.http.method,
    headers: event.headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  }
  const patience = {
    tries,
    sleep,
    random: Math.random,
    remainingMilliseconds: () => context.getRemainingTimeInMillis(),
  }
  const { answer, account: counts } = await ingest(request, {
    judge,
    keyOf,
    send: (lines) => putLines(put, lines, patience),
    account,
    region,
    now,
    newId: randomUUID,
  })
  count(answer.status, counts)
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json', ...answer.headers },
    body: JSON.stringify(answer.body),
  }
})

/** Numbers only: nothing that a publisher sent is logged. */
function count(status: number, { service, taken = 0, refused = [], sent }: Account): void {
  metrics.addMetric('EventsTaken', 'Count', taken)
  if (refused.length > 0) {
    metrics.addMetric('EventsRefused', 'Count', refused.length)
    logger.info('events refused', { codes: tally(refused.map(({ code }) => code)) })
  }
  if (sent && sent.resent > 0) metrics.addMetric('RecordsResent', 'Count', sent.resent)
  if (sent && sent.failed > 0) {
    metrics.addMetric('RecordsNotTaken', 'Count', sent.failed)
    logger.warn('Firehose did not take all records; the publisher was told to send again', { ...sent, service })
  }
  if (status === 401) metrics.addMetric('RequestsUnsigned', 'Count', 1)
}

const tally = (codes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, each]) => [code, each.length]))
