import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createDutyRoom, type DutyRoom } from '../alerts/release/duty-room.ts'
import { aCap, anInfo } from '../cap/a-cap.ts'
import { sign } from './signing.ts'

let room: DutyRoom
let onDuty: Joined
let hub: { id: string; secret: string; version: number }
beforeEach(async () => {
  room = await createDutyRoom()
  onDuty = await room.coordinatorNamed('Duty Desk')
  const body = { name: 'River Hub', senders: ['alerts@weather.example.org'] }
  hub = (await room.call(room.coordinator, 'POST', '/v1/hubs', body)).json
})

const seconds = () => Math.floor(room.world.clock.now().getTime() / 1000)

interface Sent {
  readonly secret?: string
  readonly id?: string
  readonly timestamp?: string
  readonly headers?: Record<string, string>
  readonly to?: string
}
const send = async (
  body: string | Buffer,
  { secret = hub.secret, id = 'msg_1', timestamp = String(seconds()), headers = {}, to = hub.id }: Sent = {},
) => {
  const response = await room.world.app.request(`/v1/hubs/${to}/alerts`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/cap+xml',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': sign(secret, { body, id, timestamp }),
      ...headers,
    },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}
const waiting = async (status = 'open') =>
  (await room.call(room.coordinator, 'GET', `/v1/incoming-alerts?status=${status}`)).json.items
const named = async (identifier: string) =>
  (await waiting()).find(
    ({ message }: { message: { identifier: string } }) => message.identifier === identifier,
  )
const tasks = async (status = 'open') =>
  (await room.call(room.coordinator, 'GET', `/v1/tasks?status=${status}`)).json.items.filter(
    ({ kind }: { kind: string }) => kind === 'incoming-alert',
  )
const close = (id: string, body: object, token = room.coordinator) =>
  room.call(token, 'POST', `/v1/incoming-alerts/${id}/closure`, body)

describe('an alert of a trusted hub', () => {
  it('is held as a task, told to whoever is on duty and to nobody else', async () => {
    const member = await room.join('Memorial Trust')
    const { status, json } = await send(aCap())
    expect([status, json['isKnown']]).toEqual([202, false])
    await room.pump.drain()
    const [held, ...more] = await waiting()
    expect(more).toEqual([])
    expect(held).toMatchObject({ id: json['id'], hubId: hub.id, status: 'open', flags: [] })
    expect(held.message.infos[0].headline).toBe('Armed men on the river road')
    expect(await tasks()).toMatchObject([{ subject: json['id'] }])
    expect(room.mailsTo(onDuty)).toHaveLength(1)
    expect((await PostalMime.parse(room.mailsTo(onDuty)[0]!.raw)).subject).toContain('River Hub')
    expect(room.mailsTo(member)).toEqual([])
    expect((await room.call(member.token, 'GET', `/v1/incoming-alerts/${held.id}`)).status).toBe(404)
    for (const path of ['/', '/feeds/alerts.atom', '/feeds/alerts.rss'])
      expect((await room.visit(path)).text).not.toContain('Armed men')
  })

  it('is the same however often, by whichever hub and however spaced it comes', async () => {
    const other = (
      await room.call(room.coordinator, 'POST', '/v1/hubs', {
        name: 'Another',
        senders: ['alerts@weather.example.org'],
      })
    ).json
    const first = await send(aCap())
    const again = await send(aCap().replace('><info', '>\n<info'), { id: 'msg_2' })
    const byOther = await send(aCap(), { secret: other.secret, to: other.id })
    expect([again.json, byOther.json]).toEqual([
      { id: first.json['id'], isKnown: true },
      { id: first.json['id'], isKnown: true },
    ])
    expect([(await waiting()).length, (await tasks()).length]).toEqual([1, 1])
    const answers = await Promise.all([1, 2, 3].map(() => send(aCap({ identifier: 'MET-2026-002' }))))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(await waiting()).toHaveLength(2)
  })

  it('never comes to stand for another', async () => {
    await send(aCap())
    const { status, json } = await send(aCap({}, anInfo({ headline: 'All is calm' })))
    expect([status, json['detail']]).toEqual([409, expect.stringContaining('identifier-reused')])
  })

  it('knows what it updates or cancels', async () => {
    const { json } = await send(aCap())
    const references = 'alerts@weather.example.org,MET-2026-001,2026-11-22T08:59:00-00:00'
    const sent = '2026-11-22T08:59:30-00:00'
    await send(aCap({ identifier: 'MET-2026-002', msgType: 'Cancel', references, sent }))
    const unknown = references.replace('001', '000')
    await send(aCap({ identifier: 'MET-2026-003', msgType: 'Update', references: unknown, sent }))
    const [cancel, update] = [await named('MET-2026-002'), await named('MET-2026-003')]
    expect([cancel.follows, cancel.flags]).toEqual([[json['id']], []])
    expect([update.follows, update.flags]).toEqual([
      [],
      [{ flag: 'unknown-reference', path: '/alert/references' }],
    ])
  })

  it('is flagged where no rule forbids what a person should see', async () => {
    const long = anInfo({ headline: 'x'.repeat(161), description: '&lt;b&gt;Seen&lt;/b&gt;' })
    const french = anInfo({ language: 'fr', description: '&lt;b&gt;Seen&lt;/b&gt;' })
    const over = anInfo({ language: 'es', expires: '2026-11-01T00:00:00-00:00' })
    await send(aCap({}, long + french + over))
    await send(aCap({ identifier: 'MET-2026-002' }, ''))
    const [first, second] = [await named('MET-2026-001'), await named('MET-2026-002')]
    expect(first.flags.map(({ flag, path }: { flag: string; path: string }) => `${flag} ${path}`)).toEqual([
      'headline-length /alert/info/headline',
      'markup /alert/info',
      'markup /alert/info/1',
      'same-text /alert/info/1/description',
      'expired /alert/info/2/expires',
    ])
    expect(second.flags).toEqual([{ flag: 'says-nothing', path: '/alert' }])
  })

  it('wakes nobody where it is a test or an acknowledgement', async () => {
    await send(aCap({ status: 'Test' }))
    await room.pump.drain()
    expect([room.mailsTo(onDuty).length, (await tasks()).length]).toEqual([0, 1])
  })
})

describe('what is refused', () => {
  it('is whatever the hub has not signed just now, and all of it alike', async () => {
    const old = String(seconds() - 301)
    const ahead = String(seconds() + 301)
    const answers = await Promise.all([
      send(aCap(), { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }),
      send(aCap(), { timestamp: old }),
      send(aCap(), { timestamp: ahead }),
      send(aCap(), { timestamp: 'now' }),
      send(aCap(), { headers: { 'webhook-signature': '' } }),
      send(aCap(), { headers: { 'webhook-signature': 'v1,AAAA v1a,AAAA' } }),
      send(aCap(), { headers: { 'webhook-id': 'msg_other' } }),
      send(aCap(), { to: 'hub_0000000000000000' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401))
    expect(new Set(answers.map(({ json }) => json['detail'])).size).toBe(1)
    const signed = sign(hub.secret, { body: aCap(), id: 'msg_1', timestamp: String(seconds()) })
    const altered = await send(aCap({ status: 'Test' }), { headers: { 'webhook-signature': signed } })
    expect([altered.status, (await waiting()).length]).toEqual([401, 0])
    expect((await send(aCap(), { headers: { 'webhook-signature': `v1,AAAA ${signed}` } })).status).toBe(202)
  })

  it('names each rule of CAP that is broken, and where', async () => {
    const { status, json } = await send(aCap({ scope: 'Restricted' }, anInfo({ web: 'nowhere' })))
    expect(status).toBe(422)
    expect(json).toMatchObject({
      detail: 'The message breaks rules of CAP 1.2: restriction, web.',
      errors: [
        { pointer: '#/alert/restriction', detail: expect.stringMatching(/^restriction: /) },
        { pointer: '#/alert/info/web', detail: expect.stringMatching(/^web: /) },
      ],
    })
    expect(await waiting()).toEqual([])
  })

  it.each([
    [
      'entities that expand',
      aCap().replace('<alert', '<!DOCTYPE alert [<!ENTITY a "b">]><alert'),
      422,
      'no-doctype',
    ],
    ['another encoding', Buffer.from(aCap({ note: 'Übung' }), 'latin1'), 422, 'encoding'],
    ['ten megabytes', aCap({ note: 'x'.repeat(10 * 1024 * 1024) }), 413, 'size'],
    ['no XML', '{"alert":true}', 422, 'well-formed'],
    ['a sender of somebody else', aCap({ sender: 'alerts@other.example.org' }), 422, 'sender-not-trusted'],
  ] as const)('is %s, by the name of the rule', async (_, body, status, rule) => {
    const answer = await send(body)
    expect([answer.status, JSON.stringify(answer.json)]).toEqual([status, expect.stringContaining(rule)])
    expect(await waiting()).toEqual([])
  })

  it('is another type, and more than a hub may send', async () => {
    expect((await send(aCap(), { headers: { 'Content-Type': 'application/json' } })).status).toBe(415)
    for (let at = 0; at < 121; at++) await send('<x/>')
    expect((await send(aCap())).status).toBe(429)
  })
})

describe('a hub', () => {
  const path = () => `/v1/hubs/${hub.id}`
  const change = (body: object, version = hub.version) =>
    room.call(room.coordinator, 'PATCH', path(), body, { 'If-Match': `"${version}"` })

  it('shows its secret once, and may be given another, beside which the old one counts for a day', async () => {
    expect(hub.secret).toMatch(/^whsec_/)
    expect((await room.call(room.coordinator, 'GET', path())).text).not.toContain('whsec_')
    const { secret } = (await room.call(room.coordinator, 'POST', `${path()}/secret`)).json
    expect((await send(aCap())).status).toBe(202)
    expect((await send(aCap(), { secret })).status).toBe(202)
    room.world.clock.advance(86_401)
    expect((await send(aCap())).status).toBe(401)
    expect((await send(aCap(), { secret })).status).toBe(202)
  })

  it('is heard no more once it is disabled or removed, and what it sent stays', async () => {
    await send(aCap())
    expect((await change({ enabled: false })).json.enabled).toBe(false)
    expect((await send(aCap())).status).toBe(401)
    await change({ enabled: true }, 2)
    expect((await send(aCap())).status).toBe(202)
    expect((await room.call(room.coordinator, 'DELETE', path())).status).toBe(204)
    expect((await send(aCap())).status).toBe(401)
    expect(await waiting()).toHaveLength(1)
  })

  it('may hand on what its senders say and no more', async () => {
    await change({ senders: ['desk@hub.example.org'] })
    expect((await send(aCap())).status).toBe(422)
    expect((await send(aCap({ sender: 'desk@hub.example.org' }))).status).toBe(202)
    expect((await change({ senders: ['a b'] }, 2)).status).toBe(422)
  })
})

describe('what becomes of it', () => {
  const held = async (body = aCap()) => {
    const { json } = await send(body)
    return String(json['id'])
  }

  it('is an indicator in words of our own', async () => {
    const id = await held()
    const { id: situationId } = await room.alliance.situation()
    const indicator = { date: '2026-11-22', text: 'Armed men were seen.' }
    const answer = await close(id, { outcome: 'indicator', situationId, indicator })
    expect([answer.status, answer.json.closure?.outcome], answer.text).toEqual([200, 'indicator'])
    const timeline = await room.call(room.coordinator, 'GET', `/v1/situations/${situationId}/timeline`)
    expect(timeline.text).toContain('Armed men were seen.')
    expect([await waiting(), await tasks()]).toEqual([[], []])
    expect((await close(id, { outcome: 'dismissed', reason: 'Twice' })).status).toBe(409)
  })

  it('is a draft that is restricted and goes the way of every other', async () => {
    const french = anInfo({ language: 'fr', headline: 'Hommes armés', description: 'Vus depuis lundi.' })
    const id = await held(aCap({}, anInfo() + french))
    const { id: situationId } = await room.alliance.situation()
    const draft = { situationId, level: 'warning', audience: { relations: ['member'] } }
    const answer = await close(id, { outcome: 'draft', draft })
    expect(answer.status, answer.text).toBe(200)
    const alert = await room.read(answer.json.closure.alertId)
    expect(alert).toMatchObject({
      ...{ state: 'draft', scope: 'restricted', urgency: 'Immediate', severity: 'Severe' },
      ...{ certainty: 'Observed', expiresAt: '2026-11-30T21:00:00.000Z' },
      texts: [
        { language: 'en', headline: 'Armed men on the river road', description: 'Seen since Monday.' },
        { language: 'fr', headline: 'Hommes armés', description: 'Vus depuis lundi.' },
      ],
    })
  })

  it('needs what the message does not say', async () => {
    const { id: situationId } = await room.alliance.situation()
    const draft = { situationId, level: 'warning', audience: { relations: ['member'] } }
    const silent = await held(aCap({}, ''))
    expect((await close(silent, { outcome: 'draft', draft })).json.errors[0].pointer).toBe(
      '#/draft/expiresAt',
    )
    const ended = { ...draft, expiresAt: '2026-12-24T00:00:00Z' }
    expect((await close(silent, { outcome: 'draft', draft: ended })).json.errors[0].pointer).toBe(
      '#/draft/texts',
    )
    const texts = [{ language: 'en', headline: 'Armed men', description: 'Seen.' }]
    expect((await close(silent, { outcome: 'draft', draft: { ...ended, texts } })).status).toBe(200)
  })

  it('is nothing, with a reason, and by one of two who press at once', async () => {
    const id = await held()
    expect((await close(id, { outcome: 'dismissed' })).status).toBe(422)
    const body = { outcome: 'dismissed', reason: 'An exercise of theirs' }
    const answers = await Promise.all([close(id, body), close(id, body, room.second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await waiting('closed'))[0].closure).toMatchObject(body)
    expect(await tasks('closed')).toHaveLength(1)
  })
})
