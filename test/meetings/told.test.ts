import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { derivedId } from '../../shared/ids.ts'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { aMeeting } from './gathering.ts'

describe('an answer that a coordinator was told', () => {
  let desk: Desk
  let member: Joined
  let other: Joined
  let count = 0
  beforeAll(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust')
    other = await desk.join('Minority Watch')
  })

  const meet = async (change: object = {}) => {
    desk.world.mail.sent.length = 0
    const called = await desk.call(desk.coordinator, 'POST', '/v1/meetings', aMeeting(change))
    await desk.pump.drain()
    const mail = desk.world.mail.sent.find(({ to }) => to === member.email)!
    const { replyTo } = await PostalMime.parse(mail.raw)
    return { id: called.json.id as string, replyTo: replyTo![0]!.address! }
  }
  const reply = async (to: string, from = member.email) => {
    const messageId = `told-${count++}`
    const raw = [`From: ${from}`, `To: ${to}`, 'Subject: Re', '', 'Two of us are coming.'].join('\r\n')
    await desk.pump.mailIn(raw, { messageId, to: [to] })
    return (await desk.call(desk.coordinator, 'GET', `/v1/replies/${derivedId('reply', messageId)}`)).json
  }
  const record = (id: string, body: object, token = desk.coordinator) =>
    desk.call(token, 'POST', `/v1/replies/${id}/rsvp`, body)
  const say = (id: string, body: object, token = desk.coordinator) =>
    desk.call(token, 'PUT', `/v1/meetings/${id}/rsvps/${member.contactId}`, body)
  const answerOf = async (id: string) => {
    const { items } = (await desk.call(desk.coordinator, 'GET', `/v1/meetings/${id}/rsvps`)).json
    return items.find((each: Joined) => each.contactId === member.contactId)
  }

  it('comes of a mail in one step, which is done with then', async () => {
    const { id, replyTo } = await meet()
    const held = await reply(replyTo)
    expect(held).toMatchObject({ subject: id, contactId: member.contactId, status: 'held' })
    const recorded = await record(held.id, { answer: 'accepted', delegates: 2 })
    expect(recorded.json).toMatchObject({ status: 'closed', closure: { outcome: 'answered' } })
    expect(await answerOf(id)).toMatchObject({
      ...{ answer: 'accepted', delegates: 2, by: 'coordinator' },
      told: { channel: 'mail', at: held.receivedAt, recordedBy: expect.stringMatching(/^con_/) },
    })
    expect((await record(held.id, { answer: 'declined' })).status).toBe(409)
  })

  it('counts once when two press at once', async () => {
    const { id, replyTo } = await meet()
    const held = await reply(replyTo)
    const both = await Promise.all(['accepted', 'declined'].map((answer) => record(held.id, { answer })))
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await answerOf(id)).earlier).toEqual([])
  })

  it('is in time by when its mail came, however late it is read, but not once the meeting is over', async () => {
    const { id, replyTo } = await meet({ startsAt: '2026-11-22T14:00', rsvpBy: '2026-11-22T13:00' })
    const inTime = await reply(replyTo)
    const { rsvpBy, startsAtUtc } = (await desk.call(desk.coordinator, 'GET', `/v1/meetings/${id}`)).json
    const secondsTo = (at: string) => (Date.parse(at) - desk.world.clock.now().getTime()) / 1000
    desk.world.clock.advance(secondsTo(rsvpBy) + 60)
    const late = await reply(replyTo)
    expect((await record(late.id, { answer: 'accepted' })).status).toBe(409)
    expect((await record(inTime.id, { answer: 'accepted' })).status).toBe(200)
    const next = await reply(replyTo)
    desk.world.clock.advance(secondsTo(startsAtUtc) + 5 * 3600)
    expect((await record(next.id, { answer: 'declined' })).status).toBe(409)
  })

  it('is nobody’s where the mail came of no meeting, or from a mailbox in the hands of others', async () => {
    const alert = await desk.issue({ audience: { organizationIds: [member.organizationId] } })
    const mail = desk.world.mail.sent.filter(({ to }) => to === member.email).at(-1)!
    const ofAlert = await reply((await PostalMime.parse(mail.raw)).replyTo![0]!.address!)
    expect(ofAlert.subject).toBe(alert)
    expect((await record(ofAlert.id, { answer: 'accepted' })).status).toBe(409)
    const { id, replyTo } = await meet()
    const toOther = desk.world.mail.sent.find(({ to }) => to === other.email)!
    const theirs = (await PostalMime.parse(toOther.raw)).replyTo![0]!.address!
    const contact = `/v1/organizations/${other.organizationId}/contacts/${other.contactId}`
    await desk.call(desk.coordinator, 'POST', `${contact}/compromised`)
    const held = await reply(theirs, other.email)
    expect([held.because, (await record(held.id, { answer: 'accepted' })).status]).toEqual([
      'compromised',
      409,
    ])
    const mine = await reply(replyTo)
    expect((await record(mine.id, { answer: 'accepted' }, member.token)).status).toBe(403)
    expect((await record(mine.id, { answer: 'accepted', told: { channel: 'phone' } })).status).toBe(422)
    expect(await answerOf(id)).toMatchObject({ answer: null })
  })

  it('says by which channel, when, by whom and to whom, where it was given by phone or in person', async () => {
    const { id } = await meet()
    const at = new Date(desk.world.clock.now().getTime() - 3_600_000).toISOString()
    const told = { channel: 'phone', who: 'The night desk', at }
    expect((await say(id, { answer: 'tentative', told })).json).toMatchObject({
      ...{ answer: 'tentative', by: 'coordinator' },
      told: { ...told, recordedBy: expect.stringMatching(/^con_/) },
    })
    const ahead = new Date(desk.world.clock.now().getTime() + 60_000).toISOString()
    expect((await say(id, { answer: 'declined', told: { ...told, at: ahead } })).status).toBe(422)
    expect((await say(id, { answer: 'declined', told }, member.token)).status).toBe(422)
    expect((await say(id, { answer: 'declined', told: { channel: 'in-person' } })).json).toMatchObject({
      answer: 'declined',
      told: { channel: 'in-person' },
      earlier: [{ answer: 'tentative', told }],
    })
  })
})
