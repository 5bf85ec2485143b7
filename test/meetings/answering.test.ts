import { beforeAll, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { createGathering, type Gathering, type Guest } from './gathering.ts'

describe('answering', () => {
  let gathering: Gathering
  let guests: readonly Guest[]
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust', 'Minority Watch', 'Survivors Fund'])
    guests = gathering.guests
  })

  const events = async (id: string) => {
    const { items } = await gathering.world.deps.store.query({ table: 'events', partition: id })
    return items.filter(({ type }) => type === 'meeting.answered')
  }

  it('lists every invited contact, silent until they answer', async () => {
    const id = await gathering.called()
    const [first, second] = guests as [Guest, Guest]
    const said = await gathering.answer(first.token, id, first.contactId, {
      answer: 'accepted',
      delegates: 2,
      comment: 'With Amina',
    })
    expect(said.status).toBe(200)
    expect(said.json).toMatchObject({
      contactId: first.contactId,
      answer: 'accepted',
      delegates: 2,
      by: 'api',
    })
    await gathering.answer(second.token, id, second.contactId, { answer: 'declined' })
    const { json } = await gathering.board(id)
    expect(json.items).toHaveLength(3)
    const of = (guest: Guest) => json.items.find(({ contactId }: Guest) => contactId === guest.contactId)
    expect(of(first)).toMatchObject({
      organizationId: first.organizationId,
      answer: 'accepted',
      comment: 'With Amina',
    })
    expect(of(second)).toMatchObject({ answer: 'declined' })
    expect(of(guests[2]!)).toEqual({
      contactId: guests[2]!.contactId,
      organizationId: guests[2]!.organizationId,
      answer: null,
    })
    const tally = { invited: 3, accepted: 1, tentative: 0, declined: 1, silent: 1 }
    expect(json.counts).toEqual({ contacts: tally, organizations: tally, delegates: 2 })
  })

  it('pages through the invited without losing or repeating one', async () => {
    const id = await gathering.called()
    const items = await everyItem(gathering.world, gathering.coordinator, `/v1/meetings/${id}/rsvps?limit=1`)
    expect(new Set(items.map(({ contactId }) => contactId))).toEqual(
      new Set(guests.map(({ contactId }) => contactId)),
    )
    expect(items).toHaveLength(3)
  })

  it('lists who is there already while the manifest is being written', async () => {
    const { json } = await gathering.call()
    expect((await gathering.board(json.id)).json.items).toEqual([])
  })

  it('may be changed, and remembers what it was', async () => {
    const id = await gathering.called()
    const { token, contactId } = guests[0]!
    await gathering.answer(token, id, contactId, { answer: 'tentative' })
    const changed = await gathering.answer(token, id, contactId, { answer: 'accepted' })
    expect(changed.json).toMatchObject({ answer: 'accepted', earlier: [{ answer: 'tentative' }] })
    expect(await events(id)).toHaveLength(2)
  })

  it('writes nothing when it says the same again', async () => {
    const id = await gathering.called()
    const { token, contactId } = guests[0]!
    const first = await gathering.answer(token, id, contactId, { answer: 'accepted', comment: 'Yes' })
    gathering.world.clock.advance(60)
    const again = await gathering.answer(token, id, contactId, {
      answer: 'accepted',
      comment: 'Yes',
      delegates: 1,
    })
    expect(again.json).toEqual(first.json)
    expect(await events(id)).toHaveLength(1)
  })

  it('tells whether it was given before the meeting moved', async () => {
    const id = await gathering.called()
    const { token, contactId } = guests[0]!
    const accept = async () =>
      (await gathering.answer(token, id, contactId, { answer: 'accepted' })).json.sequence
    expect(await accept()).toBe(0)
    const change = { startsAt: '2026-12-08T15:00' }
    await gathering.world.call(gathering.coordinator, 'PATCH', `/v1/meetings/${id}`, change, {
      'If-Match': '"1"',
    })
    const { items } = (await gathering.board(id)).json
    expect(items.find((item: Guest) => item.contactId === contactId)).toMatchObject({
      answer: 'accepted',
      sequence: 0,
    })
    expect(await accept()).toBe(1)
  })

  it("leaves the meeting's version alone", async () => {
    const id = await gathering.called()
    await gathering.answer(guests[0]!.token, id, guests[0]!.contactId, { answer: 'accepted' })
    const { headers } = await gathering.world.call(gathering.coordinator, 'GET', `/v1/meetings/${id}`)
    expect(headers.get('ETag')).toBe('"1"')
  })

  it('is given for contacts of the own organization; coordinators answer for whoever told them', async () => {
    const id = await gathering.called()
    const [mine, other] = guests as [Guest, Guest]
    expect((await gathering.answer(mine.token, id, other.contactId, { answer: 'accepted' })).status).toBe(403)
    expect((await gathering.answer(mine.token, id, 'con_nobody', { answer: 'accepted' })).status).toBe(403)
    expect(
      (await gathering.answer(gathering.coordinator, id, other.contactId, { answer: 'accepted' })).status,
    ).toBe(200)
    expect(
      (await gathering.answer(gathering.coordinator, id, 'con_nobody', { answer: 'accepted' })).status,
    ).toBe(404)
    expect(
      (await gathering.answer(mine.token, 'mtg_nothing', mine.contactId, { answer: 'accepted' })).status,
    ).toBe(404)
  })

  it('is for coordinators to read', async () => {
    const id = await gathering.called()
    const read = (token: string) => gathering.world.call(token, 'GET', `/v1/meetings/${id}/rsvps`)
    expect((await read(guests[0]!.token)).status).toBe(403)
    expect((await read(await gathering.world.tokenFor({ relation: 'authority' }))).status).toBe(404)
  })

  it('is refused to authorities, whom nobody invited', async () => {
    const id = await gathering.called()
    const desk = await gathering.join('Ministry', {}, { relation: 'authority', class: 'government' })
    expect(
      (await gathering.answer(gathering.coordinator, id, desk.contactId, { answer: 'accepted' })).status,
    ).toBe(404)
  })

  it('shows who joined later and answered, after those who were told', async () => {
    const id = await gathering.called()
    const late = await gathering.join('Latecomers')
    expect((await gathering.answer(late.token, id, late.contactId, { answer: 'accepted' })).status).toBe(200)
    const { items } = (await gathering.board(id)).json
    expect(items.at(-1)).toMatchObject({ contactId: late.contactId, answer: 'accepted' })
    const own = await gathering.world.call(late.token, 'GET', '/v1/meetings')
    expect(own.json.items.map((item: { id: string }) => item.id)).toEqual([id])
  })

  it('ends with the deadline, the cancellation or the meeting', async () => {
    const apart = await createGathering(['Memorial Trust'])
    const { token, contactId } = apart.guests[0]!
    const accept = async (id: string) => {
      const { status, json } = await apart.answer(token, id, contactId, { answer: 'accepted' })
      return [status, json.detail] as const
    }
    const soon = { startsAt: '2026-11-22T14:00', durationMinutes: 60 }
    const closing = (await apart.call({ ...soon, rsvpBy: '2026-11-22T13:00' })).json.id
    const open = (await apart.call(soon)).json.id
    const off = (await apart.call(soon)).json.id
    expect((await accept(closing))[0]).toBe(200)
    await apart.world.call(apart.coordinator, 'POST', `/v1/meetings/${off}/cancellation`, {
      reason: 'No quorum',
    })
    expect(await accept(off)).toEqual([409, 'This meeting has been cancelled.'])
    apart.world.clock.advance(3601)
    const { status, json } = await apart.answer(token, closing, contactId, { answer: 'declined' })
    expect([status, json.detail]).toEqual([409, 'The time for answering, rsvpBy, has passed.'])
    expect((await accept(open))[0]).toBe(200)
    apart.world.clock.advance(2 * 3600)
    expect((await apart.answer(token, open, contactId, { answer: 'declined' })).json.detail).toBe(
      'This meeting is over.',
    )
  })
})

describe('a meeting with few places', () => {
  it('refuses more delegates than it has places, even to the first', async () => {
    const gathering = await createGathering(['Memorial Trust'])
    const { token, contactId } = gathering.guests[0]!
    const id = await gathering.called({ capacity: 2 })
    expect((await gathering.answer(token, id, contactId, { answer: 'accepted', delegates: 3 })).status).toBe(
      409,
    )
    expect((await gathering.answer(token, id, contactId, { answer: 'accepted', delegates: 2 })).status).toBe(
      200,
    )
  })
})
