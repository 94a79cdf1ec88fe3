import { AthenaClient } from '@aws-sdk/client-athena'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { FirehoseClient } from '@aws-sdk/client-firehose'
import { GlueClient } from '@aws-sdk/client-glue'
import { RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SFNClient } from '@aws-sdk/client-sfn'

const once = <Client>(make: () => Client): (() => Client) => {
  let client: Client | undefined
  return () => {
    client ??= make()
    return client
  }
}

/** One client per service and process; what a function does not call is not bundled into it. */
export const s3Client = /* @__PURE__ */ once(() => new S3Client({}))
export const sfnClient = /* @__PURE__ */ once(() => new SFNClient({}))
export const eventBridgeClient = /* @__PURE__ */ once(() => new EventBridgeClient({}))
export const athenaClient = /* @__PURE__ */ once(() => new AthenaClient({}))
export const glueClient = /* @__PURE__ */ once(() => new GlueClient({}))
export const redshiftDataClient = /* @__PURE__ */ once(() => new RedshiftDataClient({}))
export const firehoseClient = /* @__PURE__ */ once(() => new FirehoseClient({}))
export const secretsManagerClient = /* @__PURE__ */ once(() => new SecretsManagerClient({}))
