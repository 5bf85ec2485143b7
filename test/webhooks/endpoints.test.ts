import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { createKeyring } from '../../shared/keyring.ts'
import { openSecret, sealSecret } from '../../shared/secret-box.ts'
import { resealed, signingSecrets } from '../../shared/webhooks/secret.ts'
import { createListening, type Listening, type Someone } from './listening.ts'

const logged: unknown[] = []
const log = {
  info: (...line: unknown[]) => void logged.push(line),
  warn: (...line: unknown[]) => void logged.push(line),
  error: (...line: unknown[]) => void logged.push(line),
}

describe('webhook endpoints', () => {
  let world: Listening
  let member: Someone
  let colleague: Someone
  let stranger: Someone
  let coordinator: Someone
  beforeAll(async () => {
    world = await createListening({ log })
    member = await world.someone()
    colleague = await world.someone({ colleagueOf: member })
    stranger = await world.someone()
    coordinator = await world.someone({ grants: ['coordinator'] })
  })

  const post = (body: object, token: string | undefined = member.token, headers = {}) =>
    world.call(token, 'POST', '/v1/webhooks', body, headers)
  const good = { url: 'https://hooks.example.org/a', types: ['alert.issued'] }

  it('are made with a secret that is told once', async () => {
    const made = await post(good)
    expect(made.status).toBe(201)
    expect(made.headers.get('Location')).toBe(`/v1/webhooks/${made.json.id}`)
    expect(made.headers.get('ETag')).toBe('"1"')
    expect(made.json).toMatchObject({
      ...good,
      id: expect.stringMatching(/^whk_/),
      enabled: true,
      version: 1,
    })
    expect(Buffer.from(made.json.secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
    const { secret, ...rest } = made.json
    expect(await world.state(member, made.json.id)).toEqual(rest)
    const { json } = await world.call(member.token, 'GET', '/v1/webhooks')
    expect(json.items).toContainEqual(rest)
    expect(JSON.stringify(json)).not.toContain(secret)
  })

  it('are made once under an Idempotency-Key, and the repetition tells no secret', async () => {
    const key = { 'Idempotency-Key': '"hook-1"' }
    const first = await post(good, member.token, key)
    const again = await post(good, member.token, key)
    expect([again.status, again.json.id, again.json.secret]).toEqual([201, first.json.id, undefined])
  })

  it.each([
    ['http', 'http://hooks.example.org/'],
    ['another port', 'https://hooks.example.org:444/'],
    ['a password', 'https://a:b@hooks.example.org/'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback in decimal', 'https://2130706433/'],
    ['the cloud’s metadata', 'https://169.254.169.254/'],
    ['no URL', 'hooks'],
  ])('are refused with a reason: %s', async (_, url) => {
    const { status, json } = await post({ ...good, url })
    expect(status).toBe(422)
    expect(json.errors).toEqual([{ detail: expect.any(String), pointer: '#/url' }])
  })

  it('are refused for types that do not exist, for ticks of the clock, and for none', async () => {
    for (const types of [['alert.exploded'], ['webhook-retry.due'], []])
      expect((await post({ ...good, types })).status).toBe(422)
    expect((await post({ ...good, secret: 'mine' })).status).toBe(422)
    expect((await post({ ...good, types: ['*', 'alert.issued'] })).json.types).toEqual(['*'])
  })

  it('may be on this very machine only where that is allowed', async () => {
    const local = await createListening({ env: { ALLOW_LOOPBACK_ENDPOINTS: '1' } })
    const someone = await local.someone()
    const url = 'http://127.0.0.1:9999/hook'
    expect((await local.call(someone.token, 'POST', '/v1/webhooks', { ...good, url })).status).toBe(201)
    expect((await post({ ...good, url })).status).toBe(422)
  })

  it('are at most twenty of one person, however many are asked for at once', async () => {
    const eager = await world.someone()
    const answers = await Promise.all(Array.from({ length: 25 }, () => post(good, eager.token)))
    const made = answers.filter(({ status }) => status === 201)
    expect([made.length, answers.filter(({ status }) => status === 409).length]).toEqual([20, 5])
    const { id } = made[0]!.json
    expect((await world.call(eager.token, 'DELETE', `/v1/webhooks/${id}`)).status).toBe(204)
    expect((await world.call(eager.token, 'DELETE', `/v1/webhooks/${id}`)).status).toBe(404)
    expect((await post(good, eager.token)).status).toBe(201)
    expect((await post(good, eager.token)).status).toBe(409)
  })

  it('do not exist for other organizations, and are nobody’s without credentials', async () => {
    const { id } = await world.listen(member)
    const foreign = async (token: string | undefined) => [
      (await world.call(token, 'GET', `/v1/webhooks/${id}`)).status,
      (await world.call(token, 'GET', `/v1/webhooks/${id}/attempts`)).status,
      (await world.call(token, 'PATCH', `/v1/webhooks/${id}`, { enabled: false }, { 'If-Match': '"1"' }))
        .status,
      (await world.call(token, 'POST', `/v1/webhooks/${id}/test`)).status,
      (await world.call(token, 'POST', `/v1/webhooks/${id}/replay`, { eventId: 'evt_1' })).status,
      (await world.call(token, 'POST', `/v1/webhooks/${id}/secret`)).status,
      (await world.call(token, 'DELETE', `/v1/webhooks/${id}`)).status,
    ]
    expect(await foreign(stranger.token)).toEqual([404, 404, 404, 404, 404, 404, 404])
    expect(await foreign(undefined)).toEqual([401, 401, 401, 401, 401, 401, 401])
    const { json } = await world.call(stranger.token, 'GET', '/v1/webhooks')
    expect(json.items).toEqual([])
  })

  it('may be seen, disabled and deleted by a colleague, but not aimed: they have their owner’s eyes', async () => {
    const { id } = await world.listen(member)
    const patch = (body: object, version: number, { token }: Someone = colleague) =>
      world.call(token, 'PATCH', `/v1/webhooks/${id}`, body, { 'If-Match': `"${version}"` })
    expect((await patch({ url: 'https://mine.example.org/' }, 1)).status).toBe(403)
    expect((await world.call(colleague.token, 'POST', `/v1/webhooks/${id}/secret`)).status).toBe(403)
    expect((await patch({ enabled: false }, 1)).json).toMatchObject({
      enabled: false,
      disabledReason: 'by-hand',
    })
    expect((await patch({ enabled: true }, 2)).status).toBe(403)
    expect((await patch({ enabled: true }, 2, coordinator)).status).toBe(200)
    expect((await world.call(colleague.token, 'DELETE', `/v1/webhooks/${id}`)).status).toBe(204)
  })

  it('are open to programs with the scope for it', async () => {
    const { organizationId, contactId } = member
    const reader = await world.tokenFor({ organizationId, contactId, scopes: ['webhooks:read'] })
    const writer = await world.tokenFor({ organizationId, contactId, scopes: ['webhooks:write'] })
    expect((await post(good, reader)).status).toBe(403)
    expect((await post(good, writer)).status).toBe(201)
    expect((await world.call(writer, 'GET', '/v1/webhooks')).status).toBe(403)
    expect((await world.call(reader, 'GET', '/v1/webhooks')).status).toBe(200)
  })

  it('change only in the version that was read, and to what could have been registered', async () => {
    const { id } = await world.listen(member)
    const patch = (body: object, headers = {}) =>
      world.call(member.token, 'PATCH', `/v1/webhooks/${id}`, body, headers)
    expect((await patch({ types: ['*'] })).status).toBe(428)
    expect((await patch({ types: ['*'] }, { 'If-Match': '"9"' })).status).toBe(412)
    expect((await patch({ url: 'https://10.0.0.1/' }, { 'If-Match': '"1"' })).status).toBe(422)
    const changed = await patch(
      { types: ['meeting.called'], url: 'https://new.example.org' },
      { 'If-Match': '"1"' },
    )
    expect(changed.json).toMatchObject({
      types: ['meeting.called'],
      url: 'https://new.example.org/',
      version: 2,
    })
    await world.run()
    await world.happens({ type: 'situation.created' })
    await world.happens({ type: 'meeting.called' })
    await world.run()
    const calls = world.http.calls.filter(({ url }) => url === 'https://new.example.org/')
    expect(calls.map(({ body }) => JSON.parse(body).type)).toEqual(['meeting.called'])
  })

  it('page through their attempts', async () => {
    const busy = await world.someone()
    const { id } = await world.listen(busy)
    await world.run()
    for (let n = 0; n < 5; n++) {
      world.clock.advance(1)
      await world.happens()
    }
    await world.run()
    const at: string[] = []
    let next: string | undefined = `/v1/webhooks/${id}/attempts?limit=2`
    while (next) {
      const page = await world.call(busy.token, 'GET', next)
      at.push(...page.json.items.map((one: { eventId: string }) => one.eventId))
      next = /<https:\/\/[^/]+([^>]+)>/.exec(page.headers.get('Link') ?? '')?.[1]
    }
    expect([at.length, new Set(at).size]).toEqual([5, 5])
  })

  it('leave their secrets nowhere: not in the tables, the events or the log', async () => {
    const { id, secret } = await world.listen(member, { url: 'https://hooks.example.org/token-in-path' })
    const rotated = (await world.call(member.token, 'POST', `/v1/webhooks/${id}/secret`)).json.secret
    world.http.answer = () => {
      throw new Error(`${secret} failed`)
    }
    await world.happens()
    await world.run()
    world.http.answer = () => ({})
    const kept: unknown[] = []
    for (const table of Object.values(world.tables))
      kept.push((await world.client.send(new ScanCommand({ TableName: table }))).Items)
    const everything = JSON.stringify([kept, logged])
    expect(everything).toContain(id)
    for (const known of [secret, rotated]) {
      expect(everything).not.toContain(known)
      expect(everything).not.toContain(known.replace('whsec_', ''))
    }
    const { items } = await world.deps.store.query({ table: 'events', partition: id })
    expect(JSON.stringify([items, logged])).not.toContain('token-in-path')
    expect(logged.length).toBeGreaterThan(0)
  })
})

describe('the box of secrets', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
  const before = createKeyring({ current: 'k1', k1: key(1) })
  const during = createKeyring({ current: 'k2', k1: key(1), k2: key(2) })
  const after = createKeyring({ current: 'k2', k2: key(2) })

  it('opens for its own endpoint and key alone', () => {
    const sealed = sealSecret(before, 'whk_a', 'whsec_x')
    expect(openSecret(before, 'whk_a', sealed)).toBe('whsec_x')
    expect(openSecret(before, 'whk_b', sealed)).toBeUndefined()
    expect(openSecret(after, 'whk_a', sealed)).toBeUndefined()
    const box = Buffer.from(sealed.box, 'base64')
    box[14]! ^= 1
    expect(openSecret(before, 'whk_a', { ...sealed, box: box.toString('base64') })).toBeUndefined()
  })

  it('moves to the current key while the old one is still there', () => {
    const old = { sealed: [sealSecret(before, 'whk_a', 'whsec_x')], version: 1 }
    const moved = resealed(during, 'whk_a', old)!
    expect(signingSecrets(after, 'whk_a', moved, new Date())).toEqual(['whsec_x'])
    expect(resealed(during, 'whk_a', moved)).toBeUndefined()
    expect(signingSecrets(after, 'whk_a', old, new Date())).toEqual([])
  })
})
