import { randomBytes } from 'node:crypto'
import { ServiceError, unsupported } from '../../errors.ts'
import { optionalText, text } from '../../input.ts'
import type { Created, PlaneContext, ResourceType } from '../../service.ts'
import { type Functions, latest } from './functions.ts'

/** The URL of one function. */
export interface UrlDocument {
  /** First label of the host on AWS, first step of the path here. */
  readonly id: string
  /** With its version unless that is `$LATEST`. */
  readonly functionArn: string
}

/** Function URLs are paths of the plane's own address: no name has to be resolved, no certificate trusted. */
export const urlPath = '/_lambda-url/'

export interface FunctionUrls {
  find(id: string): UrlDocument | undefined
  has(functionArn: string): boolean
  create(functionArn: string): UrlDocument
  delete(functionArn: string): void
  addressOf(url: UrlDocument): string
}

export function openUrls(plane: PlaneContext): FunctionUrls {
  const documents = plane.store.collection<UrlDocument>('lambda-urls')
  return {
    find: (id) => documents.list().find((url) => url.id === id),
    has: (functionArn) => documents.get(functionArn) !== undefined,
    create: (functionArn) => {
      const url = { id: randomBytes(16).toString('hex'), functionArn }
      documents.put(functionArn, url)
      return url
    },
    delete: (functionArn) => {
      documents.delete(functionArn)
    },
    addressOf: ({ id }) => `${plane.endpoint()}${urlPath}${id}/`,
  }
}

export function urlResource(urls: FunctionUrls, functions: Functions): ResourceType {
  return {
    properties: ['TargetFunctionArn', 'AuthType', 'InvokeMode'],
    required: ['TargetFunctionArn', 'AuthType'],
    createOnly: ['TargetFunctionArn', 'AuthType', 'InvokeMode'],
    create: (properties): Created => {
      const authType = text(properties, 'AuthType')
      if (authType !== 'NONE') throw unsupported(`Lambda function URL with AuthType ${authType}`)
      const mode = optionalText(properties, 'InvokeMode') ?? 'BUFFERED'
      if (mode !== 'BUFFERED') throw unsupported(`Lambda function URL with InvokeMode ${mode}`)
      const { arn, version } = functions.find(text(properties, 'TargetFunctionArn'))
      const FunctionArn = version === latest ? arn : `${arn}:${version}`
      if (urls.has(FunctionArn)) {
        throw new ServiceError(
          'ResourceConflictException',
          `Failed to create function url config for [functionArn = ${FunctionArn}]`,
          409,
        )
      }
      const FunctionUrl = urls.addressOf(urls.create(FunctionArn))
      return { physicalId: FunctionArn, attributes: { FunctionArn, FunctionUrl } }
    },
    delete: (functionArn) => urls.delete(functionArn),
  }
}
