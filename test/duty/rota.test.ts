import { beforeEach, describe, expect, it } from 'vitest'
import { contactsOnDuty } from '../../shared/duty/on-duty.ts'
import { passOn } from '../../shared/duty/pass-on.ts'
import { onShift } from '../../shared/duty/rota.ts'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { openTask } from '../../shared/tasks/open.ts'
import { peopleOf, type Someone } from '../identity/people.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('the duty rota', () => {
  let world: World
  let pump: Pump
  let people: ReturnType<typeof peopleOf>
  let holders: Someone[]
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    holders = [await people.enter(), await people.enter(), await people.enter()]
    for (const { organizationId, contactId } of holders) {
      await world.call(one, 'POST', '/v1/grants', { organizationId, contactId, kind: 'coordinator' })
      await world.call(two, 'POST', `/v1/grants/${contactId}/coordinator/confirmation`)
    }
    await pump.drain()
  })

  const shift = ({ organizationId, contactId }: Someone, change: object = {}) => ({
    ...{ organizationId, contactId, days: everyDay, from: '00:00', to: '00:00', timeZone: 'UTC' },
    ...change,
  })
  const set = (shifts: object[]) =>
    world.call(one, 'PATCH', '/v1/settings', { duty: { shifts, passOnAfter: 30 } }, { 'If-Match': '"0"' })
  const onDuty = async () => (await contactsOnDuty(world.deps)).map(({ contactId }) => contactId)
  const waiting = async () => {
    const { id, actions } = await openTask(world.deps, { kind: 'role-vacant', subject: 'org_abandoned' })
    await world.deps.store.transact(actions)
    await pump.drain()
    world.mail.sent.length = 0
    return id
  }
  const toldNow = async (seconds: number) => {
    await pump.pass(seconds)
    return world.mail.sent.splice(0).map(({ to }) => to)
  }
  const emailOf = (at: number) => holders[at]!.email

  it('says whose shift it is, and all of them where it is nobody’s', async () => {
    expect(await onDuty()).toEqual(expect.arrayContaining(holders.map(({ contactId }) => contactId)))
    expect((await set([shift(holders[1]!), shift(holders[0]!, { from: '03:00', to: '04:00' })])).status).toBe(
      200,
    )
    expect(await onDuty()).toEqual([holders[1]!.contactId])
    const path = `/v1/organizations/${holders[1]!.organizationId}/contacts/${holders[1]!.contactId}`
    await world.call(one, 'POST', `${path}/compromised`)
    const left = await onDuty()
    expect([0, 1, 2].map((at) => left.includes(holders[at]!.contactId as `con_${string}`))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('passes what nobody takes to the next, and in the end to everybody', async () => {
    await set([shift(holders[2]!), shift(holders[0]!)])
    await waiting()
    expect(await toldNow(29 * 60)).toEqual([])
    expect(await toldNow(60)).toEqual([emailOf(2)])
    expect(await toldNow(1800)).toEqual([emailOf(0)])
    expect(await toldNow(1800)).toEqual([emailOf(1)])
    expect(await toldNow(1800)).toEqual([])
    expect(await toldNow(86_400)).toEqual([])
  })

  it('stops with whoever takes it, and begins anew when they put it back', async () => {
    await set([shift(holders[2]!), shift(holders[0]!)])
    const id = await waiting()
    expect(await toldNow(1800)).toEqual([emailOf(2)])
    const assign = (contactId: string | null) =>
      world.call(one, 'PUT', `/v1/tasks/${id}/assignee`, { contactId })
    expect((await assign(holders[2]!.contactId)).status).toBe(200)
    expect(await toldNow(1800)).toEqual([])
    await assign(null)
    expect(await toldNow(1800)).toEqual([emailOf(2)])
    await world.call(one, 'POST', `/v1/tasks/${id}/closure`, { outcome: 'done' })
    expect(await toldNow(1800)).toEqual([])
  })

  it('passes nothing on while there is no rota, and never what bounced while a server was down', async () => {
    await waiting()
    expect(await toldNow(86_400)).toEqual([])
    await set([shift(holders[2]!)])
    await suppressAddress(world.deps, holders[1]!.email, 'bounced')
    await pump.drain()
    world.mail.sent.length = 0
    expect(await toldNow(86_400)).toEqual([])
    const { items } = (await world.call(one, 'GET', '/v1/tasks')).json
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['role-vacant', 'role-vacant'])
  })

  it('does not name somebody who is no coordinator', async () => {
    const nobody = await people.enter()
    const refused = await set([shift(holders[0]!), shift(nobody)])
    expect(refused.status).toBe(422)
    expect(refused.json).toMatchObject({ errors: [{ pointer: '#/duty/shifts/1/contactId' }] })
    const elsewhere = { ...holders[0]!, organizationId: nobody.organizationId }
    expect((await set([shift(elsewhere)])).status).toBe(422)
  })

  it('tells nobody twice when the clock ticks twice, and nobody whose grant has ended', async () => {
    await set([shift(holders[2]!), shift(holders[0]!)])
    const id = await waiting()
    await Promise.all([passOn(world.deps, id), passOn(world.deps, id)])
    await pump.drain()
    const told = world.mail.sent.splice(0).map(({ to }) => to)
    expect(new Set(told).size).toBe(told.length)
    await world.call(one, 'DELETE', `/v1/grants/${holders[0]!.contactId}/coordinator`)
    await pump.drain()
    world.mail.sent.length = 0
    expect(await toldNow(1800)).not.toContain(emailOf(0))
  })

  it('refuses shifts that no clock has', async () => {
    expect((await set([shift(holders[0]!, { from: '24:00' })])).status).toBe(422)
    expect((await set([shift(holders[0]!, { timeZone: 'Mars/Base' })])).status).toBe(422)
    expect((await set([shift(holders[0]!, { days: [0] })])).status).toBe(422)
  })
})

describe('a shift', () => {
  const base = { organizationId: 'org_1', contactId: 'con_1', timeZone: 'Africa/Nairobi' } as const
  const isOn = (days: number[], from: string, to: string, at: string, timeZone: string = base.timeZone) =>
    onShift([{ ...base, days, from, to, timeZone }], new Date(at)).length === 1

  it('goes by the clock on its holder’s wall', () => {
    // 22 November 2026 is a Sunday; Nairobi is three hours ahead.
    expect(isOn([7], '08:00', '16:00', '2026-11-22T05:00:00Z')).toBe(true)
    expect(isOn([7], '08:00', '16:00', '2026-11-22T04:59:00Z')).toBe(false)
    expect(isOn([7], '08:00', '16:00', '2026-11-22T13:00:00Z')).toBe(false)
    expect(isOn([1], '00:00', '08:00', '2026-11-22T21:00:00Z')).toBe(true)
  })

  it('goes over midnight into the day after it began', () => {
    expect(isOn([7], '22:00', '06:00', '2026-11-23T02:59:00Z')).toBe(true)
    expect(isOn([7], '22:00', '06:00', '2026-11-23T03:00:00Z')).toBe(false)
    expect(isOn([7], '22:00', '06:00', '2026-11-22T02:00:00Z')).toBe(false)
  })

  it('goes through the hour that a clock skips or repeats', () => {
    const night = (at: string) => isOn([7], '02:00', '03:00', at, 'Europe/Zurich')
    expect(night('2026-03-29T00:59:00Z')).toBe(false)
    expect(night('2026-03-29T01:00:00Z')).toBe(false)
    expect([night('2026-10-25T00:30:00Z'), night('2026-10-25T01:30:00Z')]).toEqual([true, true])
  })
})
