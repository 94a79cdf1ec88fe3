import { ServiceError, unsupported } from '../../errors.ts'
import { list, optionalFlag, optionalNumber, optionalRecord, optionalText, record, text } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceContext, ResourceType } from '../../service.ts'
import type { Collection } from '../../store.ts'
import type { EventInvokeConfig } from './async-invocations.ts'
import type { CodeStore } from './code.ts'
import {
  type Functions,
  functionProperties,
  type LayerDocument,
  latest,
  parseReference,
  readFunction,
} from './functions.ts'
import type { PermissionDocument } from './permissions.ts'
import { type FunctionUrls, urlResource } from './urls.ts'

export interface LambdaParts {
  readonly plane: PlaneContext
  readonly functions: Functions
  readonly code: CodeStore
  readonly layers: Collection<LayerDocument>
  readonly permissions: Collection<PermissionDocument>
  /** By `<function>:<qualifier>`. */
  readonly invokeConfigs: Collection<EventInvokeConfig>
  readonly urls: FunctionUrls
  retire(name: string): void
}

export function lambdaResources(parts: LambdaParts): Record<string, ResourceType> {
  return {
    'AWS::Lambda::Function': functionResource(parts),
    'AWS::Lambda::Version': versionResource(parts),
    'AWS::Lambda::Alias': aliasResource(parts),
    'AWS::Lambda::Permission': permissionResource(parts),
    'AWS::Lambda::EventInvokeConfig': invokeConfigResource(parts),
    'AWS::Lambda::LayerVersion': layerResource(parts),
    'AWS::Lambda::Url': urlResource(parts.urls, parts.functions),
  }
}

function functionResource({ plane, functions, code, layers, retire }: LambdaParts): ResourceType {
  async function put(name: string, properties: Input, context: ResourceContext): Promise<Created> {
    const content = await code.fetch(record(properties, 'Code'), context.principal)
    const document = readFunction(plane, name, content, properties)
    for (const arn of document.layerArns) {
      if (!layers.get(arn))
        throw new ServiceError('InvalidParameterValueException', `Layer version ${arn} does not exist.`)
    }
    plane.credentialsFor(document.roleArn)
    functions.put(document)
    retire(name)
    return { physicalId: name, attributes: { Arn: document.arn } }
  }
  return {
    properties: functionProperties,
    required: ['Code', 'Role', 'Handler', 'Runtime'],
    createOnly: ['FunctionName', 'PackageType'],
    create: (properties, context) => {
      const name = optionalText(properties, 'FunctionName') ?? context.generatedName(64)
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) {
        throw new ServiceError('ValidationException', `${name} is no name of a function`)
      }
      if (functions.has(name))
        throw new ServiceError('ResourceConflictException', `Function already exist: ${name}`, 409)
      return put(name, properties, context)
    },
    update: (name, properties, _previous, context) => put(name, properties, context),
    delete: (name) => {
      functions.delete(name)
      retire(name)
    },
  }
}

function versionResource({ functions }: LambdaParts): ResourceType {
  return {
    properties: ['FunctionName', 'CodeSha256', 'Description'],
    required: ['FunctionName'],
    create: (properties) => {
      const { name } = parseReference(text(properties, 'FunctionName'))
      const wanted = optionalText(properties, 'CodeSha256')
      const { sha256 } = functions.find(name).code
      if (wanted !== undefined && wanted !== sha256) {
        throw new ServiceError(
          'InvalidParameterValueException',
          `CodeSHA256 (${wanted}) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
        )
      }
      const { arn, version } = functions.publish(name, optionalText(properties, 'Description'))
      const FunctionArn = `${arn}:${version}`
      return { physicalId: FunctionArn, attributes: { FunctionArn, Version: version } }
    },
    delete: (physicalId) => {
      const { name, qualifier = '' } = parseReference(physicalId)
      functions.deleteVersion(name, qualifier)
    },
  }
}

function aliasResource({ functions }: LambdaParts): ResourceType {
  function put(properties: Input): Created {
    const target = functions.find(text(properties, 'FunctionName'), text(properties, 'FunctionVersion'))
    const name = text(properties, 'Name')
    functions.putAlias({ function: target.name, name, version: target.version })
    const AliasArn = `${target.arn}:${name}`
    return { physicalId: AliasArn, attributes: { AliasArn } }
  }
  return {
    properties: ['FunctionName', 'FunctionVersion', 'Name', 'Description'],
    required: ['FunctionName', 'FunctionVersion', 'Name'],
    createOnly: ['FunctionName', 'Name'],
    create: put,
    update: (_physicalId, properties) => put(properties),
    delete: (physicalId) => {
      const { name, qualifier = '' } = parseReference(physicalId)
      functions.deleteAlias(name, qualifier)
    },
  }
}

function permissionResource({ permissions, functions }: LambdaParts): ResourceType {
  return {
    properties: [
      'Action',
      'FunctionName',
      'Principal',
      'SourceArn',
      'SourceAccount',
      'FunctionUrlAuthType',
      'InvokedViaFunctionUrl',
    ],
    required: ['Action', 'FunctionName', 'Principal'],
    create: (properties, context) => {
      const { name, qualifier } = parseReference(text(properties, 'FunctionName'))
      functions.find(name, qualifier)
      const id = context.generatedName(100)
      const sourceArn = optionalText(properties, 'SourceArn')
      const sourceAccount = optionalText(properties, 'SourceAccount')
      const urlAuthType = optionalText(properties, 'FunctionUrlAuthType')
      permissions.put(id, {
        id,
        function: name,
        action: text(properties, 'Action'),
        principal: text(properties, 'Principal'),
        ...(qualifier === undefined ? {} : { qualifier }),
        ...(sourceArn === undefined ? {} : { sourceArn }),
        ...(sourceAccount === undefined ? {} : { sourceAccount }),
        ...(urlAuthType === undefined ? {} : { urlAuthType }),
        ...(optionalFlag(properties, 'InvokedViaFunctionUrl') ? { throughUrl: true as const } : {}),
      })
      return { physicalId: id, attributes: { Id: id } }
    },
    delete: (id) => {
      permissions.delete(id)
    },
  }
}

export const standardInvokeConfig: EventInvokeConfig = { maximumRetryAttempts: 2, maximumAgeSeconds: 21_600 }

function invokeConfigResource({ invokeConfigs, functions }: LambdaParts): ResourceType {
  function put(properties: Input): Created {
    const { name } = parseReference(text(properties, 'FunctionName'))
    const qualifier = text(properties, 'Qualifier')
    if (qualifier !== latest) functions.find(name, qualifier)
    const id = `${name}:${qualifier}`
    const destinations = optionalRecord(properties, 'DestinationConfig') ?? {}
    const onFailure = optionalText(optionalRecord(destinations, 'OnFailure') ?? {}, 'Destination')
    const onSuccess = optionalText(optionalRecord(destinations, 'OnSuccess') ?? {}, 'Destination')
    for (const destination of [onFailure, onSuccess]) {
      if (destination !== undefined && !/^arn:[^:]+:(sqs|sns|lambda|events):/.test(destination)) {
        throw unsupported(`Lambda destination ${destination}`)
      }
    }
    invokeConfigs.put(id, {
      maximumRetryAttempts:
        optionalNumber(properties, 'MaximumRetryAttempts') ?? standardInvokeConfig.maximumRetryAttempts,
      maximumAgeSeconds:
        optionalNumber(properties, 'MaximumEventAgeInSeconds') ?? standardInvokeConfig.maximumAgeSeconds,
      ...(onFailure === undefined ? {} : { onFailure }),
      ...(onSuccess === undefined ? {} : { onSuccess }),
    })
    return { physicalId: id, attributes: {} }
  }
  return {
    properties: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
    required: ['FunctionName', 'Qualifier'],
    createOnly: ['FunctionName', 'Qualifier'],
    create: put,
    update: (_physicalId, properties) => put(properties),
    delete: (id) => {
      invokeConfigs.delete(id)
    },
  }
}

function layerResource({ plane, code, layers }: LambdaParts): ResourceType {
  return {
    properties: ['LayerName', 'Description', 'Content', 'CompatibleRuntimes', 'CompatibleArchitectures', 'LicenseInfo'],
    required: ['Content'],
    create: async (properties, context) => {
      list(properties, 'CompatibleRuntimes')
      const name = optionalText(properties, 'LayerName') ?? context.generatedName(64)
      const content = await code.fetch(record(properties, 'Content'), context.principal)
      const version =
        1 +
        Math.max(
          0,
          ...layers
            .list()
            .filter((one) => one.name === name)
            .map((one) => one.version),
        )
      const arn = `arn:aws:lambda:${plane.region}:${plane.accountId}:layer:${name}:${version}`
      layers.put(arn, { arn, name, version, code: content })
      return { physicalId: arn, attributes: { LayerVersionArn: arn } }
    },
    delete: (arn) => {
      layers.delete(arn)
    },
  }
}
