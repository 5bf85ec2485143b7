import type ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump, queueEvent, streamEvent } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { aMeeting, submit, visit } from './gathering.ts'
import { read } from './mails.ts'

const begin = async (members: number) => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const { coordinator, members: join } = await createAlliance(world)
  const roster = await join(members)
  wire.stream.length = 0
  const ask = async (method: string, path: string, body: object, headers = {}) => {
    const answer = await world.call(coordinator, method, path, body, headers)
    expect(answer.status).toBeLessThan(300)
    return answer.json
  }
  return {
    world,
    pump,
    coordinator,
    roster,
    call: (change = {}) => ask('POST', '/v1/meetings', aMeeting(change)),
    patch: (id: string, version: number, change: object) =>
      ask('PATCH', `/v1/meetings/${id}`, change, { 'If-Match': `"${version}"` }),
    cancel: (id: string) => ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' }),
    /** Everything is fanned out before the mailer sees a hint, and then it sees the last one first. */
    lateFirst: async () => {
      await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
      for (const { message } of [...world.queues.take('mail')].reverse())
        await pump.functions.mailer(queueEvent([message]))
    },
    mailsTo: async (address: string) =>
      Promise.all(world.mail.sent.filter(({ to }) => to === address).map(read)),
  }
}

const desk = (at: number) => `desk@member-${at}.example.org`

describe('a meeting by mail', () => {
  it('invites everybody once, and each can answer from the mail', async () => {
    const { world, pump, roster, call, coordinator, mailsTo } = await begin(3)
    const { id } = await call()
    await pump.drain()
    expect(world.mail.sent.map(({ to }) => to).sort()).toEqual([desk(0), desk(1), desk(2)])
    const [invitation] = await mailsTo(desk(0))
    expect((await visit(world, invitation!.link!)).text).toContain('Weekly call')
    await submit(world, invitation!.link!, { answer: 'accepted' })
    const { items } = (await world.call(coordinator, 'GET', `/v1/meetings/${id}/rsvps`)).json
    expect(items.map(({ answer }: { answer: string | null }) => answer).sort()).toEqual([
      'accepted',
      null,
      null,
    ])
    const own = await world.tokenFor({ organizationId: roster[1]!.id as never })
    expect((await world.call(own, 'GET', '/v1/meetings')).json.items).toHaveLength(1)
  })

  it('sends a receipt whose link undoes the answer', async () => {
    const { world, pump, coordinator, call, mailsTo } = await begin(1)
    const { id } = await call()
    await pump.drain()
    await submit(world, (await mailsTo(desk(0)))[0]!.link!, { answer: 'declined' })
    await pump.drain()
    const receipt = (await mailsTo(desk(0)))[1]!
    expect(receipt.text).toContain('No, I cannot take part')
    await submit(world, receipt.link!, { undo: '1' })
    const { items } = (await world.call(coordinator, 'GET', `/v1/meetings/${id}/rsvps`)).json
    expect(items[0].answer).toBeNull()
  })

  it('updates and cancels the same entry of the calendar', async () => {
    const { pump, call, patch, cancel, mailsTo } = await begin(1)
    const { id } = await call()
    await pump.drain()
    await patch(id, 1, { startsAt: '2026-12-03T15:00' })
    await pump.drain()
    await cancel(id)
    await pump.drain()
    const mails = await mailsTo(desk(0))
    const of = (name: string) =>
      mails.map(({ event }) => String((event as ICAL.Component).getFirstPropertyValue(name)))
    expect(of('sequence')).toEqual(['0', '1', '2'])
    expect(new Set(of('uid'))).toEqual(new Set([`${id}@tocsin.example.org`]))
    expect(of('status')).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED'])
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual(['Invitation', 'Changed', 'Cancelled'])
    expect(mails[2]!.text).toContain('No quorum')
  })

  it('tells a change once to who was not told yet, and of a cancellation nothing', async () => {
    const { call, patch, cancel, lateFirst, mailsTo } = await begin(2)
    const moving = await call()
    await patch(moving.id, 1, { title: 'Moved' })
    await lateFirst()
    const off = await call({ title: 'Off' })
    await cancel(off.id)
    await lateFirst()
    for (const at of [0, 1])
      expect((await mailsTo(desk(at))).map(({ subject }) => subject)).toEqual([
        expect.stringContaining('Moved'),
      ])
  })

  it('gives by the API the very calendar object that was mailed', async () => {
    const { world, pump, roster, call, mailsTo } = await begin(1)
    const { id } = await call()
    await pump.drain()
    const [mail] = await mailsTo(desk(0))
    const { id: organizationId, contacts } = roster[0]!
    const token = await world.tokenFor({
      organizationId: organizationId as never,
      contactId: contacts[0]!.id as never,
    })
    const { text } = await world.call(token, 'GET', `/v1/meetings/${id}/invitation.ics`)
    // The reader of the mail turns its line ends into those of its system.
    expect(text.replaceAll('\r\n', '\n')).toBe(mail!.calendar)
  })
})
