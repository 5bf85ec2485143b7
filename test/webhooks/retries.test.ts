import { beforeEach, describe, expect, it } from 'vitest'
import { contentKey, notificationKey } from '../../shared/ledger/notification.ts'
import { CallFailed } from '../../shared/ports/http.ts'
import { secondsAsked, waits } from '../../shared/webhooks/schedule.ts'
import { createListening, type Listening, type Someone } from './listening.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

describe('an endpoint that fails', () => {
  let world: Listening
  let member: Someone
  let endpoint: { id: string; secret: string }
  beforeEach(async () => {
    world = await createListening()
    member = await world.someone()
    endpoint = await world.listen(member)
  })

  const answer = (status: number, retryAfter?: string) => {
    world.http.answer = () => ({ status, ...(retryAfter && { retryAfter }) })
  }

  const happensAndRuns = async () => {
    const event = await world.happens()
    await world.run()
    return event
  }

  const untilNothingIsDue = async () => {
    const waited: number[] = []
    for (let next = await world.untilNext(); next !== undefined; next = await world.untilNext())
      waited.push(next)
    return waited
  }

  const noticesTold = async (type: string) => {
    const { items } = await world.deps.store.query({ table: 'events', partition: endpoint.id })
    const ids = items.filter((item) => item.type === type).flatMap((item) => item.notifications as string[])
    return Promise.all(
      ids.map(async (id) => ({
        ...(await world.deps.store.get('deliveries', notificationKey(id))),
        ...(await world.deps.store.get('deliveries', contentKey(id))),
      })),
    )
  }

  it('is tried ten times over three days, each attempt after its wait and up to a tenth', async () => {
    answer(500)
    const event = await happensAndRuns()
    const waited = await untilNothingIsDue()
    expect(waited).toHaveLength(9)
    waited.forEach((seconds, at) => {
      expect(seconds).toBeGreaterThanOrEqual(waits[at + 1]!)
      expect(seconds).toBeLessThanOrEqual(waits[at + 1]! * 1.1 + 1)
    })
    expect(world.http.calls).toHaveLength(10)
    const attempts = await world.attempts(member, endpoint.id)
    expect(attempts.map(({ attempt }: { attempt: number }) => attempt)).toEqual([
      10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ])
    expect(attempts[0]).not.toHaveProperty('nextAttemptAt')
    expect(new Set(world.http.calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([event.id]))
    expect(new Set(world.http.calls.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    expect(() => world.verify(endpoint.secret, world.http.calls.at(-1)!)).not.toThrow()
  })

  it('is tried the second time by the queue, without waiting for the minute', async () => {
    answer(500)
    await happensAndRuns()
    const [second] = world.queues.sent
    expect(second).toMatchObject({ queue: 'webhooks', delaySeconds: 5, message: { attempt: 2 } })
    await world.deliver([second!.message])
    await world.pass(10)
    expect(world.http.calls).toHaveLength(2)
  })

  it('is left alone once it takes the event', async () => {
    answer(500)
    await happensAndRuns()
    await world.untilNext()
    answer(204)
    await world.untilNext()
    expect(await world.untilNext()).toBeUndefined()
    expect(world.http.calls).toHaveLength(3)
  })

  it('counts a redirect as a failure', async () => {
    answer(302)
    await happensAndRuns()
    expect(await world.agenda()).toHaveLength(1)
  })

  it.each([
    ['seconds', '120', 120],
    ['a date', 'Sun, 22 Nov 2026 09:10:00 GMT', 600],
    ['more than a day', '999999', day],
  ])('is left in peace for as long as Retry-After says: %s', async (_, retryAfter, seconds) => {
    answer(503, retryAfter)
    await happensAndRuns()
    answer(200)
    await happensAndRuns()
    expect(world.http.calls).toHaveLength(1)
    await world.pass(seconds - 1)
    expect(world.http.calls).toHaveLength(1)
    await world.pass(2)
    await world.pass(minute)
    expect(world.http.calls).toHaveLength(3)
    expect(
      (await world.attempts(member, endpoint.id)).map(({ status }: { status: number }) => status),
    ).toEqual([200, 200, 503])
  })

  it('understands no other Retry-After', () => {
    const now = new Date('2026-11-22T09:00:00Z')
    expect(secondsAsked('Sun, 22 Nov 2020 09:10:00 GMT', now)).toBe(0)
    for (const odd of [undefined, '', 'soon', '-5', '1e9', '3.5', 'GMT', '99999999999'])
      expect([odd, secondsAsked(odd, now)]).toEqual([odd, undefined])
  })

  it.each([429, 502, 504])('is slowed down by a step when it answers %i', async (status) => {
    answer(status)
    await happensAndRuns()
    expect(await world.untilNext()).toBeGreaterThanOrEqual(5 * minute)
    expect(await world.untilNext()).toBeGreaterThanOrEqual(30 * minute)
  })

  it('holds up nobody else while it is silent: its other events are put off without being tried', async () => {
    await world.listen(member, { url: 'https://quick.example.org/' })
    world.http.answer = ({ url }) => {
      if (url.includes('quick')) return {}
      throw new CallFailed('timeout')
    }
    await happensAndRuns()
    for (let n = 0; n < 5; n++) await happensAndRuns()
    const slow = () => world.http.calls.filter(({ url }) => !url.includes('quick')).length
    expect([slow(), world.http.calls.length - slow()]).toEqual([1, 6])
    world.http.answer = () => ({})
    await world.pass(minute)
    await world.pass(minute)
    await world.pass(minute)
    expect(slow()).toBe(7)
  })

  it('is disabled at once, and its owner told, when it answers 410', async () => {
    answer(410)
    await happensAndRuns()
    await happensAndRuns()
    expect(world.http.calls).toHaveLength(1)
    expect(await world.agenda()).toEqual([])
    expect(await world.state(member, endpoint.id)).toMatchObject({ enabled: false, disabledReason: 'gone' })
    const [notice] = await noticesTold('webhook.disabled')
    expect(notice).toMatchObject({
      kind: 'notice',
      recipients: {
        of: 'contacts',
        contacts: [{ organizationId: member.organizationId, contactId: member.contactId }],
      },
      content: { key: 'webhook-disabled', params: { endpoint: `hooks.example.org (${endpoint.id})` } },
    })
    const enable = await world.call(
      member.token,
      'PATCH',
      `/v1/webhooks/${endpoint.id}`,
      { enabled: true },
      { 'If-Match': '"2"' },
    )
    expect(enable.json).toMatchObject({ enabled: true })
    expect(enable.json).not.toHaveProperty('disabledReason')
    answer(200)
    await happensAndRuns()
    expect(world.http.calls).toHaveLength(2)
  })

  it('is warned half way and disabled after five days without one success, once', async () => {
    answer(500)
    await happensAndRuns()
    await untilNothingIsDue()
    expect(await noticesTold('webhook.failing')).toMatchObject([
      {
        content: {
          key: 'webhook-failing',
          params: { since: '2026-11-22 09:00 UTC', until: '2026-11-27 09:00 UTC' },
        },
      },
    ])
    expect(await world.state(member, endpoint.id)).toMatchObject({ enabled: true })
    await world.pass(5 * day)
    await Promise.all([world.happens(), world.happens(), world.happens()])
    await world.run()
    expect(await world.state(member, endpoint.id)).toMatchObject({
      enabled: false,
      disabledReason: 'failing',
    })
    expect(await noticesTold('webhook.disabled')).toHaveLength(1)
    expect(await noticesTold('webhook.failing')).toHaveLength(1)
    const calls = world.http.calls.length
    await untilNothingIsDue()
    await happensAndRuns()
    expect(world.http.calls).toHaveLength(calls)
  })

  it('is not disabled when anything succeeded in between', async () => {
    answer(500)
    await happensAndRuns()
    await untilNothingIsDue()
    answer(200)
    await happensAndRuns()
    answer(500)
    await world.pass(5 * day)
    await happensAndRuns()
    expect(await world.state(member, endpoint.id)).toMatchObject({ enabled: true })
  })

  it('keeps every outcome of many failures at once', async () => {
    answer(503, '30')
    for (let n = 0; n < 20; n++) await world.happens()
    expect(await world.run()).toEqual([])
    const tried = (await world.attempts(member, endpoint.id)).length
    expect(tried).toBe(world.http.calls.length)
    expect(await world.agenda()).toHaveLength(20)
  })
})
