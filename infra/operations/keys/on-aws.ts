import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdated,
} from '@aws-sdk/client-lambda'
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { type KeyringDocument, keyringSchema } from '../../../shared/keyring.ts'
import { outputs } from '../../outputs.ts'
import type { AwsPlace } from '../aws-place.ts'

/** The keyring of a stack, in its secret. */
export const keysOnAws = (place: AwsPlace) => {
  const secrets = new SecretsManagerClient()
  const SecretId = place.output(outputs.signingKeys)
  return {
    read: async (): Promise<KeyringDocument> => {
      const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }))
      return keyringSchema.parse(JSON.parse(SecretString))
    },
    write: (document: KeyringDocument) =>
      secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(document) })),
  }
}

/** A changed configuration makes every function start anew, and read the keys as they are. */
export const startAnew = async ({ lambda, functionNames }: AwsPlace, mark: string) => {
  for (const FunctionName of Object.values(functionNames)) {
    const { Environment, RevisionId } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    )
    const Variables = { ...Environment?.Variables, KEYS_ROTATED: mark }
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables }, RevisionId }),
    )
    await waitUntilFunctionUpdated({ client: lambda, maxWaitTime: 300 }, { FunctionName })
  }
}
