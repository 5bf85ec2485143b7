import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { AwsPlace } from '../../infra/operations/aws-place.ts'
import { dropLocal, dropOnAws, whyKept } from '../../infra/operations/keys/drop.ts'
import { rotateLocal } from '../../infra/operations/keys/rotate.ts'
import { openLocalPlace } from '../../infra/operations/local-place.ts'
import { allTables } from '../../infra/takeout/all-tables.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { type KeyringDocument, signingWith, withKey } from '../../shared/keyring.ts'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { peopleOf } from '../identity/people.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'
import { testKeys } from '../support/world.ts'

/** The world's clock stands on 22 November 2026, the day in the id of the second key. */
const rotated = signingWith(withKey(testKeys, 'k261122', Buffer.alloc(32, 9)), 'k261122')
const day = 86_400

let desk: Desk
let member: Joined
beforeEach(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
})

const why = (id: string, document: KeyringDocument = rotated) =>
  whyKept({
    ...{ document, id, now: desk.world.clock.now() },
    rows: allTables(desk.world.client, desk.world.tables),
  })

describe('a key that signs no more', () => {
  it('stays while a link in a mail that it signed is good, and may go afterwards', async () => {
    desk.world.rotate(rotated)
    expect(await why('k1')).toEqual(['Links in mails that k1 has signed are good until 2027-12-29.'])
    desk.world.clock.advance(401 * day)
    expect(await why('k1')).toHaveLength(1)
    desk.world.clock.advance(2 * day)
    expect(await why('k1')).toEqual([])
  })

  it('stays as long as the evidence shows that it signed, whatever day stands in the id of the next', async () => {
    const late = signingWith(withKey(testKeys, 'k200101', Buffer.alloc(32, 9)), 'k200101')
    await desk.issue({ audience: { relations: ['member'] } })
    await desk.pump.pass(900)
    expect(await why('k1', late)).toEqual(['Links in mails that k1 has signed are good until 2027-12-27.'])
  })

  it('stays while a secret rests under it, and not once its owner or its endpoint has been there again', async () => {
    const people = peopleOf(desk.world, desk.coordinator)
    const holder = await people.enter()
    const code = await people.give(holder, desk.alliance.second)
    const session = await people.signIn(holder)
    const { secret } = await people.register(session, code)
    const hook = { url: 'https://hooks.example.org/in', types: ['situation.created'] }
    await desk.call(member.token, 'POST', '/v1/webhooks', hook)
    desk.world.rotate(rotated)
    desk.world.clock.advance(410 * day)
    expect(await why('k1')).toEqual([
      '1 × second factors: each until their owner has proved a code of the app.',
      '1 × endpoint: each until it has answered once more, or is removed.',
    ])
    await desk.alliance.situation()
    await desk.pump.drain()
    const proof = { code: people.codeOfApp(secret) }
    const again = await people.signIn(holder)
    expect((await desk.call(again, 'POST', '/v1/me/factors/proof', proof)).status).toBe(200)
    expect(await why('k1')).toEqual([])
  })

  it('stays while calendars answer to an address of it, of a meeting that lies ahead still', async () => {
    const meeting = {
      ...{ title: 'Years', agenda: '', timeZone: 'Africa/Nairobi', durationMinutes: 60 },
      location: { kind: 'online', url: 'https://meet.example.org/1' },
      startsAt: '2028-06-01T15:00',
    }
    const { json } = await desk.call(desk.coordinator, 'POST', '/v1/meetings', meeting)
    desk.world.rotate(rotated)
    desk.world.clock.advance(410 * day)
    expect(await why('k1')).toEqual(['1 × meeting: each until it is over.'])
    await desk.call(desk.coordinator, 'POST', `/v1/meetings/${json.id}/cancellation`, { reason: 'No need' })
    expect(await why('k1')).toEqual([])
  })

  it('is never the one that signs, nor one that nobody knows the end of', async () => {
    desk.world.clock.advance(3000 * day)
    expect(await why('k261122')).toEqual(['k261122 signs now: rotate first.'])
    expect(await why('k9')).toEqual(['There is no key k9; there are k1, k261122.'])
    expect(await why('current')).toHaveLength(1)
    const byHand = signingWith(withKey(testKeys, 'k2', Buffer.alloc(32, 9)), 'k2')
    expect(await why('k1', byHand)).toEqual([
      'Nothing says since when k1 signs no more: the id of the key after it has no day.',
    ])
  })
})

describe('npm run keys -- drop', () => {
  const secrets = mockClient(SecretsManagerClient)
  const client = new LambdaClient({ region: 'eu-west-1' })
  const lambda = mockClient(client)
  afterAll(() => secrets.restore())

  /** A stack whose tables are those of the desk. */
  const stack = () => {
    return {
      ...{ lambda: client, store: desk.world.deps.store },
      functionNames: { api: 'api-1', mailer: 'mailer-1' },
      output: () => 'arn:secret',
    } as unknown as AwsPlace
  }
  const drop = async (isDryRun: boolean) => {
    const happened: string[] = []
    secrets.reset()
    lambda.reset()
    secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(rotated) })
    secrets.on(PutSecretValueCommand).callsFake(({ SecretString }) => {
      happened.push(`keys ${Object.keys(JSON.parse(SecretString))}`)
    })
    lambda.on(GetFunctionConfigurationCommand).resolves({
      ...{ RevisionId: 'r1', State: 'Active', LastUpdateStatus: 'Successful' },
    })
    lambda.on(UpdateFunctionConfigurationCommand).callsFake(({ FunctionName }) => {
      happened.push(FunctionName)
    })
    const rows = allTables(desk.world.client, desk.world.tables)
    const reasons = await dropOnAws(stack(), { id: 'k1', isDryRun, rows, now: desk.world.clock.now() })
    return { reasons, happened }
  }

  it('changes nothing while something rests on the key, nor in a dry run', async () => {
    desk.world.rotate(rotated)
    expect((await drop(false)).happened).toEqual([])
    desk.world.clock.advance(410 * day)
    expect(await drop(true)).toEqual({ reasons: [], happened: [] })
  })

  it('drops it, has every function forget it, and leaves evidence of its time verifiable', async () => {
    const id = await desk.issue({ audience: { relations: ['member'] } })
    await desk.pump.feedBack()
    await desk.pump.pass(900)
    const evidence = (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/evidence`)).text
    desk.world.rotate(rotated)
    desk.world.clock.advance(410 * day)
    expect(await drop(false)).toEqual({
      reasons: [],
      happened: ['keys current,k261122', 'api-1', 'mailer-1'],
    })
    const { current, k261122 } = rotated
    desk.world.rotate({ current, k261122: k261122! })
    const { keys } = (await desk.visit('/.well-known/tocsin-keys.json')).json
    expect(faultsOf(evidence, keys)).toEqual([])
  })

  it('drops it on one machine, whose program follows', async () => {
    const settings = { ...testSettings, dataDir: temporaryDirectory() }
    const { deps } = await start({}, { settings })
    rotateLocal(settings.dataDir, new Date('2026-11-22T12:00:00Z'))
    await using closing = new AsyncDisposableStack()
    const place = await openLocalPlace(settings)
    closing.defer(() => place.close())
    const drop = (now: string) => {
      const rows = allTables(DynamoDBDocumentClient.from(place.dynamoDb), place.config.tables)
      return dropLocal(place, { id: 'k1', isDryRun: false, rows, now: new Date(now) })
    }
    expect(await drop('2027-01-01T00:00:00Z')).toHaveLength(1)
    expect(await drop('2028-12-31T00:00:00Z')).toEqual([])
    await expect.poll(() => deps.keys.keyIds, { timeout: 120_000 }).toEqual(['k261122'])
  }, 240_000)
})
