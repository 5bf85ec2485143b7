import { beforeEach, describe, expect, it } from 'vitest'
import { releaseWhenDue } from '../../../shared/alerts/release/release.ts'
import type { Joined } from '../desk.ts'
import { createDutyRoom, type DutyRoom } from './duty-room.ts'

let room: DutyRoom
let member: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  member = await room.join('Memorial Trust')
})

describe('what is approved and no emergency', () => {
  it('is held for two minutes, says until when, and goes out by itself', async () => {
    const { id, answer } = await room.held({ scope: 'public' })
    expect(answer).toMatchObject({ state: 'approved', releaseAt: '2026-11-22T09:02:00.000Z', issues: [] })
    const path = `/v1/alerts/${id}/deliveries`
    expect((await room.call(room.coordinator, 'GET', path)).json).toEqual({
      heldUntil: answer.releaseAt,
      notifications: [],
      ...{ manifest: 0, counts: {}, sealed: false, items: [] },
    })
    await room.pump.pass(119)
    expect([await room.state(id), room.told()]).toEqual(['approved', []])
    expect((await room.visit(`/alerts/${id}`)).status).toBe(404)
    expect((await room.call(member.token, 'GET', `/v1/alerts/${id}`)).status).toBe(404)
    await room.pump.pass(1)
    expect([await room.state(id), room.told()]).toEqual(['issued', [member.email]])
    expect((await room.visit(`/alerts/${id}`)).status).toBe(200)
    const issued = await room.read(id)
    expect([issued.releaseAt, issued.issues[0].issuedAt]).toEqual([undefined, '2026-11-22T09:02:00.000Z'])
  })

  it('is held for as long as the alliance sets', async () => {
    await room.set({ holdSeconds: 30 })
    const { answer } = await room.held()
    expect(answer.releaseAt).toBe('2026-11-22T09:00:30.000Z')
  })

  it('goes at once where it is an emergency of two persons', async () => {
    const { answer } = await room.held({ level: 'emergency' })
    expect([answer.state, answer.releaseAt]).toEqual(['issued', undefined])
    await room.pump.drain()
    expect(room.told()).toEqual([member.email])
  })

  it('goes at once where it is an emergency, however the clock runs on meanwhile', async () => {
    const { clock } = room.world
    const began = clock.now().getTime()
    let looks = 0
    clock.now = () => new Date(began + looks++)
    const { answer } = await room.held({ level: 'emergency' })
    expect(answer.state).toBe('issued')
  })

  it('can be stopped by any coordinator, and then does not go out', async () => {
    const { id } = await room.held()
    const third = await room.world.tokenFor({ grants: ['coordinator'] })
    const halted = await room.halt(id, third)
    expect(halted.json).toMatchObject({ state: 'approved', halted: true, stopped: { because: 'halted' } })
    expect(halted.json.releaseAt).toBeUndefined()
    for (let minute = 0; minute < 5; minute++) await room.pump.pass(60)
    expect([await room.state(id), room.told()]).toEqual(['approved', []])
  })

  it('can be returned to its authors, and approved anew under another digest', async () => {
    const { id, digest } = await room.held()
    await room.post(`/${id}/return`, { remarks: 'One village, not two' }, room.second)
    await room.pump.pass(300)
    expect([await room.state(id), room.told()]).toEqual(['draft', []])
    await room.change(id, { certainty: 'Possible' }, (await room.read(id)).version)
    const again = await room.submit(id)
    expect((await room.approve(id, { digest })).status).toBe(409)
    expect((await room.approve(id, { digest: again.digest })).json.state).toBe('approved')
    await room.pump.pass(120)
    expect(room.told()).toEqual([member.email])
  })

  it('of an update keeps the issued revision in force until then', async () => {
    const { id } = await room.held({ scope: 'public' })
    await room.pump.pass(120)
    await room.post(`/${id}/update`, { severity: 'Moderate' })
    const { digest } = await room.submit(id)
    expect((await room.approve(id, { digest })).json.state).toBe('approved')
    expect(await room.read(id, member.token)).toMatchObject({ state: 'issued', severity: 'Extreme' })
    await room.pump.pass(120)
    expect(await room.read(id, member.token)).toMatchObject({ state: 'issued', severity: 'Moderate' })
    expect(room.told()).toEqual([member.email, member.email])
  })

  it('gives way to a cancellation that does not wait for it', async () => {
    const { id } = await room.held()
    await room.pump.pass(120)
    await room.post(`/${id}/update`, {})
    const { digest } = await room.submit(id)
    await room.approve(id, { digest })
    const { texts } = await room.read(id)
    const begun = await room.post(`/${id}/cancellation`, { reason: 'retracted', texts })
    expect(begun.json).toMatchObject({ state: 'draft', messageType: 'cancel', revision: 2 })
    await room.pump.pass(300)
    expect(room.told()).toEqual([member.email])
  })
})

describe('the moment of release', () => {
  it('comes once, however often it is due', async () => {
    const { id } = await room.held()
    room.world.clock.advance(120)
    await Promise.all([1, 2, 3].map(() => releaseWhenDue(room.world.deps, id)))
    await Promise.all([1, 2].map(() => room.pump.functions.clock()))
    await room.pump.drain()
    expect(room.told()).toEqual([member.email])
    expect((await room.read(id)).issues).toHaveLength(1)
  })

  it.each([1, 2, 3, 4, 5, 6])('races a halt, and one of the two wins (%i)', async () => {
    const { id } = await room.held()
    room.world.clock.advance(120)
    const [, halted] = await Promise.all([releaseWhenDue(room.world.deps, id), room.halt(id)])
    expect(halted.status).toBe(200)
    for (let minute = 0; minute < 4; minute++) await room.pump.pass(60)
    const alert = await room.read(id)
    expect([alert.halted, room.told()]).toEqual([true, []])
  })

  it('is lost neither with the event nor with the process that handled it', async () => {
    const { id } = await room.held()
    room.world.clock.advance(120)
    await room.pump.functions.clock()
    // The stream never hands this over.
    room.wire.stream.splice(0)
    await room.pump.pass(60)
    expect([await room.state(id), room.told()]).toEqual(['issued', [member.email]])
  })

  it('looks again whom it must not reach', async () => {
    const { id: situationId } = await room.alliance.situation()
    const { id } = await room.held({ situationId })
    const change = { withholdFrom: [member.organizationId] }
    await room.call(room.coordinator, 'PATCH', `/v1/situations/${situationId}`, change, { 'If-Match': '"1"' })
    await room.pump.pass(120)
    expect(await room.read(id)).toMatchObject({
      state: 'approved',
      stopped: { because: 'withholding-changed' },
    })
    const tasks = (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items
    expect(tasks).toMatchObject([{ kind: 'alert-stopped', status: 'open' }])
    await room.pump.pass(600)
    expect(room.told()).toEqual([])
    // Whoever gives it back has done what the task asked for.
    await room.post(`/${id}/return`, { remarks: 'Withhold it from them' })
    const after = (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items
    expect(after).toMatchObject([{ kind: 'alert-stopped', status: 'closed' }])
  })

  it('looks again whether the alert is still valid', async () => {
    const { id } = await room.held({ expiresAt: '2026-11-22T09:01:00Z' })
    await room.pump.pass(120)
    expect((await room.read(id)).stopped.because).toBe('expired')
    expect(room.told()).toEqual([])
  })

  it('looks again at the mailbox of who approved', async () => {
    const approver = await room.coordinatorNamed('Second Desk')
    const { id, digest } = await room.drafted()
    await room.approve(id, { digest }, approver.token)
    const path = `/v1/organizations/${approver.organizationId}/contacts/${approver.contactId}/compromised`
    expect((await room.call(room.coordinator, 'POST', path)).status).toBeLessThan(300)
    const before = room.told().length
    await room.pump.pass(120)
    expect((await room.read(id)).stopped.because).toBe('approver-in-doubt')
    expect(room.told().filter((to) => to === member.email)).toEqual([])
    expect(room.told().length).toBeGreaterThanOrEqual(before)
  })
})
