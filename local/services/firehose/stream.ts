import { ServiceError, unsupported } from '../../errors.ts'
import {
  isRecord,
  optionalFlag,
  optionalNumber,
  optionalRecord,
  optionalText,
  record,
  records,
  text,
} from '../../input.ts'
import type { Input } from '../../service.ts'
import { checkPrefixes } from './prefix.ts'

export interface StreamDocument {
  readonly name: string
  readonly arn: string
  /** Counts updates; part of each object's name. */
  readonly version: number
  readonly destination: Destination
  /** ISO. */
  readonly createdAt: string
  readonly updatedAt?: string
}

export interface Destination {
  readonly bucketArn: string
  readonly bucket: string
  readonly roleArn: string
  readonly prefix?: string
  readonly errorPrefix?: string
  /** Bytes of one buffer before compression. */
  readonly bufferBytes: number
  readonly bufferSeconds: number
  readonly compression: 'GZIP' | 'UNCOMPRESSED'
  /** Replaces `.gz`. */
  readonly fileExtension?: string
  /** Put after each record. */
  readonly delimiter?: string
  readonly log?: { readonly group: string; readonly stream: string }
}

const mebibyte = 1024 * 1024
const known = [
  'BucketARN',
  'RoleARN',
  'Prefix',
  'ErrorOutputPrefix',
  'BufferingHints',
  'CompressionFormat',
  'FileExtension',
  'CustomTimeZone',
  'CloudWatchLoggingOptions',
  'ProcessingConfiguration',
  'EncryptionConfiguration',
  'S3BackupMode',
  'DynamicPartitioningConfiguration',
  'DataFormatConversionConfiguration',
]

/** Reads an `ExtendedS3DestinationConfiguration`. Throws InvalidArgumentException, or UnsupportedOperation with the feature's name. */
export function readDestination(properties: Input): Destination {
  for (const member of Object.keys(properties)) {
    if (!known.includes(member) && properties[member] !== undefined)
      throw unsupported(`Firehose S3 destination ${member}`)
  }
  refuseFeatures(properties)
  const bucketArn = text(properties, 'BucketARN')
  const prefix = optionalText(properties, 'Prefix')
  const errorPrefix = optionalText(properties, 'ErrorOutputPrefix')
  checkPrefixes(prefix, errorPrefix)
  const hints = optionalRecord(properties, 'BufferingHints') ?? {}
  const fileExtension = optionalText(properties, 'FileExtension')
  const delimiter = readDelimiter(optionalRecord(properties, 'ProcessingConfiguration'))
  const log = readLog(optionalRecord(properties, 'CloudWatchLoggingOptions'))
  return {
    bucketArn,
    bucket: bucketArn.slice(bucketArn.lastIndexOf(':') + 1),
    roleArn: text(properties, 'RoleARN'),
    bufferBytes: bounded(hints, 'SizeInMBs', 5, 1, 128) * mebibyte,
    bufferSeconds: bounded(hints, 'IntervalInSeconds', 300, 0, 900),
    compression: readCompression(optionalText(properties, 'CompressionFormat') ?? 'UNCOMPRESSED'),
    ...(prefix === undefined ? {} : { prefix }),
    ...(errorPrefix === undefined ? {} : { errorPrefix }),
    ...(fileExtension === undefined ? {} : { fileExtension }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(log === undefined ? {} : { log }),
  }
}

function refuseFeatures(properties: Input): void {
  const partitioning = optionalRecord(properties, 'DynamicPartitioningConfiguration')
  if (partitioning && optionalFlag(partitioning, 'Enabled'))
    throw unsupported('Firehose DynamicPartitioningConfiguration')
  const conversion = optionalRecord(properties, 'DataFormatConversionConfiguration')
  if (conversion && optionalFlag(conversion, 'Enabled') !== false) {
    throw unsupported('Firehose DataFormatConversionConfiguration')
  }
  const backup = optionalText(properties, 'S3BackupMode')
  if (backup !== undefined && backup !== 'Disabled') throw unsupported(`Firehose S3BackupMode ${backup}`)
  const zone = optionalText(properties, 'CustomTimeZone')
  if (zone !== undefined && zone !== 'UTC') throw unsupported(`Firehose CustomTimeZone ${zone}`)
}

function readCompression(format: string): Destination['compression'] {
  if (format === 'GZIP' || format === 'UNCOMPRESSED') return format
  throw unsupported(`Firehose CompressionFormat ${format}`)
}

function bounded(hints: Input, member: string, standard: number, least: number, most: number): number {
  const value = optionalNumber(hints, member) ?? standard
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new ServiceError(
    'InvalidArgumentException',
    `${member} must be a whole number from ${least} to ${most}, got ${value}`,
  )
}

/** The one processor that this plane has: AppendDelimiterToRecord. */
function readDelimiter(processing: Input | undefined): string | undefined {
  if (!processing || optionalFlag(processing, 'Enabled') === false) return undefined
  let delimiter: string | undefined
  for (const processor of records(processing, 'Processors')) {
    const type = text(processor, 'Type')
    if (type !== 'AppendDelimiterToRecord') throw unsupported(`Firehose processor ${type}`)
    delimiter = '\n'
    for (const parameter of records(processor, 'Parameters')) {
      const name = text(parameter, 'ParameterName')
      if (name !== 'Delimiter') throw unsupported(`Firehose processor parameter ${type} ${name}`)
      delimiter = withoutEscapes(text(parameter, 'ParameterValue'))
    }
  }
  return delimiter
}

/** Templates write the delimiter as `\\n`: backslash and letter. */
function withoutEscapes(value: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' }
  return value.replace(/\\([nrt\\])/g, (_, letter: string) => letters[letter] as string)
}

function readLog(options: Input | undefined): Destination['log'] {
  if (!isRecord(options) || !optionalFlag(options, 'Enabled')) return undefined
  return { group: text(options, 'LogGroupName'), stream: text(options, 'LogStreamName') }
}

/** What DescribeDeliveryStream says. */
export function describeStream(stream: StreamDocument): Record<string, unknown> {
  const { destination } = stream
  return {
    DeliveryStreamName: stream.name,
    DeliveryStreamARN: stream.arn,
    DeliveryStreamStatus: 'ACTIVE',
    DeliveryStreamType: 'DirectPut',
    VersionId: String(stream.version),
    CreateTimestamp: new Date(stream.createdAt),
    LastUpdateTimestamp: stream.updatedAt === undefined ? undefined : new Date(stream.updatedAt),
    HasMoreDestinations: false,
    Destinations: [
      {
        DestinationId: 'destinationId-000000000001',
        ExtendedS3DestinationDescription: {
          BucketARN: destination.bucketArn,
          RoleARN: destination.roleArn,
          Prefix: destination.prefix,
          ErrorOutputPrefix: destination.errorPrefix,
          BufferingHints: {
            SizeInMBs: destination.bufferBytes / mebibyte,
            IntervalInSeconds: destination.bufferSeconds,
          },
          CompressionFormat: destination.compression,
          EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
          S3BackupMode: 'Disabled',
        },
      },
    ],
  }
}

/** The destination of a stream's properties. Throws when they describe another kind of stream. */
export function readStreamProperties(properties: Input): Destination {
  const type = optionalText(properties, 'DeliveryStreamType') ?? 'DirectPut'
  if (type !== 'DirectPut') throw unsupported(`Firehose DeliveryStreamType ${type}`)
  return readDestination(record(properties, 'ExtendedS3DestinationConfiguration'))
}
