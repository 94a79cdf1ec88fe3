import { ServiceError } from '../../errors.ts'
import { isRecord, list, number, optionalNumber, optionalText, record, records, text } from '../../input.ts'
import type { Input, Operation, PlaneContext, ResourceType, Service } from '../../service.ts'
import { type Datum, datumOf, type Metrics } from './metrics.ts'

interface Alarm {
  readonly name: string
  readonly arn: string
  readonly properties: Input
}

/** CloudWatch: metrics are kept and can be asked for; alarms and dashboards are kept, not evaluated. */
export function createMonitoringService(plane: PlaneContext, metrics: Metrics): Service {
  const alarms = plane.store.collection<Alarm>('alarms')
  const dashboards = plane.store.collection<{ readonly name: string; readonly body: string }>('dashboards')
  return {
    name: 'monitoring',
    operations: {
      ...metricOperations(plane, metrics),
      DescribeAlarms: () => ({
        MetricAlarms: alarms.list().map(({ name, arn, properties }) => ({
          AlarmName: name,
          AlarmArn: arn,
          AlarmDescription: properties.AlarmDescription,
          MetricName: properties.MetricName,
          Namespace: properties.Namespace,
          ComparisonOperator: properties.ComparisonOperator,
          Threshold: optionalNumber(properties, 'Threshold'),
          StateValue: 'INSUFFICIENT_DATA',
          StateReason: 'Alarms are not evaluated in this local plane',
        })),
      }),
      GetDashboard: (input) => {
        const dashboard = dashboards.get(text(input, 'DashboardName'))
        if (!dashboard)
          throw new ServiceError(
            'DashboardNotFoundError',
            `Dashboard ${text(input, 'DashboardName')} does not exist`,
            404,
          )
        return { DashboardName: dashboard.name, DashboardBody: dashboard.body }
      },
    },
    resources: { 'AWS::CloudWatch::Alarm': alarmType(alarms), 'AWS::CloudWatch::Dashboard': dashboardType(dashboards) },
  }
}

function metricOperations(plane: PlaneContext, metrics: Metrics): Record<string, Operation> {
  return {
    PutMetricData: (input) => {
      for (const datum of records(input, 'MetricData')) metrics.add(readDatum(plane, text(input, 'Namespace'), datum))
      return {}
    },
    ListMetrics: (input) => {
      const name = optionalText(input, 'MetricName')
      const seen = new Map<string, unknown>()
      for (const datum of metrics.read(optionalText(input, 'Namespace'))) {
        if (name !== undefined && datum.name !== name) continue
        const shown = {
          Namespace: datum.namespace,
          MetricName: datum.name,
          Dimensions: showDimensions(datum.dimensions),
        }
        seen.set(JSON.stringify(shown), shown)
      }
      return { Metrics: [...seen.values()] }
    },
    GetMetricData: (input) => {
      const [from, to] = [timeOf(input, 'StartTime'), timeOf(input, 'EndTime')]
      return { MetricDataResults: records(input, 'MetricDataQueries').map((query) => answer(metrics, query, from, to)) }
    },
  }
}

function readDatum(plane: PlaneContext, namespace: string, input: Input): Datum {
  const place = {
    namespace,
    name: text(input, 'MetricName'),
    dimensions: readDimensions(input),
    at: input.Timestamp === undefined ? plane.clock.now().getTime() : timeOf(input, 'Timestamp'),
    unit: optionalText(input, 'Unit') ?? 'None',
  }
  if (isRecord(input.StatisticValues)) {
    const { StatisticValues: set } = input
    return {
      ...place,
      sum: number(set, 'Sum'),
      count: number(set, 'SampleCount'),
      minimum: number(set, 'Minimum'),
      maximum: number(set, 'Maximum'),
    }
  }
  const values = list(input, 'Values').map(Number)
  return datumOf(place, values.length > 0 ? values : [number(input, 'Value')], list(input, 'Counts').map(Number))
}

function readDimensions(input: Input): Record<string, string> {
  return Object.fromEntries(records(input, 'Dimensions').map((each) => [text(each, 'Name'), text(each, 'Value')]))
}

function showDimensions(dimensions: Readonly<Record<string, string>>): unknown {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
}

function answer(metrics: Metrics, query: Input, from: number, to: number): unknown {
  if (query.Expression !== undefined)
    throw new ServiceError('UnsupportedOperation', 'Metric math is not in this local plane', 501)
  const stat = record(query, 'MetricStat')
  const metric = record(stat, 'Metric')
  const statistic = text(stat, 'Stat')
  const period = number(stat, 'Period') * 1000
  const wanted = JSON.stringify(Object.entries(readDimensions(metric)).sort())
  const buckets = new Map<number, Datum[]>()
  for (const datum of metrics.read(text(metric, 'Namespace'))) {
    if (datum.name !== text(metric, 'MetricName') || datum.at < from || datum.at >= to) continue
    if (JSON.stringify(Object.entries(datum.dimensions).sort()) !== wanted) continue
    const start = Math.floor(datum.at / period) * period
    buckets.set(start, [...(buckets.get(start) ?? []), datum])
  }
  const starts = [...buckets.keys()].sort((one, other) => other - one)
  return {
    Id: text(query, 'Id'),
    Label: optionalText(query, 'Label') ?? text(metric, 'MetricName'),
    StatusCode: 'Complete',
    Timestamps: starts.map((start) => new Date(start)),
    Values: starts.map((start) => reduce(statistic, buckets.get(start) ?? [])),
  }
}

function reduce(statistic: string, data: readonly Datum[]): number {
  const total = (pick: (datum: Datum) => number) => data.reduce((sum, datum) => sum + pick(datum), 0)
  if (statistic === 'Sum') return total(({ sum }) => sum)
  if (statistic === 'SampleCount') return total(({ count }) => count)
  if (statistic === 'Average') return total(({ sum }) => sum) / total(({ count }) => count)
  if (statistic === 'Minimum') return Math.min(...data.map(({ minimum }) => minimum))
  if (statistic === 'Maximum') return Math.max(...data.map(({ maximum }) => maximum))
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1]
  if (percent === undefined)
    throw new ServiceError('UnsupportedOperation', `The statistic ${statistic} is not in this local plane`, 501)
  const values = data.flatMap(({ values: known = [] }) => known).sort((one, other) => one - other)
  return values[Math.max(0, Math.ceil((Number(percent) / 100) * values.length) - 1)] ?? Number.NaN
}

/** Milliseconds: CBOR brings dates, JSON epoch seconds. */
function timeOf(input: Input, member: string): number {
  const value = input[member]
  if (value instanceof Date) return value.getTime()
  return typeof value === 'string' && Number.isNaN(Number(value))
    ? new Date(value).getTime()
    : number(input, member) * 1000
}

type Alarms = { put(id: string, alarm: Alarm): void; delete(id: string): boolean }

function alarmType(alarms: Alarms): ResourceType {
  const keep = (name: string, place: string, properties: Input) => {
    const arn = `arn:aws:cloudwatch:${place}:alarm:${name}`
    alarms.put(name, { name, arn, properties })
    return { physicalId: name, attributes: { Arn: arn } }
  }
  return {
    properties:
      'ActionsEnabled AlarmActions AlarmDescription AlarmName ComparisonOperator DatapointsToAlarm Dimensions EvaluateLowSampleCountPercentile EvaluationPeriods ExtendedStatistic InsufficientDataActions MetricName Metrics Namespace OKActions Period Statistic Tags Threshold ThresholdMetricId TreatMissingData Unit'.split(
        ' ',
      ),
    required: ['ComparisonOperator', 'EvaluationPeriods'],
    createOnly: ['AlarmName'],
    create: (properties, context) =>
      keep(
        optionalText(properties, 'AlarmName') ?? context.generatedName(255),
        `${context.region}:${context.accountId}`,
        properties,
      ),
    update: (name, properties, _previous, context) => keep(name, `${context.region}:${context.accountId}`, properties),
    delete: (name) => {
      alarms.delete(name)
    },
  }
}

function dashboardType(dashboards: {
  put(id: string, dashboard: { readonly name: string; readonly body: string }): void
  delete(id: string): boolean
}): ResourceType {
  const keep = (name: string, properties: Input) => {
    const body = text(properties, 'DashboardBody')
    try {
      JSON.parse(body)
    } catch {
      throw new ServiceError('InvalidParameterInput', 'The dashboard body is not JSON')
    }
    dashboards.put(name, { name, body })
    return { physicalId: name, attributes: {} }
  }
  return {
    properties: ['DashboardName', 'DashboardBody'],
    required: ['DashboardBody'],
    createOnly: ['DashboardName'],
    create: (properties, context) =>
      keep(optionalText(properties, 'DashboardName') ?? context.generatedName(255), properties),
    update: (name, properties) => keep(name, properties),
    delete: (name) => {
      dashboards.delete(name)
    },
  }
}
