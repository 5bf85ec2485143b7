import { setTimeout as sleep } from 'node:timers/promises'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'
import { randomIds } from './ids.ts'
import { createKeyring, keyringSchema } from './keyring.ts'
import { frugal } from './ports/frugal.ts'
import { createGuardedHttp } from './ports/guarded-http.ts'
import { createS3InboundMail } from './ports/inbound-mail.ts'
import { createQueues } from './ports/queues.ts'
import { createS3Files } from './ports/s3-files.ts'
import { createSesMail } from './ports/ses.ts'
import { Sha256 } from './ports/sha256.ts'
import { createStore } from './storage/dynamodb.ts'

const readKeys = async (secretArn: string | undefined) => {
  if (!secretArn) throw new Error('KEYS_SECRET_ARN names no secret')
  const secrets = new SecretsManagerClient()
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }))
  return createKeyring(keyringSchema.parse(JSON.parse(SecretString)))
}

/** The side effects of a function on AWS. */
export const createDeps = async (config: Config): Promise<Deps> => {
  const patience = { attempts: 6, sleep: (ms: number) => sleep(ms), random: Math.random }
  const client = DynamoDBDocumentClient.from(frugal(new DynamoDBClient({ sha256: Sha256 })), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const ses = frugal(new SESClient({ maxAttempts: 1, sha256: Sha256, cacheMiddleware: true }))
  const logger = new Logger()
  const metrics = new Metrics({ namespace: 'Tocsin', singleMetric: false })
  const clock = { now: () => new Date(), sleep: (ms: number) => sleep(ms) }
  return {
    config,
    clock,
    ids: randomIds,
    store: createStore(client, config.tables, patience),
    queues: createQueues(new SQSClient({ sha256: Sha256 }), config.queueUrls, patience),
    mail: createSesMail(ses, { ...config.mail, region: config.region }),
    inbound: createS3InboundMail(config.inboundBucket),
    files: createS3Files(config.attachmentsBucket, clock),
    http: createGuardedHttp({ allowLoopback: config.allowLoopbackEndpoints }),
    keys: await readKeys(config.keysSecretArn),
    log: {
      info: (message, fields = {}) => logger.info(message, fields),
      warn: (message, fields = {}) => logger.warn(message, fields),
      error: (message, fields = {}) => logger.error(message, fields),
    },
    metrics: {
      count: (name, value = 1) => metrics.singleMetric().addMetric(name, MetricUnit.Count, value),
      seconds: (name, value) => metrics.singleMetric().addMetric(name, MetricUnit.Seconds, value),
    },
  }
}
