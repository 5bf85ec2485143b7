import PostalMime from 'postal-mime'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { derivedId } from '../../shared/ids.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

let desk: Desk
let member: Joined
let count = 0
beforeAll(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
})

const issue = async (to: Joined, level?: string) => {
  const id = await desk.issue({
    audience: { organizationIds: [to.organizationId], reach: 'first' },
    ...(level && { level }),
  })
  const mail = await PostalMime.parse(desk.world.mail.sent.filter((sent) => sent.to === to.email).at(-1)!.raw)
  return { id, replyTo: mail.replyTo![0]!.address! }
}

/** A mail back, and how the inbox has it. */
const reply = async (to: string, text: string, headers: Record<string, string> = {}) => {
  const type = headers['Content-Type'] ?? 'text/plain; charset=utf-8'
  const fields = { From: member.email, To: to, Subject: 'Re', ...headers, 'Content-Type': type }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  const messageId = `inbox-${count++}`
  await desk.pump.mailIn([...lines, '', text].join('\r\n'), { messageId, to: [to] })
  return (await desk.call(desk.coordinator, 'GET', `/v1/replies/${derivedId('reply', messageId)}`)).json
}
const inbox = async (status = 'held') => {
  const { json } = await desk.call(desk.coordinator, 'GET', `/v1/replies?limit=200&status=${status}`)
  return json.items
}
const change = (
  id: string,
  step: string,
  body: object,
  method = 'POST',
  token = desk.coordinator,
  headers = {},
) => desk.call(token, method, `/v1/replies/${id}/${step}`, body, headers)
const answerOf = async (id: string) =>
  (await desk.rowsOf(id)).find(({ sk }) => sk === `answer#${member.organizationId}`)

describe('the inbox', () => {
  let alert: { id: string; replyTo: string }
  beforeEach(async () => {
    alert = await issue(member)
  })

  it('makes of a mail its organization’s answer in one step, and is done with it', async () => {
    const held = await reply(alert.replyTo, 'We have rung the ministry and go there now.')
    const recorded = await change(held.id, 'answer', { answer: 'acting', comment: 'Rung the ministry' })
    expect(recorded.json).toMatchObject({ id: held.id, status: 'closed', closure: { outcome: 'answered' } })
    expect(await answerOf(alert.id)).toMatchObject({
      answer: 'acting',
      by: 'coordinator',
      contactId: member.contactId,
      told: { channel: 'mail', at: held.receivedAt, recordedBy: expect.stringMatching(/^con_/) },
    })
    expect((await inbox()).map(({ id }: { id: string }) => id)).not.toContain(held.id)
    expect((await inbox('closed')).map(({ id }: { id: string }) => id)).toContain(held.id)
    expect((await change(held.id, 'answer', { answer: 'received' })).status).toBe(409)
  })

  it('shows what was written without what no eye sees and no page takes', async () => {
    const held = await reply(alert.replyTo, 'We go.\u0000\u0007\r\n\u202eNow.')
    expect(held.text).toBe('We go.\nNow.')
  })

  it('is answered once when two press at once', async () => {
    const held = await reply(alert.replyTo, 'Noted, thank you for this.')
    const both = await Promise.all(
      ['will-act', 'acting'].map((answer) => change(held.id, 'answer', { answer })),
    )
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(both.filter(({ status }) => status === 409 || status === 412)).toHaveLength(1)
  })

  it('is taken, given, put back and closed, with a reason where it is dismissed', async () => {
    const held = await reply(alert.replyTo, 'Who are you?')
    expect((await change(held.id, 'assignee', { contactId: member.contactId }, 'PUT')).status).toBe(422)
    const { json: me } = await desk.call(desk.coordinator, 'GET', '/v1/me')
    const contactId = me.contactId ?? me.person?.contactId
    expect((await change(held.id, 'assignee', { contactId }, 'PUT')).json.assignee).toBe(contactId)
    expect((await change(held.id, 'assignee', { contactId: null }, 'PUT')).json.assignee).toBeUndefined()
    expect((await change(held.id, 'closure', { outcome: 'dismissed' })).status).toBe(422)
    const stale = { 'If-Match': '"1"' }
    expect(
      (await change(held.id, 'closure', { outcome: 'done' }, 'POST', desk.coordinator, stale)).status,
    ).toBe(412)
    const closed = await change(held.id, 'closure', { outcome: 'dismissed', remark: 'Spam' })
    expect(closed.json.closure).toMatchObject({ outcome: 'dismissed', remark: 'Spam' })
    expect((await change(held.id, 'closure', { outcome: 'done' })).status).toBe(409)
    expect((await change(held.id, 'closure', { outcome: 'done' }, 'POST', member.token)).status).toBe(403)
  })

  it('records nothing of a mailbox in the hands of others, of a bounce, or of no alert', async () => {
    const bounce = await reply(alert.replyTo, 'x', {
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
    })
    expect([bounce.kind, (await change(bounce.id, 'answer', { answer: 'received' })).status]).toEqual([
      'bounce',
      409,
    ])
    const nowhere = await reply('nobody@reply.example.org', 'Hello')
    expect((await change(nowhere.id, 'answer', { answer: 'received' })).status).toBe(409)
    const other = await desk.join('Taken Over')
    const theirs = await issue(other)
    const path = `/v1/organizations/${other.organizationId}/contacts/${other.contactId}/compromised`
    await desk.call(desk.coordinator, 'POST', path)
    const held = await reply(theirs.replyTo, 'All is well, stand down.', { From: other.email })
    expect([held.because, (await change(held.id, 'answer', { answer: 'received' })).status]).toEqual([
      'compromised',
      409,
    ])
  })

  it.each([
    ['RFC 3834', 'automatic', { 'Auto-Submitted': 'auto-replied' }],
    ['that says it is none', 'answer', { 'Auto-Submitted': 'no' }],
    ['an older header', 'automatic', { 'X-Autoreply': 'yes' }],
    ['Precedence', 'automatic', { Precedence: 'auto_reply' }],
    ['a subject', 'automatic', { Subject: 'Abwesenheitsnotiz: Alarm' }],
    ['a subject in French', 'automatic', { Subject: '=?utf-8?Q?R=C3=A9ponse_automatique_:_Alerte?=' }],
    ['a person’s subject', 'answer', { Subject: 'Out of officers and men' }],
    [
      'a read receipt',
      'receipt',
      { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' },
    ],
    ['a server', 'bounce', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' }],
  ])('tells by %s that it is: %s', async (_, kind, headers) => {
    expect((await reply(alert.replyTo, 'A text of some length.', headers)).kind).toBe(kind)
  })

  it('asks the alternate at once when a machine answers an emergency for who is away; a read receipt asks nobody', async () => {
    const away = await desk.join('Away Trust')
    const path = `/v1/organizations/${away.organizationId}/contacts`
    const alternate = {
      role: 'alternate',
      email: 'alternate@away.example.org',
      languages: ['en'],
      timeZone: 'UTC',
    }
    await desk.call(desk.coordinator, 'POST', path, alternate)
    const emergency = await issue(away, 'emergency')
    desk.world.mail.sent.length = 0
    const told = () => desk.world.mail.sent.map(({ to }) => to)
    const receipt = 'multipart/report; report-type=disposition-notification; boundary=b'
    await reply(emergency.replyTo, 'read', { From: away.email, 'Content-Type': receipt })
    await desk.pump.drain()
    expect(told()).not.toContain(alternate.email)
    await reply(emergency.replyTo, 'I am away.', { From: away.email, Subject: 'Automatic reply: Alert' })
    await desk.pump.drain()
    expect(told()).toContain(alternate.email)
  })
})
