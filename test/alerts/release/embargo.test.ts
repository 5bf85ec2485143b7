import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../desk.ts'
import { createDutyRoom, type DutyRoom } from './duty-room.ts'

let room: DutyRoom
let member: Joined
let press: Joined
let ministry: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  member = await room.join('Memorial Trust')
  press = await room.join('Listed Weekly', { class: 'media' })
  ministry = await room.join('Foreign Ministry', {
    class: 'government',
    relation: 'authority',
    country: 'CH',
  })
})

const audience = { relations: ['member', 'authority'] }
const emergency = { level: 'emergency', audience } as const
const underEmbargo = { ...emergency, embargoes: [{ class: 'media', minutes: 60 }] }

const callOff = (id: string, of = 'media', token = room.coordinator) =>
  room.post(`/${id}/embargoes/${of}/cancellation`, undefined, token)
/** Time in steps of ten minutes, in which the clock ticks. */
const passTens = async (tens: number) => {
  for (let ten = 0; ten < tens; ten++) await room.pump.pass(600)
}
const toldOf = (...all: readonly Joined[]) => all.map(({ email }) => email).sort()

describe('a class under embargo', () => {
  it('is told when its time is over, once, and so is the public', async () => {
    const { id } = await room.held({ ...underEmbargo, scope: 'public' })
    await room.pump.drain()
    expect(room.told()).toEqual(toldOf(member, ministry))
    expect((await room.visit(`/alerts/${id}`)).status).toBe(404)
    expect((await room.call(press.token, 'GET', `/v1/alerts/${id}`)).status).toBe(404)
    expect((await room.call(member.token, 'GET', `/v1/alerts/${id}`)).status).toBe(200)
    await room.pump.pass(3599)
    expect(room.told()).toEqual(toldOf(member, ministry))
    await room.pump.pass(1)
    await passTens(3)
    expect(room.told()).toEqual(toldOf(member, ministry, press))
    expect((await room.visit(`/alerts/${id}`)).status).toBe(200)
    expect((await room.call(press.token, 'GET', `/v1/alerts/${id}`)).status).toBe(200)
    expect((await room.alliance.ledger(id)).counts).toEqual({ sent: 3 })
  })

  it('is told last where each class has a time of its own', async () => {
    await room.held({
      ...emergency,
      embargoes: [
        { class: 'government', until: '2026-11-22T09:30:00Z' },
        { class: 'media', until: '2026-11-22T10:00:00Z' },
      ],
    })
    await room.pump.drain()
    expect(room.told()).toEqual(toldOf(member))
    await passTens(3)
    expect(room.told()).toEqual(toldOf(member, ministry))
    await passTens(3)
    expect(room.told()).toEqual(toldOf(member, ministry, press))
  })

  it('is never told when the embargo is called off, which may be until the minute', async () => {
    const { id } = await room.held(underEmbargo)
    await room.pump.pass(3599)
    expect((await callOff(id)).status).toBe(200)
    await passTens(12)
    expect(room.told()).toEqual(toldOf(member, ministry))
    const { items } = await room.alliance.ledger(id)
    const last = items.find(({ contactId }) => contactId === press.contactId)!
    expect([last.state, last.log.at(-1)!.reason]).toEqual(['skipped', 'called-off'])
    expect((await callOff(id)).status).toBe(409)
    // What follows does not reach who was never to be told, either.
    await room.update(id, { severity: 'Moderate' })
    await passTens(2)
    expect(room.told()).not.toContain(press.email)
  })

  it('cannot be called off once it is over, nor by a member', async () => {
    const { id } = await room.held(underEmbargo)
    expect((await callOff(id, 'media', member.token)).status).toBe(403)
    expect((await callOff(id, 'court')).status).toBe(409)
    await room.pump.pass(3600)
    expect((await callOff(id)).status).toBe(409)
  })

  it('is not told what the situation is withheld from by then', async () => {
    const { id } = await room.held(underEmbargo)
    await room.pump.drain()
    const { situationId } = await room.read(id)
    const change = { withholdFrom: [press.organizationId] }
    await room.call(room.coordinator, 'PATCH', `/v1/situations/${situationId}`, change, { 'If-Match': '"1"' })
    await passTens(8)
    expect(room.told()).toEqual(toldOf(member, ministry))
  })

  it('hears nothing of what was retracted before its time', async () => {
    const { id } = await room.held(underEmbargo)
    await room.pump.drain()
    await room.cancel(id, 'retracted')
    await passTens(12)
    expect(room.told()).toEqual([...toldOf(member, ministry), ...toldOf(member, ministry)].sort())
  })

  it('hears of the update alone, at its time, where one overtakes', async () => {
    const { id } = await room.held(underEmbargo)
    await room.pump.drain()
    await room.update(id, { severity: 'Moderate' })
    expect(room.told()).toHaveLength(4)
    await passTens(8)
    expect(room.told().filter((to) => to === press.email)).toHaveLength(1)
  })

  it('does not wait for a correction of what it was told', async () => {
    const { id } = await room.held(emergency)
    await room.pump.drain()
    await room.post(`/${id}/update`, { embargoes: [{ class: 'media', minutes: 60 }], severity: 'Moderate' })
    await room.release(id)
    expect(room.told().filter((to) => to === press.email)).toHaveLength(2)
  })

  it('comes due often, and lets pass once', async () => {
    const { id } = await room.held(underEmbargo)
    await room.pump.drain()
    room.world.clock.advance(3600)
    await Promise.all([1, 2].map(() => room.pump.functions.clock()))
    await Promise.all([room.pump.drain(), room.pump.drain()])
    await passTens(2)
    expect(room.told()).toEqual(toldOf(member, ministry, press))
    const { json } = await room.call(room.coordinator, 'GET', `/v1/events?subject=${id}`)
    expect(json.items.filter(({ type }: { type: string }) => type === 'alert.embargo-ended')).toHaveLength(1)
  })
})

describe('a time at which an alert is to go out', () => {
  const issueAt = '2026-11-22T12:00:00Z'

  it('is waited for, however early it was approved', async () => {
    const { id, answer } = await room.held({ ...emergency, issueAt })
    expect(answer).toMatchObject({ state: 'approved', releaseAt: '2026-11-22T12:00:00.000Z' })
    await passTens(17)
    await room.pump.pass(599)
    expect([await room.state(id), room.told()]).toEqual(['approved', []])
    await room.pump.pass(1)
    expect([await room.state(id), room.told().length]).toEqual(['issued', 3])
  })

  it.each(['halt', 'return'] as const)('is called off until the minute, by a %s', async (how) => {
    const { id } = await room.held({ ...emergency, issueAt })
    await room.pump.pass(3 * 3600 - 1)
    if (how === 'halt') await room.halt(id)
    else await room.post(`/${id}/return`, { remarks: 'Not now' }, room.second)
    await passTens(3)
    expect(room.told()).toEqual([])
  })
})

describe('times that cannot be kept', () => {
  it.each([
    [{ issueAt: '2026-11-22T08:00:00Z' }, '#/issueAt'],
    [{ issueAt: '2027-02-01T00:00:00Z' }, '#/issueAt'],
    [{ embargoes: [{ class: 'media', until: '2026-11-22T08:00:00Z' }] }, '#/embargoes/0/until'],
    [{ embargoes: [{ class: 'media', until: '2027-02-01T00:00:00Z' }] }, '#/embargoes/0'],
  ])('are refused when it is submitted: %j', async (times, pointer) => {
    const { id } = await room.alliance.draft(times)
    const refused = await room.post(`/${id}/submission`)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, pointer])
  })

  it.each([
    [[{ class: 'media' }]],
    [[{ class: 'media', minutes: 5, until: '2026-11-22T10:00:00Z' }]],
    [[{ class: 'media', minutes: 0 }]],
    [[{ class: 'press', minutes: 5 }]],
    [
      [
        { class: 'media', minutes: 5 },
        { class: 'media', minutes: 6 },
      ],
    ],
  ])('or already when it is written: %j', async (embargoes) => {
    await expect(room.alliance.draft({ embargoes })).rejects.toThrow(/422/)
  })
})
