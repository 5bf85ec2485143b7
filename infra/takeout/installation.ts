import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import type { Deps } from '../../shared/deps.ts'
import { base32, randomIds } from '../../shared/ids.ts'
import { createKeyring } from '../../shared/keyring.ts'
import { settings } from '../../shared/ports/s3-files.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import { readSettings } from '../local/config.ts'
import { findKeys, holdDataDir, newKeys, writeKeys } from '../local/data-dir.ts'
import { createTables } from '../local/dynamodb.ts'
import { openDynamoDb } from '../local/open-dynamodb.ts'
import { patience } from '../patience.ts'
import { inBuckets } from './files/bucket.ts'
import { inDataDir } from './files/folder.ts'
import type { KeptFiles } from './files/kept.ts'

/** What the commands need of an installation; nothing of it runs meanwhile. */
export interface Installation {
  readonly deps: Pick<Deps, 'config' | 'store' | 'clock' | 'ids' | 'keys'>
  readonly client: DynamoDBDocumentClient
  readonly files: KeptFiles
}

const marshallOptions = { removeUndefinedValues: true }

/** The tables, the secret and the buckets that the environment names, as it names them to the function `api`. */
const onAws = async (): Promise<Installation> => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions })
  const deps = await createDeps(readConfig())
  return { deps, client, files: inBuckets(new S3Client(settings), deps.config) }
}

/** Evidence of another installation may be signed under `k1`, so a new one signs under an id of its own. */
const newKeyId = () => `k${base32(randomBytes(4)).slice(0, 6)}`

const keysOf = (dataDir: string) => {
  const kept = findKeys(dataDir)
  if (kept) return kept
  const made = newKeys(newKeyId())
  writeKeys(dataDir, made)
  return made
}

const onThisMachine = async (closers: AsyncDisposableStack): Promise<Installation> => {
  const { dataDir, dynamoDbEndpoint, environment } = readSettings()
  if (!dataDir)
    throw new Error('DATA_DIR must name a directory: in memory, nothing is there to take or to keep')
  closers.defer(holdDataDir(dataDir).release)
  const dynamoDb = await openDynamoDb(dynamoDbEndpoint, dataDir)
  closers.defer(dynamoDb.stop)
  const tables = await createTables(dynamoDb.client)
  const client = DynamoDBDocumentClient.from(dynamoDb.client, { marshallOptions })
  return {
    client,
    files: inDataDir(dataDir),
    deps: {
      config: { ...readConfig(environment), tables },
      store: createStore(client, tables, patience),
      clock: { now: () => new Date(), sleep: (ms) => sleep(ms) },
      ids: randomIds,
      keys: createKeyring(keysOf(dataDir)),
    },
  }
}

/** Holds the installation in `DATA_DIR`, or with `aws` that of the environment, for as long as `closers` is open. */
export const openInstallation = ({ aws }: { aws: boolean }, closers: AsyncDisposableStack) =>
  aws ? onAws() : onThisMachine(closers)
