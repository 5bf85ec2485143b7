import { randomBytes } from 'node:crypto'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { inject } from 'vitest'
import { createApp } from '../../functions/api/app.ts'
import { createTables, dynamoDbClient } from '../../infra/local/dynamodb.ts'
import { openFiles } from '../../infra/local/files/open.ts'
import type { GrantKind, Person, Scope } from '../../shared/access/actor.ts'
import { readConfig } from '../../shared/config.ts'
import type { Deps } from '../../shared/deps.ts'
import { startCredential } from '../../shared/identity/start-credential.ts'
import { randomIds } from '../../shared/ids.ts'
import { followingKeyring, type KeyringDocument } from '../../shared/keyring.ts'
import { createStore, type TableNames } from '../../shared/storage/dynamodb.ts'
import type { Store } from '../../shared/storage/store.ts'
import { tableNames } from '../../shared/storage/tables.ts'
import { TestClock } from './clock.ts'
import { MemoryDynamoDb } from './dynamodb/memory.ts'
import { MemoryHttp } from './memory-http.ts'
import { MemoryMail } from './memory-mail.ts'
import { MemoryQueues } from './memory-queues.ts'
import { asDescribed } from './told.ts'

export const testKeys = { current: 'k1', k1: Buffer.alloc(32, 7).toString('base64') }

/** Another installation's keys. */
const ringOf = (id: string) => ({ current: id, [id]: Buffer.alloc(32, id).toString('base64') })

type Engine = 'memory' | 'dynoxide'

/** Empty tables of one's own, and as many clients of them as one likes. */
const createTablesOn = async (engine: Engine) => {
  const prefix = `t${randomBytes(6).toString('hex')}-`
  if (engine === 'memory') {
    const names = Object.fromEntries(tableNames.map((name) => [name, `${prefix}${name}`])) as TableNames
    const memory = new MemoryDynamoDb(names)
    return { names, connect: () => memory.client() }
  }
  const endpoint = inject('dynamoDbEndpoint')
  const names = await createTables(dynamoDbClient(endpoint), prefix)
  const marshallOptions = { removeUndefinedValues: true }
  const connect = () => DynamoDBDocumentClient.from(dynamoDbClient(endpoint, 1), { marshallOptions })
  return { names, connect }
}

export const quietLog = { info() {}, warn() {}, error() {} }

/** What a test may change of its world before it begins. */
export interface WorldOptions {
  /** What keeps its rows: memory, or the engine of `npm start`; `DYNAMODB=dynoxide` puts every test on that one. */
  readonly engine?: Engine
  readonly client?: (client: DynamoDBDocumentClient) => DynamoDBDocumentClient
  readonly store?: (store: Store) => Store
  readonly log?: Deps['log']
  readonly env?: Record<string, string>
  /** The id of the key that signs. */
  readonly keyId?: string
}

/** A whole installation of one's own: empty tables, a clock that stands still, mail in memory. */
export const createWorld = async (options: WorldOptions = {}) => {
  const usual = process.env['DYNAMODB'] === 'dynoxide' ? 'dynoxide' : 'memory'
  const { names: tables, connect } = await createTablesOn(options.engine ?? usual)
  const client = (options.client ?? ((plain) => plain))(connect())
  const clock = new TestClock('2026-11-22T09:00:00Z')
  const queues = new MemoryQueues(clock)
  const mail = new MemoryMail(clock)
  const http = new MemoryHttp()
  const inbox = new Map<string, Uint8Array>()
  const config = { ...readConfig({ PUBLIC_URL: 'https://tocsin.example.org', ...options.env }), tables }
  let document: KeyringDocument = options.keyId ? ringOf(options.keyId) : testKeys
  const keys = followingKeyring(() => document)
  const files = openFiles({ dataDir: undefined, publicUrl: config.publicUrl, keys, now: () => clock.now() })
  const patience = { attempts: 12, sleep: async () => {}, random: Math.random }
  const deps: Deps = {
    config,
    clock,
    ids: randomIds,
    store: (options.store ?? ((plain) => plain))(asDescribed(createStore(client, tables, patience))),
    queues,
    mail,
    http,
    keys,
    log: options.log ?? quietLog,
    metrics: { count() {}, seconds() {} },
    inbound: { read: async (messageId) => inbox.get(messageId) ?? new Uint8Array() },
    files,
  }
  const app = createApp(deps)

  /** Signs somebody in with a token, without a mail; their contact need not be in the roster. */
  const tokenFor = async (person: Partial<Omit<Person, 'kind'>> & { scopes?: Scope[] } = {}) => {
    const secret = randomBytes(16).toString('hex')
    const credential = {
      id: deps.ids.next('token'),
      kind: 'token' as const,
      person: {
        kind: 'person' as const,
        contactId: deps.ids.next('contact'),
        organizationId: deps.ids.next('organization'),
        relation: 'member' as const,
        grants: [] as GrantKind[],
        ...person,
      },
      createdAt: clock.now().toISOString(),
      expiresAt: Math.floor(clock.now().getTime() / 1000) + 10 * 365 * 86_400,
    }
    await deps.store.transact(await startCredential(deps, secret, credential))
    return secret
  }

  /** Calls the API as the bearer of a token (or nobody) and reads the JSON answer. */
  const call = async (
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const isText = typeof body === 'string'
    const response = await app.request(path, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isText && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
    const json: any = /json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(text) : undefined
    return { status: response.status, headers: response.headers, text, json }
  }

  /** Changes the signing keys under everything that runs. */
  const rotate = (to: KeyringDocument) => {
    document = to
    keys.renew()
  }

  return {
    rotate,
    deps,
    app,
    clock,
    queues,
    mail,
    http,
    inbox,
    files,
    tokenFor,
    call,
    client,
    tables,
    connect,
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
