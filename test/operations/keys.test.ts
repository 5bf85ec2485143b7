import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
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
import { mockClient } from 'aws-sdk-client-mock'
import PostalMime from 'postal-mime'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AwsPlace } from '../../infra/operations/aws-place.ts'
import { rotateLocal, rotateOnAws } from '../../infra/operations/keys/rotate.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { createKeyring, type KeyringDocument, signingWith, withKey } from '../../shared/keyring.ts'
import { openSecret, sealSecret } from '../../shared/secret-box.ts'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'
import { linkIn } from '../meetings/mails.ts'
import { testKeys } from '../support/world.ts'

const day = new Date('2026-11-26T12:00:00Z')
const rotated = signingWith(withKey(testKeys, 'k2', Buffer.alloc(32, 9)), 'k2')
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

describe('a rotation in the middle of everything', () => {
  let desk: Desk
  let member: Joined
  let asker: Joined
  let issued: string
  let waiting: string
  let next: string
  let secret: string
  let endpointId: string
  let evidence: string
  let sessionCookie: string
  let code: string
  const links: Record<string, string> = {}
  const created = {
    name: 'Made once',
    class: 'ngo',
    relation: 'member',
    country: 'KE',
    worksIn: [],
    languages: [],
  }

  const mailTo = (who: Joined) => desk.world.mail.sent.filter(({ to }) => to === who.email).at(-1)!
  const ask = async (who: Joined) => {
    await desk.call(undefined, 'POST', '/v1/sign-in', { email: who.email })
    await desk.pump.drain()
    return mailTo(who)
  }
  const createOnce = () =>
    desk.call(desk.coordinator, 'POST', '/v1/organizations', created, { 'Idempotency-Key': '"once"' })
  const list = (path: string) => desk.call(desk.coordinator, 'GET', path)
  let once: string

  beforeAll(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust')
    asker = await desk.join('Night Watch')
    issued = await desk.issue({ audience: { relations: ['member'] } })
    await desk.pump.feedBack()
    await desk.pump.pass(900)
    for (const kind of ['answer', 'unsubscribe']) links[kind] = (await linkIn(mailTo(member), kind))!
    evidence = (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${issued}/evidence`)).text
    const page = await list('/v1/organizations?limit=1')
    next = /<[^>]*(\/v1\/[^>]+)>; rel="next"/.exec(page.headers.get('Link')!)![1]!
    const hook = { url: 'https://hooks.example.org/in', types: ['alert.issued'] }
    const endpoint = (await desk.call(member.token, 'POST', '/v1/webhooks', hook)).json
    ;({ id: endpointId, secret } = endpoint)
    const signInLink = (await linkIn(await ask(member), 'sign-in'))!
    const opened = await desk.call(undefined, 'POST', signInLink, '', form)
    sessionCookie = opened.headers.get('Set-Cookie')!.split(';')[0]!
    const { text = '' } = await PostalMime.parse((await ask(asker)).raw)
    code = /\b(\d{6})\b/.exec(text)![1]!
    once = (await createOnce()).json.id
    // Approved, and not yet told to anybody.
    const { id } = await desk.alliance.draft({ audience: { relations: ['member'] } })
    await desk.alliance.release(id)
    waiting = id
    desk.world.rotate(rotated)
  })

  it('lets a code that was mailed before sign in', async () => {
    const { status } = await desk.call(undefined, 'POST', '/v1/sign-in/code', { email: asker.email, code })
    expect(status).toBe(200)
  })

  it('ends no session', async () => {
    const me = await desk.call(undefined, 'GET', '/v1/me', undefined, { Cookie: sessionCookie })
    expect([me.status, me.json.contactId]).toEqual([200, member.contactId])
  })

  it('leaves an alert’s link and a list’s cursor good', async () => {
    expect((await desk.visit(links['answer']!)).status).toBe(200)
    expect((await desk.send(links['answer']!, { answer: 'acting' })).status).toBe(200)
    const page = await list(next)
    expect([page.status, page.json.items.length]).toEqual([200, 1])
  })

  it('sends what was queued, with links of the new key, and posts it signed by the endpoint’s own secret', async () => {
    await desk.pump.drain()
    const { counts, manifest } = await desk.alliance.ledger(waiting)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(manifest)
    const link = (await linkIn(mailTo(member), 'answer'))!
    expect([links['answer']!.split('/')[2]!.split('.')[0], link.split('/')[2]!.split('.')[0]]).toEqual([
      'k1',
      'k2',
    ])
    expect((await desk.visit(link)).status).toBe(200)
    await desk.call(member.token, 'POST', `/v1/webhooks/${endpointId}/test`)
    await desk.pump.drain()
    const { headers, body } = desk.world.http.calls.at(-1)!
    const at = new Date(Number(headers['webhook-timestamp']) * 1000)
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(headers['webhook-id']!, at, body))
  })

  it('answers a repeated creation with what the first one made', async () => {
    expect((await createOnce()).json.id).toBe(once)
  })

  it('leaves evidence whole, of before and of after, by the keys that are published', async () => {
    const { keys } = (await desk.visit('/.well-known/tocsin-keys.json')).json
    expect(faultsOf(evidence, keys)).toEqual([])
    const after = (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${issued}/evidence`)).text
    expect(faultsOf(after, keys)).toEqual([])
    expect([JSON.parse(evidence).seal.kid, JSON.parse(after).seal.kid]).toEqual(['k1', 'k2'])
  })

  it('opens secrets that rest under the old key', () => {
    const sealed = sealSecret(createKeyring(testKeys), 'totp#con_1', 'JBSWY3DPEHPK3PXP')
    expect(openSecret(desk.world.deps.keys, 'totp#con_1', sealed)).toBe('JBSWY3DPEHPK3PXP')
  })

  it('unsubscribes by the link of an old mail, in one click', async () => {
    const done = await desk.call(undefined, 'POST', links['unsubscribe']!, 'List-Unsubscribe=One-Click', form)
    expect(done.status).toBe(200)
  })
})

describe('npm run keys -- rotate, on one machine', () => {
  it('is followed by the running program without a new start, and keeps the old key', async () => {
    const dataDir = temporaryDirectory()
    const { deps } = await start({}, { settings: { ...testSettings, dataDir } })
    const before = deps.keys.sign('link', 'text')
    expect(rotateLocal(dataDir, day)).toBe('k261126')
    await expect.poll(() => deps.keys.current, { timeout: 120_000 }).toBe('k261126')
    expect(deps.keys.verify('link', 'k1', 'text', before)).toBe(true)
    expect(deps.keys.verify('link', 'k261126', 'text', before)).toBe(false)
    expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600)
  })

  it('makes another key each time, however often on one day, and drops none', async () => {
    const dataDir = temporaryDirectory()
    await (await start({}, { settings: { ...testSettings, dataDir } })).stop()
    expect([rotateLocal(dataDir, day), rotateLocal(dataDir, day)]).toEqual(['k261126', 'k261126a'])
    const kept = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'))
    expect(Object.keys(kept)).toEqual(['current', 'k1', 'k261126', 'k261126a'])
    expect(kept.current).toBe('k261126a')
  })
})

describe('npm run keys -- rotate --stack', () => {
  const secrets = mockClient(SecretsManagerClient)
  const client = new LambdaClient({ region: 'eu-west-1' })
  const lambda = mockClient(client)
  afterAll(() => secrets.restore())
  const place = {
    lambda: client,
    functionNames: { api: 'api-1', mailer: 'mailer-1' },
    output: () => 'arn:secret',
  } as unknown as AwsPlace

  /** What happened, in order: the keys that were written, and the functions that started anew. */
  const rotateFrom = async (document: KeyringDocument, breaksOff = false) => {
    const happened: string[] = []
    secrets.reset()
    lambda.reset()
    secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(document) })
    let written = document
    secrets.on(PutSecretValueCommand).callsFake(({ SecretString }) => {
      written = JSON.parse(SecretString)
      happened.push(`keys ${Object.keys(written).slice(1)}, ${written.current} signs`)
    })
    lambda.on(GetFunctionConfigurationCommand).resolves({
      Environment: { Variables: { MAIL_TABLE: 'kept' } },
      RevisionId: 'r1',
      State: 'Active',
      LastUpdateStatus: 'Successful',
    })
    lambda.on(UpdateFunctionConfigurationCommand).callsFake(({ FunctionName, Environment }) => {
      expect(Environment.Variables).toMatchObject({ MAIL_TABLE: 'kept' })
      happened.push(FunctionName)
    })
    const wait = async (milliseconds: number) => {
      if (breaksOff) throw new Error('broken off')
      happened.push(`${milliseconds / 1000} s`)
    }
    await rotateOnAws(place, { now: day, say: () => {}, wait }).catch((error: Error) =>
      happened.push(error.message),
    )
    return { happened, written }
  }

  it('lets every function know the key before any signs with it', async () => {
    const { happened } = await rotateFrom(testKeys)
    expect(happened).toEqual([
      'keys k1,k261126, k1 signs',
      'api-1',
      'mailer-1',
      '120 s',
      'keys k1,k261126, k261126 signs',
      'api-1',
      'mailer-1',
    ])
  })

  it('goes on with the same key when it was broken off', async () => {
    const { written } = await rotateFrom(testKeys, true)
    expect(written.current).toBe('k1')
    const { happened } = await rotateFrom(written)
    expect(happened[0]).toBe('api-1')
    expect(happened).toContain('keys k1,k261126, k261126 signs')
  })
})
