import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { derivedId } from '../../shared/ids.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { type Alliance, createAlliance } from './alliance.ts'

describe('what an organization told a coordinator of its part in a coalition', () => {
  let alliance: Alliance
  let pump: Pump
  let count = 0
  beforeAll(async () => {
    const wire = new Wire()
    alliance = await createAlliance({ client: wire.wrap })
    pump = createPump(alliance.world, wire)
  })

  const invited = async (name: string) => {
    const { id } = await alliance.form()
    const member = await alliance.organization(name)
    await alliance.invite(id, [member.id])
    await pump.drain()
    const [mail] = alliance.world.mail.sent.splice(0)
    const replyTo = (await PostalMime.parse(mail!.raw)).replyTo![0]!.address!
    const put = (body: object, token = alliance.coordinator) => alliance.change(token, id, member.id, body)
    const seenBy = async (token: string) => {
      const { items } = (await alliance.world.call(token, 'GET', `/v1/coalitions/${id}/organizations`)).json
      return items.find(({ organizationId }: { organizationId: string }) => organizationId === member.id)
    }
    return { id, member, replyTo, to: mail!.to, put, seenBy }
  }
  const reply = async ({ replyTo, to }: { replyTo: string; to: string }) => {
    const messageId = `part-${count++}`
    const raw = [`From: ${to}`, `To: ${replyTo}`, 'Subject: Re', '', 'We are with you.'].join('\r\n')
    await pump.mailIn(raw, { messageId, to: [replyTo] })
    return derivedId('reply', messageId)
  }
  const record = (id: string, body: object, token = alliance.coordinator) =>
    alliance.world.call(token, 'POST', `/v1/replies/${id}/participation`, body)

  it('is kept with channel, who, when and by whom; leads and fellows see that it joined, not how it said so', async () => {
    const { id, put, seenBy, member } = await invited('By phone')
    const lead = await alliance.joined(id, 'The lead', 'lead')
    const fellow = await alliance.joined(id, 'A fellow')
    const at = new Date(alliance.world.clock.now().getTime() - 3_600_000).toISOString()
    const told = { channel: 'phone', who: 'The night desk', at }
    const answer = await put({ status: 'joined', told })
    expect([answer.status, answer.json.status, answer.json.told]).toEqual([200, 'joined', undefined])
    expect(await seenBy(alliance.coordinator)).toMatchObject({
      told: { ...told, recordedBy: expect.stringMatching(/^con_/) },
    })
    for (const token of [lead.token, fellow.token, member.token]) {
      const seen = await seenBy(token)
      expect([seen.status, seen.told]).toEqual(['joined', undefined])
    }
    // What it does itself since then was told by nobody.
    await put({ status: 'left' }, member.token)
    expect((await seenBy(alliance.coordinator)).told).toBeUndefined()
  })

  it('is refused from others, of the future, and with what no organization says', async () => {
    const { put, member, seenBy } = await invited('Refused')
    const told = { channel: 'in-person' }
    expect((await put({ status: 'joined', told }, member.token)).status).toBe(422)
    const ahead = new Date(alliance.world.clock.now().getTime() + 60_000).toISOString()
    expect((await put({ status: 'joined', told: { ...told, at: ahead } })).status).toBe(422)
    expect((await put({ status: 'removed', told })).status).toBe(422)
    expect((await put({ role: 'observer', told })).status).toBe(422)
    expect((await put({ status: 'joined', told: { channel: 'pigeon' } })).status).toBe(422)
    expect(await seenBy(alliance.coordinator)).toMatchObject({ status: 'invited' })
  })

  it('comes of a mail in one step, which is done with then; said again, it is on record again', async () => {
    const invitation = await invited('By mail')
    const held = await reply(invitation)
    expect((await record(held, { status: 'removed' })).status).toBe(422)
    expect((await record(held, { status: 'joined' }, invitation.member.token)).status).toBe(403)
    expect((await record(held, { status: 'joined' })).json).toMatchObject({
      closure: { outcome: 'answered' },
    })
    expect((await record(held, { status: 'declined' })).status).toBe(409)
    const first = await invitation.seenBy(alliance.coordinator)
    expect(first).toMatchObject({ status: 'joined', told: { channel: 'mail' } })
    alliance.world.clock.advance(3600)
    expect((await record(await reply(invitation), { status: 'joined' })).status).toBe(200)
    const second = await invitation.seenBy(alliance.coordinator)
    expect([second.status, second.told.at > first.told.at]).toEqual(['joined', true])
    const { items } = (await alliance.world.call(alliance.coordinator, 'GET', '/v1/replies')).json
    expect(items).toEqual([])
  })

  it('counts once when two press at once', async () => {
    const invitation = await invited('Both')
    const held = await reply(invitation)
    const both = await Promise.all(['joined', 'declined'].map((status) => record(held, { status })))
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is nobody’s where the mail is of no coalition, or its organization was removed since', async () => {
    const invitation = await invited('Gone')
    const held = await reply(invitation)
    await invitation.put({ status: 'removed', reason: 'By mistake' })
    expect((await record(held, { status: 'joined' })).status).toBe(409)
    const other = (await alliance.world.call(alliance.coordinator, 'GET', `/v1/replies/${held}`)).json
    expect(other.status).toBe('held')
    const poll = `/v1/replies/${held}/poll-answer`
    expect((await alliance.world.call(alliance.coordinator, 'POST', poll, { answers: {} })).status).toBe(409)
  })
})
