import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDutyRoom, type DutyRoom } from '../alerts/release/duty-room.ts'
import { aSituation } from '../support/builders.ts'

let room: DutyRoom
let hub: { id: string; secret: string; version: number }
beforeEach(async () => {
  room = await createDutyRoom()
  const body = { name: 'River Hub', senders: ['alerts@weather.example.org'] }
  hub = (await room.call(room.coordinator, 'POST', '/v1/hubs', body)).json
})

const news = {
  identifier: 'RH-2026-117',
  date: '2026-11-20',
  text: 'The radio calls for the river people to be driven out',
  countries: ['SD'],
  kind: 'hate speech',
}

interface Sent {
  readonly secret?: string
  readonly body?: string
  readonly to?: string
}
/** Signed as the public library does it. */
const send = async (given: object, { secret = hub.secret, body, to = hub.id }: Sent = {}) => {
  const text = JSON.stringify(given, null, 2)
  const at = room.world.clock.now()
  const response = await room.world.app.request(`/v1/hubs/${to}/news`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, text),
    },
    body: body ?? text,
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
const waiting = async (status = 'open') =>
  (await room.call(room.coordinator, 'GET', `/v1/incoming-news?status=${status}`)).json.items
const tasks = async () =>
  (await room.call(room.coordinator, 'GET', '/v1/tasks?status=open')).json.items.filter(
    ({ kind }: { kind: string }) => kind === 'incoming-news',
  )
const close = (id: unknown, body: object, token = room.coordinator) =>
  room.call(token, 'POST', `/v1/incoming-news/${id}/closure`, body)

describe('news of a trusted hub', () => {
  it('is held for a coordinator, and nobody else sees it', async () => {
    const member = await room.join('Memorial Trust')
    const { status, json } = await send(news)
    expect([status, json['isKnown']]).toEqual([202, false])
    expect(await tasks()).toMatchObject([{ subject: json['id'] }])
    const { identifier, countries, ...indicator } = news
    expect(await waiting()).toMatchObject([{ hubId: hub.id, identifier, countries, indicator }])
    for (const path of [`/v1/incoming-news/${json['id']}`, `/v1/incoming-news/nws_none`])
      expect((await room.call(member.token, 'GET', path)).status).toBe(404)
    expect((await room.call(member.token, 'GET', '/v1/incoming-news')).status).toBe(403)
  })

  it('is the same however often it comes, and never comes to stand for another', async () => {
    const answers = await Promise.all([send(news), send(news), send(news)])
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(new Set(answers.map(({ json }) => json['id'])).size).toBe(1)
    expect([(await waiting()).length, (await tasks()).length]).toEqual([1, 1])
    for (const other of [
      { ...news, text: 'All is calm' },
      { ...news, kind: undefined },
    ]) {
      const { status, json } = await send(other)
      expect([status, json['detail']]).toEqual([409, expect.stringContaining('identifier-reused')])
    }
  })

  it("enters a situation's timeline, in the hub's words or a coordinator's", async () => {
    const { id: situationId } = (await room.call(room.coordinator, 'POST', '/v1/situations', aSituation()))
      .json
    const [first, second] = [await send(news), await send({ ...news, identifier: 'RH-2026-118' })]
    const own = { date: '2026-11-19', text: 'A radio of the province calls for expulsions' }
    const closed = await close(first.json['id'], { outcome: 'indicator', situationId })
    expect(closed.json).toMatchObject({ status: 'closed', closure: { outcome: 'indicator', situationId } })
    await close(second.json['id'], { outcome: 'indicator', situationId, indicator: own })
    const { items } = (await room.call(room.coordinator, 'GET', `/v1/situations/${situationId}/timeline`))
      .json
    expect(items.map(({ text }: { text: string }) => text).sort()).toEqual([own.text, news.text].sort())
    expect([await waiting(), await tasks()]).toEqual([[], []])
    expect((await close(first.json['id'], { outcome: 'dismissed', reason: 'Twice' })).status).toBe(409)
    // What is decided stays decided when the hub sends it again.
    expect((await send(news)).json).toEqual({ id: first.json['id'], isKnown: true })
    expect([await waiting(), await tasks()]).toEqual([[], []])
  })

  it('is dismissed with a reason', async () => {
    const { json } = await send(news)
    expect((await close(json['id'], { outcome: 'dismissed' })).status).toBe(422)
    const nowhere = await close(json['id'], { outcome: 'indicator', situationId: 'sit_none' })
    expect(nowhere.status).toBe(404)
    await close(json['id'], { outcome: 'dismissed', reason: 'A rumour' })
    expect(await waiting('closed')).toMatchObject([{ closure: { reason: 'A rumour' } }])
  })

  it('is refused if it is not what the hub has signed just now', async () => {
    const other = (
      await room.call(room.coordinator, 'POST', '/v1/hubs', { name: 'Another', senders: ['a@b.example.org'] })
    ).json
    const refused = [
      await send(news, { secret: other.secret }),
      await send(news, { to: 'hub_none' }),
      // The same values in other bytes are not what was signed.
      await send(news, { body: JSON.stringify(news) }),
    ]
    await room.call(
      room.coordinator,
      'PATCH',
      `/v1/hubs/${hub.id}`,
      { enabled: false },
      { 'If-Match': `"${hub.version}"` },
    )
    refused.push(await send(news))
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    expect(await waiting()).toEqual([])
  })

  it('that breaks a rule is refused by name', async () => {
    const { status, json } = await send({ ...news, date: '2026-02-30', countries: ['xx1'] })
    expect([status, json['type']]).toEqual([422, expect.stringContaining('invalid')])
    const pointers = (json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)
    expect([...new Set(pointers)].sort()).toEqual(['#/countries/0', '#/date'])
  })
})
