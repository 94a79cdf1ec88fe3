import { CloudWatchClient, GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

let tested: TestedPlane
let client: CloudWatchClient
beforeAll(async () => {
  tested = await startTested()
  client = new CloudWatchClient(tested.client)
})
afterAll(() => tested.remove())

const at = new Date('2026-11-25T10:00:30Z')
async function read(
  Stat: string,
  MetricName: string,
  Dimensions: { Name: string; Value: string }[] = [],
): Promise<unknown> {
  const MetricStat = { Metric: { Namespace: 'Orders', MetricName, Dimensions }, Stat, Period: 60 }
  const [StartTime, EndTime] = [new Date('2026-11-25T09:00:00Z'), new Date('2026-11-25T11:00:00Z')]
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({ StartTime, EndTime, MetricDataQueries: [{ Id: 'a', MetricStat }] }),
  )
  return MetricDataResults?.[0]?.Values
}

test('metrics that a client puts are added up by period', async () => {
  const datum = (Value: number) => ({ MetricName: 'rows', Value, Timestamp: at })
  await client.send(
    new PutMetricDataCommand({
      Namespace: 'Orders',
      MetricData: [datum(1), datum(2), { MetricName: 'rows', Values: [10], Counts: [3], Timestamp: at }],
    }),
  )
  expect(await read('Sum', 'rows')).toEqual([33])
  expect(await read('SampleCount', 'rows')).toEqual([5])
  expect(await read('Maximum', 'rows')).toEqual([10])
})

test('log lines in the embedded metric format are metrics, all others only lines', async () => {
  const { logs } = tested.plane.context
  const directive = { Namespace: 'Orders', Dimensions: [['service']], Metrics: [{ Name: 'loaded', Unit: 'Count' }] }
  logs.write(
    '/g',
    's',
    JSON.stringify({ _aws: { Timestamp: at.getTime(), CloudWatchMetrics: [directive] }, service: 'load', loaded: 7 }),
    at,
  )
  for (const line of ['plain', '{"CloudWatchMetrics"', '{"_aws":{"CloudWatchMetrics":1}}'])
    expect(() => logs.write('/g', 's', line, at)).not.toThrow()
  expect(await read('Sum', 'loaded', [{ Name: 'service', Value: 'load' }])).toEqual([7])
  expect(await read('Sum', 'loaded')).toEqual([])
})
