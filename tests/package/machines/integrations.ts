/** A service integration that our machines may use. */
export interface Integration {
  /** What its errors begin with. */
  readonly prefix: string
  /** Members that the call cannot do without. */
  readonly required: readonly string[]
  /** Errors of the service by botocore's model, and those that every integration has. */
  readonly errors: readonly string[]
}

const redshiftData = (required: readonly string[]): Integration => ({
  prefix: 'RedshiftData',
  required,
  errors: [
    'ActiveSessionsExceededException',
    'ActiveStatementsExceededException',
    'ActiveWaitingRequestsExceededException',
    'BatchExecuteStatementException',
    'DatabaseConnectionException',
    'ExecuteStatementException',
    'InternalServerException',
    'QueryTimeoutException',
    'ResourceNotFoundException',
    'ValidationException',
    'AccessDeniedException',
    'ThrottlingException',
    'SdkClientException',
  ],
})

/** A submission without token is made twice when its answer is lost. */
const submission = (what: string) => redshiftData([what, 'WorkgroupName', 'Database', 'ClientToken'])

export const integrations: Readonly<Record<string, Integration>> = {
  'arn:aws:states:::lambda:invoke': {
    prefix: 'Lambda',
    required: ['FunctionName'],
    errors: [
      'ServiceException',
      'AWSLambdaException',
      'SdkClientException',
      'TooManyRequestsException',
      'ClientExecutionTimeoutException',
      'ResourceNotFoundException',
      'Unknown',
    ],
  },
  'arn:aws:states:::glue:startJobRun.sync': {
    prefix: 'Glue',
    required: ['JobName'],
    errors: [
      'ConcurrentRunsExceededException',
      'EntityNotFoundException',
      'InternalServiceException',
      'InvalidInputException',
      'OperationTimeoutException',
      'ResourceNumberLimitExceededException',
      'AccessDeniedException',
      'ThrottlingException',
      'SdkClientException',
    ],
  },
  'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement': submission('Sqls'),
  'arn:aws:states:::aws-sdk:redshiftdata:executeStatement': submission('Sql'),
  'arn:aws:states:::aws-sdk:redshiftdata:describeStatement': redshiftData(['Id']),
  'arn:aws:states:::aws-sdk:redshiftdata:cancelStatement': redshiftData(['Id']),
}

/** The language's own error names. */
export const languageErrors: readonly string[] = [
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]
