import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../clock.ts'
import { text } from '../../input.ts'
import type { Input, Principal, Service } from '../../service.ts'
import { createTestPlane, fakeService, type TestPlane, virtualClock } from '../events/test-plane.ts'
import { createLambdaService } from './service.ts'
import { readZip } from './zip.ts'

const source = `
  import { writeFileSync } from 'node:fs'
  let calls = 0
  class Terminal extends Error { override name = 'ContractBroken' }
  export async function handler(event: Record<string, unknown>, context: Record<string, () => number>): Promise<unknown> {
    calls++
    if (event.throw) throw new Terminal('no such contract')
    if (event.sleep) await new Promise((resolve) => setTimeout(resolve, Number(event.sleep)))
    if (event.exit) process.exit(3)
    if (event.reject) { void Promise.reject(new Error('nobody waits')); await new Promise((resolve) => setTimeout(resolve, 1000)) }
    if (event.large) return 'x'.repeat(7_000_000)
    if (event.file) writeFileSync(String(event.file), 'ran')
    console.log('hello %s', 'you\\nthere')
    process.stdout.write('{"_aws":{}}\\n')
    return { event, calls, variables: process.env, remaining: context.getRemainingTimeInMillis?.(), context }
  }
`

let clock: Clock
let plane: TestPlane
let lambda: Service
let packages: Map<string, Uint8Array>
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  packages = new Map()
  start(systemClock)
})

afterEach(async () => {
  await lambda.stop?.()
  plane.remove()
  rmSync(folder, { recursive: true, force: true })
})

function start(withClock: Clock, stateDir?: string): void {
  clock = withClock
  plane = createTestPlane(clock, stateDir)
  lambda = createLambdaService(plane.context)
  plane.add(lambda)
  plane.add(fakeService('s3', { GetObject: (input) => ({ Body: packages.get(text(input, 'Key')) }) }))
}

async function bundle(code: string, format: 'esm' | 'cjs' = 'esm'): Promise<Buffer> {
  writeFileSync(join(folder, 'handler.ts'), code)
  const built = await build({
    entryPoints: [join(folder, 'handler.ts')],
    bundle: true,
    platform: 'node',
    format,
    write: false,
    logLevel: 'silent',
    external: ['left-pad'],
  })
  return zip({
    [`dist/greet/handler.${format === 'esm' ? 'mjs' : 'js'}`]: Buffer.from(built.outputFiles[0]?.contents ?? ''),
  })
}

async function makeFunction(properties: Input = {}, code?: Buffer): Promise<void> {
  packages.set('code.zip', code ?? (await bundle(source)))
  await plane.create('AWS::Lambda::Function', {
    FunctionName: 'greet',
    Code: { S3Bucket: 'artifacts', S3Key: 'code.zip' },
    Handler: 'dist/greet/handler.handler',
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::000000000000:role/greet',
    Timeout: 5,
    MemorySize: 256,
    Environment: { Variables: { TABLE: 'orders' } },
    ...properties,
  })
}

interface Answer {
  readonly StatusCode: number
  readonly FunctionError?: string
  readonly LogResult?: string
  readonly payload: Record<string, unknown>
}

async function invoke(event: unknown, more: Input = {}, as: Principal | string = plane.context.admin): Promise<Answer> {
  const input = { FunctionName: 'greet', Payload: Buffer.from(JSON.stringify(event)), ...more }
  const answer = (await plane.context.call('lambda', 'Invoke', input, as)) as Answer & { Payload?: Uint8Array }
  const payload = Buffer.from(answer.Payload ?? '').toString('utf8')
  return { ...answer, payload: payload === '' ? {} : (JSON.parse(payload) as Record<string, unknown>) }
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
const messages = () => plane.lines.map(({ message }) => message)

describe('a synchronous invocation', () => {
  it('runs the bundle with the variables and the context of Lambda', async () => {
    await makeFunction()
    const answer = await invoke({ a: 1 })
    expect(answer).toMatchObject({ StatusCode: 200, payload: { event: { a: 1 }, calls: 1 } })
    expect(answer.FunctionError).toBeUndefined()
    expect(answer.payload.variables).toEqual({
      TABLE: 'orders',
      _HANDLER: 'dist/greet/handler.handler',
      LAMBDA_TASK_ROOT: expect.stringContaining('/task'),
      NODE_PATH: expect.stringMatching(/\/opt\/nodejs\/node_modules$/),
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'greet',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/greet',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'key of arn:aws:iam::000000000000:role/greet',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 't',
    })
    expect(answer.payload.context).toMatchObject({
      functionName: 'greet',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:greet',
      memoryLimitInMB: '256',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(Number(answer.payload.remaining)).toBeGreaterThan(4_000)
  })

  it('stays warm, and starts anew with new code', async () => {
    await makeFunction()
    expect((await invoke({})).payload.calls).toBe(1)
    expect((await invoke({})).payload.calls).toBe(2)
    await plane.resource('AWS::Lambda::Function').delete('greet', {}, {} as never)
    await makeFunction({}, await bundle(`export const handler = async () => ({ calls: 'new' })`))
    expect((await invoke({})).payload.calls).toBe('new')
  })

  it('runs new code after an update, also when the old one was still busy', async () => {
    await makeFunction()
    const busy = invoke({ sleep: 200 })
    await until(() => plane.lines.length > 0)
    packages.set('code.zip', await bundle(`export const handler = async () => ({ calls: 'new' })`))
    const properties = {
      Code: { S3Bucket: 'artifacts', S3Key: 'code.zip' },
      Handler: 'dist/greet/handler.handler',
      Runtime: 'nodejs22.x',
      Role: 'arn:aws:iam::000000000000:role/greet',
    }
    await plane
      .resource('AWS::Lambda::Function')
      .update?.('greet', properties, {}, { principal: plane.context.admin } as never)
    expect((await busy).payload.calls).toBe(1)
    expect((await invoke({})).payload.calls).toBe('new')
  })

  it('runs concurrent events in environments of their own', async () => {
    await makeFunction()
    const answers = await Promise.all([invoke({ sleep: 100 }), invoke({ sleep: 100 }), invoke({ sleep: 100 })])
    expect(answers.map(({ payload }) => payload.calls)).toEqual([1, 1, 1])
  })

  it('keeps the name of what was thrown', async () => {
    await makeFunction()
    const { StatusCode, FunctionError, payload } = await invoke({ throw: true })
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' })
    expect(payload).toMatchObject({ errorType: 'ContractBroken', errorMessage: 'no such contract' })
    expect((payload.trace as string[])[0]).toBe('ContractBroken: no such contract')
    expect((await invoke({})).payload.calls).toBe(2)
  })

  it('ends at the timeout', async () => {
    await makeFunction({ Timeout: 1 })
    const { FunctionError, payload } = await invoke({ sleep: 60_000 })
    expect(FunctionError).toBe('Unhandled')
    expect(payload.errorType).toBe('Sandbox.Timedout')
    expect(payload.errorMessage).toMatch(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/)
    expect((await invoke({})).payload.calls).toBe(1)
  })

  it('reports an exit, an unhandled rejection and an answer that is too large', async () => {
    await makeFunction()
    expect((await invoke({ exit: true })).payload).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: .* Error: Runtime exited with error: exit status 3$/),
    })
    expect((await invoke({ reject: true })).payload).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody waits',
    })
    expect((await invoke({ large: true })).payload).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  })

  it('writes what the function prints to its log group before it answers', async () => {
    await makeFunction()
    const { LogResult } = await invoke({}, { LogType: 'Tail' })
    expect(new Set(plane.lines.map(({ group }) => group))).toEqual(new Set(['/aws/lambda/greet']))
    expect(messages()).toEqual([
      expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
      expect.stringMatching(/^\d{4}-.*Z\t[0-9a-f-]{36}\tINFO\thello you\rthere$/),
      '{"_aws":{}}',
      expect.stringMatching(/^END RequestId/),
      expect.stringMatching(/^REPORT RequestId.*Memory Size: 256 MB\tInit Duration: \d+\.\d\d ms$/),
    ])
    expect(Buffer.from(LogResult ?? '', 'base64').toString()).toContain('hello you')
  })

  it('writes JSON lines where the function asks for them', async () => {
    const code = `export const handler = async () => { console.warn({ a: 1 }); console.error(new TypeError('bad')) }`
    await makeFunction({ LoggingConfig: { LogFormat: 'JSON', LogGroup: 'mine' } }, await bundle(code))
    await invoke({})
    expect(plane.lines.map(({ group }) => group)).toEqual(['mine', 'mine'])
    expect(messages().map((message) => JSON.parse(message) as unknown)).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: { a: 1 },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      }),
      expect.objectContaining({ level: 'ERROR', errorType: 'TypeError', errorMessage: 'bad' }),
    ])
  })

  it('runs CommonJS bundles, wherever the state folder lies', async () => {
    writeFileSync(join(plane.context.stateDir, 'package.json'), '{"type":"module"}')
    await makeFunction({}, await bundle(`export const handler = async () => ({ kind: typeof require })`, 'cjs'))
    expect((await invoke({})).payload).toEqual({ kind: 'function' })
  })

  it('finds only what was deployed', async () => {
    await makeFunction({}, await bundle(`import 'left-pad'; export const handler = async () => 1`))
    expect((await invoke({})).payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' })
    await plane.resource('AWS::Lambda::Function').delete('greet', {}, {} as never)
    await makeFunction({ Handler: 'dist/greet/handler.missing' }, await bundle(`export const handler = 1`))
    expect((await invoke({})).payload).toMatchObject({ errorType: 'Runtime.HandlerNotFound' })
  })

  it('finds the packages of its layers by require, and by import no more than Lambda does', async () => {
    packages.set('layer.zip', zip({ 'nodejs/node_modules/left-pad/index.js': Buffer.from('module.exports = 42') }))
    const layer = await plane.create('AWS::Lambda::LayerVersion', {
      LayerName: 'pads',
      Content: { S3Bucket: 'b', S3Key: 'layer.zip' },
    })
    expect(layer).toBe('arn:aws:lambda:eu-central-1:000000000000:layer:pads:1')
    await makeFunction(
      { Layers: [layer] },
      await bundle(
        `import { createRequire } from 'node:module'
         const pad = createRequire(import.meta.url)('left-pad')
         export const handler = async () => ({ pad })`,
      ),
    )
    expect((await invoke({})).payload).toEqual({ pad: 42 })
    await plane.resource('AWS::Lambda::Function').delete('greet', {}, {} as never)
    await makeFunction({ Layers: [layer] }, await bundle(`import 'left-pad'; export const handler = async () => 1`))
    expect((await invoke({})).payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' })
  })
})

describe('refusals', () => {
  it('does not know other functions', async () => {
    await expect(invoke({})).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      status: 404,
      message: 'Function not found: arn:aws:lambda:eu-central-1:000000000000:function:greet',
    })
  })

  it('judges payload, size and concurrency', async () => {
    await makeFunction({ ReservedConcurrentExecutions: 1 })
    await expect(invoke({}, { Payload: Buffer.from('{') })).rejects.toMatchObject({
      code: 'InvalidRequestContentException',
    })
    await expect(invoke('x'.repeat(6_291_456))).rejects.toMatchObject({
      code: 'RequestEntityTooLargeException',
      status: 413,
    })
    expect(await invoke({}, { InvocationType: 'DryRun' })).toMatchObject({ StatusCode: 204 })
    const busy = invoke({ sleep: 200 })
    await expect(invoke({})).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 })
    await busy
  })

  it.each<[Input, RegExp]>([
    [{ Runtime: 'python3.12' }, /Lambda runtime python3.12/],
    [{ Code: { ImageUri: 'x' } }, /container images/],
    [{ Timeout: 901 }, /Timeout must be/],
    [{ Environment: { Variables: { AWS_REGION: 'x' } } }, /reserved keys: AWS_REGION/],
    [{ Layers: ['arn:none'] }, /Layer version arn:none/],
  ])('%j', async (properties, reason) => {
    await expect(makeFunction(properties)).rejects.toThrow(reason)
  })

  it('lets a service call only by the function’s policy', async () => {
    await makeFunction()
    const rule = 'arn:aws:events:eu-central-1:000000000000:rule/hourly'
    const service: Principal = {
      roleName: 'events.amazonaws.com',
      roleArn: rule,
      accountId: '000000000000',
      accessKeyId: 'e',
    }
    await expect(invoke({}, {}, service)).rejects.toMatchObject({ code: 'AccessDeniedException' })
    await plane.create('AWS::Lambda::Permission', {
      FunctionName: 'greet',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: rule,
    })
    expect(await invoke({}, {}, service)).toMatchObject({ StatusCode: 200 })
    await expect(invoke({}, {}, { ...service, roleArn: `${rule}-other` })).rejects.toMatchObject({
      code: 'AccessDeniedException',
    })
  })
})

describe('versions', () => {
  it('freezes what was published, and aliases point to it', async () => {
    await makeFunction()
    const version = await plane.create('AWS::Lambda::Version', { FunctionName: 'greet' })
    expect(version).toBe('arn:aws:lambda:eu-central-1:000000000000:function:greet:1')
    expect(await plane.create('AWS::Lambda::Version', { FunctionName: 'greet' })).toBe(version)
    await plane.create('AWS::Lambda::Alias', { FunctionName: 'greet', FunctionVersion: '1', Name: 'live' })
    const answer = await invoke({}, { FunctionName: `${version.slice(0, -2)}:live` })
    expect(answer.payload).toMatchObject({
      context: { functionVersion: '1', invokedFunctionArn: expect.stringMatching(/:live$/) },
    })
    const found = (await plane.context.call(
      'lambda',
      'GetFunction',
      { FunctionName: 'greet', Qualifier: 'live' },
      plane.context.admin,
    )) as Input
    expect(found.Configuration).toMatchObject({ Version: '1', Runtime: 'nodejs22.x', Timeout: 5 })
  })
})

describe('an asynchronous invocation', () => {
  const dead: Input[] = []
  const queue = () => plane.add(fakeService('sqs', { SendMessage: (input) => void dead.push(input) }))
  const accepted = () => plane.context.store.collection('lambda-async-invocations').list()

  it('is accepted at once and runs afterwards', async () => {
    await makeFunction()
    const file = join(folder, 'ran')
    expect(await invoke({ file }, { InvocationType: 'Event' })).toMatchObject({ StatusCode: 202 })
    await until(() => accepted().length === 0)
    expect(readFileSync(file, 'utf8')).toBe('ran')
  })

  it('is repeated twice, then goes to the failure destination', async () => {
    const virtual = virtualClock()
    plane.remove()
    start(virtual)
    dead.length = 0
    queue()
    await makeFunction()
    await plane.create('AWS::Lambda::EventInvokeConfig', {
      FunctionName: 'greet',
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:000000000000:failed' } },
    })
    await invoke({ throw: true, n: 1.5 }, { InvocationType: 'Event' })
    const ends = () => messages().filter((message) => message.startsWith('END')).length
    await until(() => ends() === 1)
    await virtual.advance(59_000)
    expect(ends()).toBe(1)
    await virtual.advance(1_000)
    await until(() => ends() === 2)
    await virtual.advance(120_000)
    await until(() => dead.length === 1)
    expect(text(dead[0] as Input, 'QueueUrl')).toBe('http://127.0.0.1:4566/000000000000/failed')
    expect(JSON.parse(text(dead[0] as Input, 'MessageBody'))).toMatchObject({
      version: '1.0',
      requestContext: {
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
        functionArn: expect.stringMatching(/:greet:\$LATEST$/),
      },
      requestPayload: { throw: true, n: 1.5 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'ContractBroken' },
    })
    expect(accepted()).toHaveLength(0)
  })

  it('survives a killed plane', async () => {
    await makeFunction({ ReservedConcurrentExecutions: 0 })
    const file = join(folder, 'ran')
    await invoke({ file }, { InvocationType: 'Event' })
    await lambda.stop?.()
    const { stateDir } = plane.context
    start(systemClock, stateDir)
    await plane.resource('AWS::Lambda::Function').delete('greet', {}, {} as never)
    await makeFunction()
    await lambda.start?.()
    await until(() => accepted().length === 0)
    expect(readFileSync(file, 'utf8')).toBe('ran')
  })
})

describe('zip archives', () => {
  it('are read whole, and damage is told', () => {
    const archive = zip({ 'a.txt': Buffer.from('text'), 'b/c': Buffer.alloc(100_000, 7) })
    expect(readZip(archive).map(({ name, content }) => [name, content.length])).toEqual([
      ['a.txt', 4],
      ['b/c', 100_000],
    ])
    expect(() => readZip(Buffer.from('no'))).toThrow('this is no zip archive')
    expect(() => readZip(zip({ '../out': Buffer.from('x') }))).toThrow('would leave the folder')
  })
})

/** A minimal archive: one deflated entry per file. */
function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}
