import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { ingestKey } from '#runtime/ingest-signature.ts'
import type { Reach, Stack } from './stack.ts'

/** The key with which a source signs its requests to the HTTP door. */
export async function keyOfSource(connection: Reach, { ingest }: Stack, source: string): Promise<string> {
  const client = new SecretsManagerClient(connection)
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: ingest.secret }))
  return ingestKey(SecretString, source)
}
