import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inBuckets } from '../../infra/takeout/files/bucket.ts'
import { openInstallation } from '../../infra/takeout/installation.ts'
import { wholeTable } from '../../infra/whole-table.ts'
import type { Item } from '../../shared/storage/store.ts'
import { createAlliance } from '../support/alliance.ts'
import { errors, Wire } from '../support/wire.ts'
import { createWorld, testKeys } from '../support/world.ts'
import { bringIn, filesIn, takeOut } from './installations.ts'

const throttled = () =>
  Object.assign(new Error('Slow down'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } })

const everyRow = async (rows: AsyncIterable<Item>) => {
  const found: Item[] = []
  for await (const row of rows) found.push(row)
  return found
}

describe('a table that is read whole', () => {
  it('is read page by page, consistently, and again where DynamoDB refuses for the moment', async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient())
    const scan = mockClient(client)
    scan
      .on(ScanCommand)
      .resolvesOnce({ Items: [{ pk: 'a' }, { pk: 'b' }], LastEvaluatedKey: { pk: 'b', sk: '1' } })
      .rejectsOnce(Object.assign(new Error(), { name: 'ProvisionedThroughputExceededException' }))
      .rejectsOnce(Object.assign(new Error(), { name: 'ThrottlingException' }))
      // A page may be empty before the last.
      .resolvesOnce({ Items: [], LastEvaluatedKey: { pk: 'c', sk: '2' } })
      .resolvesOnce({ Items: [{ pk: 'd' }] })
    const rows = await everyRow(wholeTable(client, 'members-of-stack'))
    expect(rows.map(({ pk }) => pk)).toEqual(['a', 'b', 'd'])
    const asked = scan.commandCalls(ScanCommand).map(({ args: [{ input }] }) => input)
    expect(asked.map(({ ExclusiveStartKey }) => ExclusiveStartKey?.['pk'])).toEqual([
      undefined,
      'b',
      'b',
      'b',
      'c',
    ])
    expect(asked.every((input) => input.ConsistentRead && input.TableName === 'members-of-stack')).toBe(true)
  })

  it('ends the export where DynamoDB refuses for good', async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient())
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' })
    const scan = mockClient(client)
    scan.on(ScanCommand).rejects(denied)
    await expect(everyRow(wholeTable(client, 'members'))).rejects.toThrow('no')
    expect(scan.commandCalls(ScanCommand)).toHaveLength(1)
  })
})

/** Two buckets that give their names in pages of two, and refuse each second request for the moment. */
const createBuckets = () => {
  const buckets: Record<string, Map<string, Buffer>> = { attached: new Map(), received: new Map() }
  const client = new S3Client({ region: 'eu-west-1' })
  let requests = 0
  const unwell = () => {
    if (++requests % 2 === 0) throw throttled()
  }
  const s3 = mockClient(client)
  s3.on(ListObjectsV2Command).callsFake(({ Bucket, ContinuationToken }) => {
    unwell()
    const names = [...buckets[Bucket]!.keys()]
    const from = Number(ContinuationToken ?? 0)
    const next = from + 2 < names.length ? String(from + 2) : undefined
    return { Contents: names.slice(from, from + 2).map((Key) => ({ Key })), NextContinuationToken: next }
  })
  s3.on(GetObjectCommand).callsFake(({ Bucket, Key }) => {
    unwell()
    return { Body: Readable.from([buckets[Bucket]!.get(Key)!]) }
  })
  s3.on(PutObjectCommand).callsFake(async ({ Bucket, Key, Body, ContentLength, ChecksumSHA256 }) => {
    const bytes = await buffer(Body)
    unwell()
    const digest = createHash('sha256').update(bytes).digest('base64')
    if (digest !== ChecksumSHA256 || bytes.length !== ContentLength) throw new Error('BadDigest')
    buckets[Bucket]!.set(Key, bytes)
  })
  const files = inBuckets(client, { attachmentsBucket: 'attached', inboundBucket: 'received' })
  return { buckets, files, s3 }
}

describe('an installation on AWS', () => {
  it('leaves with the files in its buckets, and comes back, through throttles of S3 and DynamoDB', async () => {
    const here = createBuckets()
    for (const at of [1, 2, 3, 4, 5]) here.buckets['attached']!.set(`att_${at}`, randomBytes(100_000 * at))
    here.buckets['received']!.set('m0a1b2c', Buffer.from('From: a@example.org\r\n\r\nWhat was seen'))
    const world = await createWorld()
    await (await createAlliance(world)).members(30)
    const taken = await takeOut(world, here.files)
    expect(taken.seal.files).toBe(6)
    expect(Object.keys(filesIn(taken.directory))).toHaveLength(6)

    const wire = new Wire()
    const there = await createWorld({ keyId: 'k7', client: wire.wrap })
    let batches = 0
    wire.meddle = (name) =>
      name === 'BatchWriteCommand' && ++batches % 3 === 0 ? { before: errors.throttled() } : undefined
    const elsewhere = createBuckets()
    await bringIn(there, taken, elsewhere.files)
    expect(batches).toBeGreaterThan(3)
    expect(elsewhere.buckets).toEqual(here.buckets)
    expect((await takeOut(there, elsewhere.files)).seal.content).toBe(taken.seal.content)
  })

  it('leaves without what somebody else put into a bucket, which no export could name', async () => {
    const here = createBuckets()
    for (const name of ['att_1', 'notes.txt', 'folder/att_2', '../att_3'])
      here.buckets['attached']!.set(name, Buffer.from(name))
    const taken = await takeOut(await createWorld(), here.files)
    expect(Object.keys(filesIn(taken.directory))).toHaveLength(1)
    const elsewhere = createBuckets()
    await bringIn(await createWorld({ keyId: 'k7' }), taken, elsewhere.files)
    expect([...elsewhere.buckets['attached']!.keys()]).toEqual(['att_1'])
  })

  it('writes nothing where S3 has lost a file between its list and its reading', async () => {
    const here = createBuckets()
    here.buckets['attached']!.set('att_1', Buffer.from('x'))
    here.s3.on(GetObjectCommand).rejects(Object.assign(new Error('gone'), { name: 'NoSuchKey' }))
    await expect(takeOut(await createWorld(), here.files)).rejects.toThrow('gone')
  })
})

describe('the environment of the function `api`', () => {
  const mocked = () => mockClient(SecretsManagerClient)
  let secrets: ReturnType<typeof mocked>
  beforeEach(() => {
    secrets = mocked()
    for (const [name, value] of Object.entries({
      ...{ MEMBERS_TABLE: 'stack-members', EVENTS_TABLE: 'stack-events', ATTACHMENTS_BUCKET: 'attached' },
      ...{
        KEYS_SECRET_ARN: 'arn:keys',
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
      },
    }))
      vi.stubEnv(name, value)
    secrets
      .on(GetSecretValueCommand, { SecretId: 'arn:keys' })
      .resolves({ SecretString: JSON.stringify(testKeys) })
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    secrets.restore()
  })

  it('is what `--aws` goes by: its tables, its keys, and the places it names for files', async () => {
    await using closers = new AsyncDisposableStack()
    const { deps, files } = await openInstallation({ aws: true }, closers)
    expect(deps.config.tables).toMatchObject({ members: 'stack-members', events: 'stack-events' })
    expect(deps.keys.current).toBe('k1')
    expect(Object.keys(files)).toEqual(['attachments'])
  })
})
