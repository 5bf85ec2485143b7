import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { createGuardedHttp } from '../../shared/ports/guarded-http.ts'
import { CallFailed } from '../../shared/ports/http.ts'
import { attemptDelivery } from '../../shared/webhooks/attempt.ts'
import type { Hint } from '../../shared/webhooks/hint.ts'
import { createListening, type Listening, type Someone } from './listening.ts'

describe('a webhook', () => {
  let world: Listening
  let member: Someone
  beforeEach(async () => {
    world = await createListening()
    member = await world.someone()
  })

  it('posts what happened, thin and signed, under an id that stays', async () => {
    const { secret } = await world.listen(member)
    const event = await world.happens()
    expect(await world.run()).toEqual([])
    const [call] = world.http.calls
    expect(call!.url).toBe('https://hooks.example.org/tocsin?key=hidden')
    expect(call!.headers['webhook-id']).toBe(event.id)
    expect(world.verify(secret, call!)).toEqual({
      type: 'situation.created',
      timestamp: event.at,
      data: { id: event.id, subject: event.subject, level: 'warning' },
    })
    expect(() => world.verify('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', call!)).toThrow()
    expect(() => world.verify(secret, { ...call!, body: `${call!.body} ` })).toThrow()
  })

  it('reaches a real endpoint, byte for byte as it was signed', async () => {
    const local = await createListening({ env: { ALLOW_LOOPBACK_ENDPOINTS: '1' } })
    const got: { body: string; headers: Record<string, string> }[] = []
    const server = createServer(async (request, response) => {
      got.push({ body: await text(request), headers: request.headers as Record<string, string> })
      response.writeHead(204).end()
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    const { secret } = await local.listen(await local.someone(), { url })
    await local.happens({ data: { word: 'تنبيه' } })
    await local.catchUp()
    const [hint] = local.queues.take('webhooks')
    await attemptDelivery(
      { ...local.deps, http: createGuardedHttp({ allowLoopback: true }) },
      hint!.message as Hint,
    )
    server.close()
    expect(local.verify(secret, got[0]!)).toMatchObject({ data: { word: 'تنبيه' } })
  })

  it('stays below 20 KB, whatever an event holds', async () => {
    const { secret } = await world.listen(member)
    const event = await world.happens({
      data: { fields: Array.from({ length: 3000 }, () => 'something long') },
    })
    await world.run()
    expect(world.verify(secret, world.http.calls[0]!)).toMatchObject({
      data: { id: event.id, subject: event.subject },
    })
    expect(Buffer.byteLength(world.http.calls[0]!.body)).toBeLessThan(20_000)
  })

  it('signs with the old secret and the new for a day after a rotation', async () => {
    const { id, secret: old } = await world.listen(member)
    const rotated = await world.call(member.token, 'POST', `/v1/webhooks/${id}/secret`)
    const fresh = rotated.json.secret
    expect([rotated.status, rotated.json.previousSignsUntil]).toEqual([200, '2026-11-23T09:00:00.000Z'])
    expect(fresh).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    await world.happens()
    await world.run()
    const during = world.http.calls.at(-1)!
    expect(during.headers['webhook-signature']!.split(' ')).toHaveLength(2)
    expect(world.verify(old, during)).toEqual(world.verify(fresh, during))
    world.clock.advance(24 * 3600 + 1)
    await world.happens()
    await world.run()
    const after = world.http.calls.at(-1)!
    expect(after.headers['webhook-signature']!.split(' ')).toHaveLength(1)
    expect(world.verify(fresh, after)).toBeDefined()
    expect(() => world.verify(old, after)).toThrow()
  })

  it('hears of the types it asked for, or of everything', async () => {
    await world.listen(member, {
      url: 'https://some.example.org/',
      types: ['coalition.formed', 'meeting.called'],
    })
    await world.listen(member, { url: 'https://all.example.org/', types: ['*', 'meeting.called'] })
    await world.run()
    world.http.calls.splice(0)
    await world.happens({ type: 'meeting.called' })
    await world.happens({ type: 'situation.created' })
    await world.run()
    const hosts = world.http.calls
      .map(({ url, body }) => `${new URL(url).host} ${JSON.parse(body).type}`)
      .sort()
    expect(hosts).toEqual(
      [
        'all.example.org meeting.called',
        'all.example.org situation.created',
        'some.example.org meeting.called',
      ].sort(),
    )
  })

  it('sends once, however often and however concurrently it is hinted at', async () => {
    await world.listen(member)
    await world.happens()
    await world.catchUp()
    const [hint] = world.queues.take('webhooks').map(({ message }) => message)
    let release = () => {}
    world.http.answer = () =>
      new Promise((done) => {
        release = () => done({})
      })
    const first = world.deliver([hint!, hint!, hint!])
    while (world.http.calls.length === 0) await new Promise((done) => setTimeout(done, 5))
    expect(await world.deliver([hint!])).toHaveLength(1)
    release()
    expect(await first).toHaveLength(2)
    expect(await world.deliver([hint!, hint!])).toEqual([])
    expect(world.http.calls).toHaveLength(1)
  })

  it('takes over from a sender that died at it, under the same id', async () => {
    await world.listen(member)
    await world.happens()
    await world.catchUp()
    const [hint] = world.queues.take('webhooks').map(({ message }) => message)
    world.http.answer = () => {
      throw new Error('the power went out')
    }
    expect(await world.deliver([hint!])).toHaveLength(1)
    world.http.answer = () => ({})
    expect(await world.deliver([hint!])).toHaveLength(1)
    world.clock.advance(100)
    expect(await world.deliver([hint!])).toEqual([])
    expect(world.http.calls.map(({ headers }) => headers['webhook-id'])).toHaveLength(2)
    expect(new Set(world.http.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('keeps a log of attempts for thirty days, with no more than a glimpse of the answer', async () => {
    const { id } = await world.listen(member)
    const event = await world.happens()
    const body = `\u0000<b>no\u001b[31m entry</b>\r\n\u202e${'x'.repeat(70_000)}`
    world.http.answer = () => ({ status: 403, body })
    await world.run()
    world.clock.advance(60)
    world.http.answer = () => {
      throw new CallFailed('unknown-host')
    }
    await world.happens()
    await world.run()
    const [newest, oldest] = await world.attempts(member, id)
    expect(newest).toMatchObject({ failure: 'unknown-host', attempt: 1, replay: false })
    expect(oldest).toMatchObject({
      eventId: event.id,
      type: event.type,
      status: 403,
      attempt: 1,
      durationMs: 0,
    })
    expect(oldest.answer).toHaveLength(200)
    expect(oldest.answer).toMatch(/^<b>no \[31m entry<\/b> x+$/)
    expect(oldest.nextAttemptAt).toMatch(/^2026-11-22T09:00:05/)
    world.clock.advance(31 * 86_400)
    expect(await world.attempts(member, id)).toEqual([])
  })

  it('is tried by a test event that no other endpoint hears', async () => {
    const { id, secret } = await world.listen(member, { types: ['alert.issued'] })
    await world.listen(member, { types: ['webhook.tested'] })
    await world.run()
    const { status, json } = await world.call(member.token, 'POST', `/v1/webhooks/${id}/test`)
    expect(status).toBe(202)
    await world.run()
    expect(world.http.calls).toHaveLength(1)
    expect(world.verify(secret, world.http.calls[0]!)).toMatchObject({
      type: 'webhook.tested',
      data: { id: json.eventId, subject: id },
    })
  })
})
