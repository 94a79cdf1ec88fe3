import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import { optionalFlag, optionalNumber, optionalText, records, text, texts } from '../../input.ts'
import { logFile } from '../../logs.ts'
import type { Created, Input, Operation, PlaneContext, ResourceType, Service } from '../../service.ts'
import { compareKeys } from '../s3/keys.ts'

interface Group {
  readonly name: string
  readonly created: string
  /** Kept; nothing is removed by age here. */
  readonly retentionDays?: number
}

interface Line {
  readonly timestamp: number
  readonly message: string
}

/** CloudWatch Logs over the files that LogSink writes. A group that something wrote to exists, declared or not. */
export function createLogsService(plane: PlaneContext): Service {
  const groups = plane.store.collection<Group>('log-groups')
  const folder = join(plane.stateDir, 'logs')
  return {
    name: 'logs',
    operations: { ...groupOperations(plane, folder, groups), ...readOperations(folder) },
    resources: {
      'AWS::Logs::LogGroup': groupType(plane, folder, groups),
      'AWS::Logs::LogStream': {
        properties: ['LogGroupName', 'LogStreamName'],
        required: ['LogGroupName'],
        create: (properties, context) => ({
          physicalId: optionalText(properties, 'LogStreamName') ?? context.generatedName(),
          attributes: {},
        }),
        delete: () => {},
      },
    },
  }
}

type Groups = {
  get(id: string): Group | undefined
  put(id: string, group: Group): void
  delete(id: string): boolean
  ids(): readonly string[]
}

function groupOperations(plane: PlaneContext, folder: string, groups: Groups): Record<string, Operation> {
  const arnOf = (name: string) => `arn:aws:logs:${plane.region}:${plane.accountId}:log-group:${name}`
  return {
    CreateLogGroup: (input) => {
      const name = text(input, 'logGroupName')
      if (groups.get(name))
        throw new ServiceError('ResourceAlreadyExistsException', 'The specified log group already exists')
      groups.put(name, { name, created: plane.clock.now().toISOString() })
      return {}
    },
    DeleteLogGroup: (input) => {
      const name = text(input, 'logGroupName')
      if (!groups.get(name) && !hasFiles(folder, name)) throw notFound('log group')
      groups.delete(name)
      rmSync(dirname(logFile(folder, name, 'x')), { recursive: true, force: true })
      return {}
    },
    /** A stream appears with its first line. */
    CreateLogStream: (input) => {
      text(input, 'logStreamName')
      const name = text(input, 'logGroupName')
      if (!groups.get(name) && !hasFiles(folder, name)) throw notFound('log group')
      return {}
    },
    PutLogEvents: (input) => {
      const group = text(input, 'logGroupName')
      if (!groups.get(group) && !hasFiles(folder, group)) throw notFound('log group')
      for (const event of records(input, 'logEvents')) {
        const at = optionalNumber(event, 'timestamp')
        plane.logs.write(
          group,
          text(input, 'logStreamName'),
          text(event, 'message'),
          at === undefined ? undefined : new Date(at),
        )
      }
      return {}
    },
    DescribeLogGroups: (input) => {
      const prefix = optionalText(input, 'logGroupNamePrefix') ?? ''
      const written = existsSync(folder) ? readdirSync(folder).map(decodeURIComponent) : []
      const names = [...new Set([...groups.ids(), ...written])]
        .filter((name) => name.startsWith(prefix))
        .sort(compareKeys)
      return {
        logGroups: names.map((name) => ({
          logGroupName: name,
          arn: `${arnOf(name)}:*`,
          logGroupArn: arnOf(name),
          creationTime: new Date(groups.get(name)?.created ?? 0).getTime(),
          retentionInDays: groups.get(name)?.retentionDays,
        })),
      }
    },
    DescribeLogStreams: (input) => {
      const group = text(input, 'logGroupName')
      if (!groups.get(group) && !hasFiles(folder, group)) throw notFound('log group')
      const prefix = optionalText(input, 'logStreamNamePrefix') ?? ''
      const streams = streamsOf(folder, group).filter((name) => name.startsWith(prefix))
      return {
        logStreams: streams.map((logStreamName) => {
          const lines = readLines(folder, group, logStreamName)
          return {
            logStreamName,
            firstEventTimestamp: lines[0]?.timestamp,
            lastEventTimestamp: lines.at(-1)?.timestamp,
          }
        }),
      }
    },
  }
}

function readOperations(folder: string): Record<string, Operation> {
  return {
    GetLogEvents: (input) => {
      const group = text(input, 'logGroupName')
      if (!hasFiles(folder, group)) throw notFound('log stream')
      const lines = within(input, readLines(folder, group, text(input, 'logStreamName')))
      const from = Number((optionalText(input, 'nextToken') ?? 'f/0').slice(2))
      const page = lines.slice(from, from + (optionalNumber(input, 'limit') ?? 10_000))
      const token = `f/${from + page.length}`
      return {
        events: page.map((line) => ({ ...line, ingestionTime: line.timestamp })),
        nextForwardToken: token,
        nextBackwardToken: optionalFlag(input, 'startFromHead') ? 'b/0' : token,
      }
    },
    /** The pattern is a term (or a quoted phrase) that the message must hold; other pattern syntax is refused. */
    FilterLogEvents: (input) => {
      const group = text(input, 'logGroupName')
      const pattern = optionalText(input, 'filterPattern')?.trim() ?? ''
      if (/^[{[]|[?*%]/.test(pattern))
        throw new ServiceError('UnsupportedOperation', `The filter pattern ${pattern} is not in this local plane`, 501)
      const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
      const wanted = texts(input, 'logStreamNames')
      const prefix = optionalText(input, 'logStreamNamePrefix') ?? ''
      const streams = streamsOf(folder, group).filter(
        (name) => name.startsWith(prefix) && (wanted.length === 0 || wanted.includes(name)),
      )
      const found = streams
        .flatMap((logStreamName) =>
          within(input, readLines(folder, group, logStreamName)).map((line) => ({ logStreamName, ...line })),
        )
        .filter(({ message }) => terms.every((term) => message.includes(term)))
        .sort((one, other) => one.timestamp - other.timestamp)
      const from = Number(optionalText(input, 'nextToken') ?? 0)
      const to = from + (optionalNumber(input, 'limit') ?? 10_000)
      return {
        events: found
          .slice(from, to)
          .map((line, index) => ({ ...line, ingestionTime: line.timestamp, eventId: String(from + index) })),
        nextToken: to < found.length ? String(to) : undefined,
      }
    },
  }
}

function groupType(plane: PlaneContext, folder: string, groups: Groups): ResourceType {
  const keep = (name: string, properties: Input): Created => {
    const retentionDays = optionalNumber(properties, 'RetentionInDays')
    const created = groups.get(name)?.created ?? plane.clock.now().toISOString()
    groups.put(name, { name, created, ...(retentionDays === undefined ? {} : { retentionDays }) })
    return {
      physicalId: name,
      attributes: { Arn: `arn:aws:logs:${plane.region}:${plane.accountId}:log-group:${name}:*` },
    }
  }
  return {
    properties: ['LogGroupName', 'RetentionInDays', 'KmsKeyId', 'LogGroupClass', 'Tags'],
    createOnly: ['LogGroupName'],
    create: (properties, context) => {
      const name = optionalText(properties, 'LogGroupName') ?? context.generatedName(512)
      if (groups.get(name)) throw new ServiceError('AlreadyExists', `${name} already exists`)
      return keep(name, properties)
    },
    update: (name, properties) => keep(name, properties),
    delete: (name) => {
      groups.delete(name)
      rmSync(dirname(logFile(folder, name, 'x')), { recursive: true, force: true })
    },
  }
}

function within(input: Input, lines: readonly Line[]): readonly Line[] {
  const start = optionalNumber(input, 'startTime') ?? Number.NEGATIVE_INFINITY
  const end = optionalNumber(input, 'endTime') ?? Number.POSITIVE_INFINITY
  return lines.filter(({ timestamp }) => timestamp >= start && timestamp <= end)
}

function streamsOf(folder: string, group: string): readonly string[] {
  const path = dirname(logFile(folder, group, 'x'))
  if (!existsSync(path)) return []
  return readdirSync(path)
    .map((file) => decodeURIComponent(file.replace(/\.jsonl$/, '')))
    .sort()
}

function readLines(folder: string, group: string, stream: string): readonly Line[] {
  const path = logFile(folder, group, stream)
  if (!existsSync(path)) throw notFound('log stream')
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

function hasFiles(folder: string, group: string): boolean {
  return existsSync(dirname(logFile(folder, group, 'x')))
}

function notFound(what: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The specified ${what} does not exist.`)
}
