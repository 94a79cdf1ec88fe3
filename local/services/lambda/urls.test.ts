import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

const code = `exports.handler = async (event) => {
  const { statusCode, ...more } = event.queryStringParameters ?? {}
  if (more.throw) throw new Error('secret reason')
  if (more.plain) return { plain: true }
  if (more.binary) return { statusCode: 200, isBase64Encoded: true, body: Buffer.from([0, 255]).toString('base64') }
  return { statusCode: Number(statusCode ?? 202), headers: { 'Retry-After': 5 }, body: JSON.stringify(event) }
}`
const permission = (properties: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { FunctionName: { Ref: 'Door' }, Principal: '*', ...properties },
})
const open = {
  Url: permission({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
  Invoke: permission({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
}

let tested: TestedPlane
beforeAll(async () => {
  tested = await startTested({ engines: ['lambda'] })
})
afterAll(() => tested.remove())

/** Deploys a function with a URL; the URL. */
async function deploy(StackName: string, permissions: object): Promise<string> {
  const client = new CloudFormationClient(tested.client)
  const TemplateBody = JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Door: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: code },
          Handler: 'index.handler',
          Runtime: 'nodejs22.x',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          MemorySize: 512,
        },
      },
      Address: {
        Type: 'AWS::Lambda::Url',
        Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Door', 'Arn'] }, AuthType: 'NONE' },
      },
      ...permissions,
    },
    Outputs: { Address: { Value: { 'Fn::GetAtt': ['Address', 'FunctionUrl'] } } },
  })
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }))
  for (;;) {
    const stack = (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]
    if (stack?.StackStatus === 'CREATE_COMPLETE') return stack.Outputs?.[0]?.OutputValue ?? ''
    if (stack?.StackStatus !== 'CREATE_IN_PROGRESS')
      throw new Error(`${stack?.StackStatus} ${stack?.StackStatusReason}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface SeenEvent {
  readonly body?: string
  readonly isBase64Encoded: boolean
  readonly headers: Readonly<Record<string, string>>
}

describe('a function URL', () => {
  let address: string
  beforeAll(async () => {
    address = await deploy('open', open)
  })
  const send = async (init: RequestInit, path = ''): Promise<SeenEvent> =>
    (await (await fetch(`${address}${path}`, init)).json()) as SeenEvent

  it('hands a request over in payload format 2.0', async () => {
    const response = await fetch(`${address}a%20b/c?x=1&x=2&y=%C3%A9`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-One': 'a', cookie: 'a=1; b=2' },
      body: '{"é":1}',
    })
    expect(response.status).toBe(202)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20b/c',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-one': 'a', 'content-type': 'application/json', host: expect.stringContaining('.lambda-url.') },
      queryStringParameters: { x: '1,2', y: 'é' },
      requestContext: {
        accountId: 'anonymous',
        http: { method: 'POST', path: '/a%20b/c', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: '{"é":1}',
      isBase64Encoded: false,
    })
  })

  it('encodes what is no text', async () => {
    const headers = { 'content-type': 'application/cloudevents-batch+json' }
    const batch = await send({ method: 'POST', headers, body: '[1]' })
    expect([batch.isBase64Encoded, batch.body]).toEqual([true, Buffer.from('[1]').toString('base64')])
    const bytes = Buffer.from([0x22, 0xff, 0x22])
    const broken = await send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: bytes })
    expect([broken.isBase64Encoded, broken.body]).toEqual([true, bytes.toString('base64')])
    const none = await send({ method: 'GET' })
    expect([none.isBase64Encoded, none.body]).toEqual([false, undefined])
  })

  it('answers with what the function returned', async () => {
    expect((await fetch(`${address}?statusCode=422`)).status).toBe(422)
    const plain = await fetch(`${address}?plain=1`)
    expect([plain.status, await plain.json()]).toEqual([200, { plain: true }])
    const binary = await fetch(`${address}?binary=1`)
    expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 255])
  })

  it('keeps the reason of a failure to itself', async () => {
    const response = await fetch(`${address}?throw=1`)
    expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error'])
  })

  it('ends at 6 MiB of event', async () => {
    const response = await fetch(address, { method: 'POST', body: Buffer.alloc(4_800_000) })
    expect(response.status).toBe(413)
    const fits = await fetch(address, { method: 'POST', body: Buffer.alloc(4_194_304) })
    expect(fits.status).toBe(202)
  })
})

describe('a function URL is closed', () => {
  it('without both permissions, and where no function is behind it', async () => {
    const { Url, Invoke } = open
    const addresses = [await deploy('half', { Url }), await deploy('other-half', { Invoke })]
    for (const address of [...addresses, `${tested.plane.endpoint}/_lambda-url/nothing/`]) {
      const response = await fetch(address, { method: 'POST', body: '{}' })
      expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }])
    }
  })

  it('when its stack is gone', async () => {
    const address = await deploy('gone', open)
    expect((await fetch(address)).status).toBe(202)
    await new CloudFormationClient(tested.client).send(new DeleteStackCommand({ StackName: 'gone' }))
    await expect.poll(async () => (await fetch(address)).status).toBe(403)
  })
})
