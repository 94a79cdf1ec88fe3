import { randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { bytes, optionalText, text } from '../../input.ts'
import type { Call, Input, PlaneContext, RestBinding, Service } from '../../service.ts'
import { createAsyncInvocations, type EventInvokeConfig } from './async-invocations.ts'
import { openCodeStore } from './code.ts'
import {
  describeFunction,
  type FunctionDocument,
  type LayerDocument,
  latest,
  openFunctions,
  parseReference,
} from './functions.ts'
import { checkPermission, isPublic, type PermissionDocument } from './permissions.ts'
import { createPool } from './pool.ts'
import { lambdaResources, standardInvokeConfig } from './resources.ts'
import { answerUrl } from './url-invocation.ts'
import { openUrls, urlPath } from './urls.ts'

const largestSyncBytes = 6_291_456
const largestAnswerBytes = 6_291_556
const largestAsyncBytes = 1_048_576

/** Lambda: the built bundle in worker threads, with the real handler, environment, context, timeout and error names. */
export function createLambdaService(plane: PlaneContext): Service {
  const functions = openFunctions(plane)
  const code = openCodeStore(plane)
  const layers = plane.store.collection<LayerDocument>('lambda-layers')
  const permissions = plane.store.collection<PermissionDocument>('lambda-permissions')
  const invokeConfigs = plane.store.collection<EventInvokeConfig>('lambda-event-invoke-configs')
  const pool = createPool(plane, code, (arn) => layers.get(arn) as LayerDocument)
  const urls = openUrls(plane)
  const pending = createAsyncInvocations(plane, {
    find: functions.find,
    configOf: ({ name }, qualifier) => invokeConfigs.get(`${name}:${qualifier}`) ?? standardInvokeConfig,
    run: async (document, requestId, event) =>
      (await pool.run(document, { requestId, event, invokedFunctionArn: qualifiedArn(document) })).answer,
  })

  async function invoke(input: Input, call: Call): Promise<Record<string, unknown>> {
    const reference = text(input, 'FunctionName')
    const qualifier = optionalText(input, 'Qualifier') ?? parseReference(reference).qualifier ?? latest
    const document = functions.find(reference, qualifier)
    checkPermission(permissions, document.name, qualifier, call.principal)
    const event = readPayload(input)
    const type = optionalText(input, 'InvocationType') ?? 'RequestResponse'
    if (type === 'DryRun') return { StatusCode: 204 }
    if (type === 'Event') {
      checkSize(event, largestAsyncBytes)
      pending.accept(document, qualifier, event)
      return { StatusCode: 202, Payload: new Uint8Array() }
    }
    if (type !== 'RequestResponse') {
      throw new ServiceError(
        'InvalidParameterValueException',
        `InvocationType ${type} is none of RequestResponse, Event, DryRun`,
      )
    }
    checkSize(event, largestSyncBytes)
    const clientContext = optionalText(input, 'ClientContext')
    const { answer, tail } = await pool.run(document, {
      requestId: randomUUID(),
      event,
      invokedFunctionArn: qualifier === latest ? document.arn : `${document.arn}:${qualifier}`,
      ...(clientContext === undefined ? {} : { clientContext: Buffer.from(clientContext, 'base64').toString('utf8') }),
    })
    const { Payload, FunctionError } = answerOf(answer)
    return {
      StatusCode: 200,
      ExecutedVersion: document.version,
      Payload,
      ...(FunctionError === undefined ? {} : { FunctionError }),
      ...(optionalText(input, 'LogType') === 'Tail' ? { LogResult: Buffer.from(tail).toString('base64') } : {}),
    }
  }

  return {
    name: 'lambda',
    rest,
    operations: {
      Invoke: invoke,
      GetFunction: (input) => {
        const document = functions.find(text(input, 'FunctionName'), optionalText(input, 'Qualifier'))
        const { reservedConcurrency } = document
        return {
          Configuration: describeFunction(document),
          Code: { RepositoryType: 'S3' },
          Tags: document.tags,
          Concurrency:
            reservedConcurrency === undefined ? undefined : { ReservedConcurrentExecutions: reservedConcurrency },
        }
      },
      ListFunctions: () => ({ Functions: functions.list().map(describeFunction) }),
    },
    resources: lambdaResources({
      plane,
      functions,
      code,
      layers,
      permissions,
      invokeConfigs,
      urls,
      retire: pool.retire,
    }),
    web: {
      [urlPath]: (request) =>
        answerUrl(plane, request, {
          find: (id) => {
            const url = urls.find(id)
            return url && functions.find(url.functionArn)
          },
          isPublic: (name) => isPublic(permissions, name),
          run: async (document, requestId, event) =>
            (await pool.run(document, { requestId, event, invokedFunctionArn: qualifiedArn(document) })).answer,
          largestEventBytes: largestSyncBytes,
        }),
    },
    start: async () => pending.resume(),
    stop: async () => {
      const waiting = pending.stop()
      await pool.stop()
      await waiting
    },
  }
}

const rest: Readonly<Record<string, RestBinding>> = {
  Invoke: {
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    query: { Qualifier: 'Qualifier' },
    headers: {
      'X-Amz-Invocation-Type': 'InvocationType',
      'X-Amz-Log-Type': 'LogType',
      'X-Amz-Client-Context': 'ClientContext',
    },
    payload: 'Payload',
    response: {
      statusMember: 'StatusCode',
      payload: 'Payload',
      headers: {
        FunctionError: 'X-Amz-Function-Error',
        LogResult: 'X-Amz-Log-Result',
        ExecutedVersion: 'X-Amz-Executed-Version',
      },
    },
  },
  GetFunction: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}', query: { Qualifier: 'Qualifier' } },
  ListFunctions: { method: 'GET', path: '/2015-03-31/functions' },
}

function qualifiedArn({ arn, version }: FunctionDocument): string {
  return version === latest ? arn : `${arn}:${version}`
}

/** The event as JSON text; none is `{}`, as in Lambda's own clients. */
function readPayload(input: Input): string {
  if (input.Payload === undefined || input.Payload === null) return '{}'
  const payload = Buffer.from(bytes(input, 'Payload')).toString('utf8')
  if (payload === '') return '{}'
  try {
    JSON.parse(payload)
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    )
  }
  return payload
}

function checkSize(event: string, limit: number): void {
  const size = Buffer.byteLength(event)
  if (size > limit) {
    throw new ServiceError(
      'RequestEntityTooLargeException',
      `${size} byte payload is too large for the limit of ${limit} bytes`,
      413,
    )
  }
}

function answerOf(answer: { readonly result: string } | { readonly failure: unknown }): {
  readonly Payload: Uint8Array
  readonly FunctionError?: string
} {
  if ('failure' in answer) return { Payload: Buffer.from(JSON.stringify(answer.failure)), FunctionError: 'Unhandled' }
  const Payload = Buffer.from(answer.result)
  if (Payload.length <= largestAnswerBytes) return { Payload }
  const failure = {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${largestAnswerBytes} bytes).`,
  }
  return { Payload: Buffer.from(JSON.stringify(failure)), FunctionError: 'Unhandled' }
}
