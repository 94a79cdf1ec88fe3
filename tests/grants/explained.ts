/** Grants that no run on the local plane uses, and who uses them. */
export interface Explained {
  /**
   * `service`: a service asks in the role's name, where the plane does not. `aws`: needed on AWS alone. `fault`: our own code asks, after a
   * fault that a run here does not make; the source is the test that shows it.
   */
  readonly kind: 'service' | 'aws' | 'fault'
  readonly role: RegExp
  readonly actions: readonly string[]
  /** Absent: whatever the role has the actions on. */
  readonly resources?: readonly string[]
  readonly because: string
  /** Page of AWS's documentation, or a test of this repository. */
  readonly source: string
}

export const explained: readonly Explained[] = [
  {
    kind: 'service',
    role: /-(?:claim-batch|open-batch|check-quality|plan-load|plan-marts|confirm-load|publish-batch|fail-batch|migrate-warehouse|ingest-events)$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    because: 'Lambda writes a function’s log in the name of its role',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
  },
  {
    kind: 'service',
    role: /StreamRole/,
    actions: [
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
    ],
    because: 'Firehose delivers large objects in parts, and looks at what it delivered before it tries again',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3',
  },
  {
    kind: 'service',
    role: /StreamRole/,
    actions: ['s3:PutObject'],
    resources: ['arn:aws:s3:::*/errors/*'],
    because:
      'what Firehose cannot process goes under the error prefix; a stream without conversion has nothing of the kind in a run that works',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html',
  },
  {
    kind: 'service',
    role: /StreamRole/,
    actions: ['kms:Decrypt'],
    because: 'S3 reads the parts of a large object again when Firehose completes it',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3',
  },
  {
    kind: 'service',
    role: /StreamRole/,
    actions: ['logs:PutLogEvents'],
    because: 'Firehose writes the errors of a delivery in the name of the stream’s role',
    source: 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3',
  },
  {
    kind: 'service',
    role: /-conform-events$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    because: 'Glue writes a run’s log in the name of the job’s role',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html',
  },
  {
    kind: 'service',
    role: /-conform-events$/,
    actions: ['s3:ListBucket'],
    resources: ['arn:aws:s3:::*-artifacts-*'],
    because: 'Glue looks up the script, the package and the wheels that a job names before it loads them',
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSGlueServiceRole.html',
  },
  {
    kind: 'fault',
    role: /-conform-events$/,
    actions: ['s3:ListBucket', 's3:DeleteObject'],
    resources: ['arn:aws:s3:::*-curated-*', 'arn:aws:s3:::*-quarantine-*'],
    because: 'the job deletes what a task of its own wrote before it died; Spark had to run a task again',
    source: 'tests/glue/test_spark.py',
  },
  {
    kind: 'service',
    role: /RuleRole/,
    actions: ['firehose:PutRecord'],
    because: 'EventBridge puts single events or batches of them, as it sees fit',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html',
  },
  {
    kind: 'service',
    role: /-state-machines$/,
    actions: ['glue:GetJobRuns', 'glue:BatchStopJobRun'],
    because: 'Step Functions follows a run that it waits for, and stops it when the execution is stopped',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html',
  },
  {
    kind: 'service',
    role: /-check-quality$/,
    actions: ['kms:Decrypt'],
    resources: ['arn:aws:kms:*:*:key/*CuratedKey*'],
    because: 'Athena reads the result of a query, which is kept under this key, in the name of who asks for it',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/encryption.html',
  },
  {
    kind: 'aws',
    role: /-state-machines$/,
    actions: [
      ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
      ...[
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ],
    ],
    because: 'a machine’s log is set up in the name of its role',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  },
  {
    kind: 'aws',
    role: /-(?:claim-batch|open-batch|check-quality|plan-load|plan-marts|confirm-load|publish-batch|fail-batch|migrate-warehouse|ingest-events|state-machines)$/,
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    because: 'Lambda and Step Functions send traces in the name of the role',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  },
  {
    kind: 'aws',
    role: /-state-machines$/,
    actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    because: 'Step Functions asks which executions it is to trace',
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html',
  },
  {
    kind: 'service',
    role: /-check-quality$/,
    actions: ['s3:ListBucket', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    resources: ['arn:aws:s3:::*-query-results-*'],
    because: 'Athena writes large results in parts, in the name of who asks',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html',
  },
  {
    kind: 'service',
    role: /-check-quality$/,
    actions: ['glue:GetDatabase'],
    resources: ['arn:aws:glue:*:*:database/default'],
    because: 'Athena looks for the default database of the region, whatever it is asked',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html',
  },
  {
    kind: 'fault',
    role: /-check-quality$/,
    actions: ['athena:StopQueryExecution'],
    because: 'a question that is not answered in a minute is taken back',
    source: 'tests/unit/runtime/athena-query.test.ts',
  },
  {
    kind: 'fault',
    role: /-publish-batch$/,
    actions: ['glue:BatchGetPartition'],
    because: 'a batch that is published again looks where its partitions point to',
    source: 'tests/unit/functions/partitions.test.ts',
  },
  {
    kind: 'service',
    role: /-warehouse-copy$/,
    actions: ['s3:ListBucket', 's3:GetBucketLocation'],
    because: 'COPY looks up where a bucket lies and what a prefix holds before it reads',
    source: 'https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html',
  },
]
