import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Config } from '../../shared/config.ts'
import type { Deps } from '../../shared/deps.ts'
import { randomIds } from '../../shared/ids.ts'
import { createGuardedHttp } from '../../shared/ports/guarded-http.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import type { Patience } from '../../shared/storage/retry.ts'

interface Parts extends Pick<Deps, 'clock' | 'log' | 'queues' | 'mail' | 'inbound' | 'files' | 'keys'> {
  readonly config: Config
  readonly dynamoDb: DynamoDBClient
  readonly patience: Patience
}

/** The side effects of every function, on engines of this machine. */
export const createLocalDeps = (parts: Parts, overrides: Partial<Deps> = {}): Deps => {
  const { config, clock, log, queues, mail, inbound, files, patience } = parts
  const client = DynamoDBDocumentClient.from(parts.dynamoDb, {
    marshallOptions: { removeUndefinedValues: true },
  })
  return {
    config,
    clock,
    ids: randomIds,
    store: createStore(client, config.tables, patience),
    queues,
    mail,
    inbound,
    files,
    http: createGuardedHttp({ allowLoopback: config.allowLoopbackEndpoints }),
    keys: parts.keys,
    log,
    metrics: { count: () => {}, seconds: () => {} },
    ...overrides,
  }
}
