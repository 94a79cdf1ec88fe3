import type { Clock } from './clock.ts'
import type { Store } from './store.ts'

/** Who calls: a role of this account, or `admin` (the deployer). */
export interface Principal {
  readonly roleName: string
  readonly roleArn: string
  readonly accountId: string
  readonly accessKeyId: string
  /** Of the assumed role. A service that acts in a role's name has another one for each call, as on AWS. */
  readonly session?: string
}

export interface Call {
  readonly principal: Principal
  readonly region: string
}

/**
 * Members of a request. From the wire: blobs are base64 text in the JSON protocols, timestamps are numbers (epoch seconds) in JSON
 * and ISO text in query; in-process callers pass the same shapes. Read it with the functions of `input.ts`.
 */
export type Input = Readonly<Record<string, unknown>>

/** Returns the response's members; a `Date` becomes the protocol's timestamp, a `Uint8Array` its blob, `undefined` members vanish. Throws ServiceError. */
export type Operation = (input: Input, call: Call) => Promise<unknown> | unknown

/** What `Ref` (physicalId) and `Fn::GetAtt` (attributes, dotted names as keys) give. */
export interface Created {
  readonly physicalId: string
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface ResourceContext {
  readonly stackName: string
  readonly stackId: string
  readonly logicalId: string
  readonly region: string
  readonly accountId: string
  /** The deployer. */
  readonly principal: Principal
  /** `<stack>-<logical id>-<stable suffix>`, at most `maxLength` characters: the name when the template gives none. */
  generatedName(maxLength?: number): string
}

export interface ResourceType {
  /** Top-level property names that this type honours or deliberately stores; every other one is refused by name. */
  readonly properties: readonly string[]
  /** Required top-level properties. */
  readonly required?: readonly string[]
  /** Properties whose change means a new resource (created first, the old one deleted at the end). */
  readonly createOnly?: readonly string[]
  create(properties: Input, context: ResourceContext): Promise<Created> | Created
  /** Without it every change replaces the resource. */
  update?(physicalId: string, properties: Input, previous: Input, context: ResourceContext): Promise<Created> | Created
  /** Deleting what is already gone succeeds. */
  delete(physicalId: string, properties: Input, context: ResourceContext): Promise<void> | void
}

/**
 * How an operation of a rest-json service stands on the wire. Labels of `path` (`{FunctionName}`), `query` and `headers`
 * (wire name → member) join the JSON body's members in the input.
 */
export interface RestBinding {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  /** For example `/2015-03-31/functions/{FunctionName}/invocations`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** This member is the raw request body (Uint8Array) instead of JSON members. */
  readonly payload?: string
  readonly response?: {
    readonly status?: number
    /** This member of the output becomes the HTTP status. */
    readonly statusMember?: string
    /** Output member → response header. */
    readonly headers?: Readonly<Record<string, string>>
    /** This member (Uint8Array or text) is the raw response body. */
    readonly payload?: string
  }
}

export interface Service {
  /** Signing and endpoint prefix: events, firehose, states, glue, redshift-data, redshift-serverless, lambda, scheduler, s3 … */
  readonly name: string
  readonly operations: Readonly<Record<string, Operation>>
  /** Operation → wire form; rest-json services (Lambda, Scheduler) only. */
  readonly rest?: Readonly<Record<string, RestBinding>>
  /** CloudFormation types, `AWS::Events::Rule` → how to make one. */
  readonly resources?: Readonly<Record<string, ResourceType>>
  /** Not AWS: what a person or test may ask this plane, `POST /_plane/<service>/<control>`, and `Plane.control`. Firehose has `flush`. */
  readonly controls?: Readonly<Record<string, Operation>>
  /** What anybody may ask over plain HTTP, without an AWS signature: beginning of the path → who answers. For Lambda's function URLs. */
  readonly web?: Readonly<Record<string, (request: WebRequest) => Promise<WebAnswer>>>
  /** The service that carries events (events) takes AWS services' own events here. */
  readonly deliver?: (event: EventBridgeEvent, bus: string) => void
  /** Addresses a person may connect to; shown when the plane is ready. `redshift-data` gives `{host, port, database, user, password}`. */
  readonly addresses?: () => Readonly<Record<string, unknown>>
  /** After all services are made; resumes what a killed plane left. */
  readonly start?: () => Promise<void>
  readonly stop?: () => Promise<void>
}

export interface WebRequest {
  readonly method: string
  /** Behind the beginning that chose who answers; percent-encoded. */
  readonly path: string
  readonly query: string
  /** Names in lower case; repeated ones are joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly sourceIp: string
}

export interface WebAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export interface EventBridgeEvent {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  /** ISO 8601, whole seconds, Z. */
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: unknown
}

/** Where log lines go: one file of JSON lines per group and stream. Lines in CloudWatch's embedded metric format also become metrics. */
export interface LogSink {
  write(group: string, stream: string, message: string, at?: Date): void
}

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

export interface PlaneOptions {
  /** Folder that holds everything the plane must remember. */
  readonly stateDir: string
  /** Gateway port; the next free one is taken if it is in use; 0 or absent = any free port. */
  readonly port?: number
  /** PostgreSQL port, same rule. */
  readonly pgPort?: number
  readonly accountId?: string
  readonly region?: string
  /** Python with pyspark for Glue jobs. */
  readonly python?: string
  readonly javaHome?: string
  /** `warm` (default): one Spark driver serves run after run; `cold`: spark-submit for each, as on Glue. */
  readonly spark?: 'warm' | 'cold'
  readonly clock?: Clock
  /** Folders under `services/` with an engine of their own that are loaded (events, firehose, states …); all when absent. For tests. */
  readonly engines?: readonly string[]
  /** Told every request; for tests and for people who want to see what a client really calls. */
  readonly onRequest?: (request: RequestRecord) => void
}

export interface RequestRecord {
  readonly service: string
  readonly operation: string
  readonly principal: string
  readonly status: number
  readonly milliseconds: number
  readonly error?: string
}

/** What every service module gets: `create<Name>Service(plane: PlaneContext): Service`. */
export interface PlaneContext {
  readonly options: PlaneOptions
  readonly stateDir: string
  readonly accountId: string
  readonly region: string
  /** `http://127.0.0.1:<port>`; only after start. */
  readonly endpoint: () => string
  readonly store: Store
  readonly clock: Clock
  readonly logs: LogSink
  /** Calls any operation in the process, in the name of a role. Throws ServiceError. */
  call(service: string, operation: string, input: Input, as: Principal | string): Promise<unknown>
  /** Each role has its own key, the same over restarts. Throws ServiceError NoSuchEntity for an unknown role. */
  credentialsFor(roleArn: string): Credentials
  /** AWS services' own events (`aws.s3`, `aws.states`, `aws.glue` …); `account`, `region`, `id`, `time`, `version` are the caller's. */
  deliverEvent(event: EventBridgeEvent, bus: string): void
  /** The admin of this state folder; for work that no role does. */
  readonly admin: Principal
}
