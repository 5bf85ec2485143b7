import { beforeEach, describe, expect, it } from 'vitest'
import { followSeries } from '../../shared/meetings/series/follow.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { aMeeting } from './gathering.ts'
import { read } from './mails.ts'

const aSeries = (change: object = {}) =>
  aMeeting({
    startsAt: '2027-03-09T15:00',
    timeZone: 'Europe/Berlin',
    recurrence: { rule: 'FREQ=WEEKLY;COUNT=6' },
    ...change,
  })

describe('what is unsent of one meeting of a series', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let guests: { id: string; contacts: { id: string; email: string }[] }[]
  let id: string

  const ok = async (method: string, path: string, body?: object, version?: number) => {
    const match: Record<string, string> = version === undefined ? {} : { 'If-Match': `"${version}"` }
    const { status, json, text } = await world.call(
      alliance.coordinator,
      method,
      `/v1/meetings${path}`,
      body,
      match,
    )
    expect(status, `${method} ${path}: ${text}`).toBeLessThan(300)
    await pump.drain()
    return json
  }
  const change = async (one: string, body: object) =>
    ok('PATCH', `/${one}`, body, (await ok('GET', `/${one}`)).version)
  const occurrence = async (recurrenceId: string): Promise<string> =>
    (await ok('PUT', `/${id}/occurrences/${recurrenceId}`)).id
  /** Mailers believe a quota for half a minute. */
  const limit = (per24Hours: number) => {
    world.mail.limits = { ...world.mail.limits, per24Hours }
    world.clock.advance(60)
  }
  const toldLater = async () => {
    limit(-1)
    for (let at = 0; at < 4; at++) await pump.pass(300)
    return Promise.all(
      world.mail.sent.map(async (mail) => {
        const { subject, event } = await read(mail)
        return `${mail.to} ${subject.replaceAll('\u00a0', ' ')} ${event?.getFirstPropertyValue('sequence')}`
      }),
    )
  }

  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    guests = await alliance.members(2)
    id = (await ok('POST', '', aSeries())).id
    await pump.pass(1)
    world.mail.sent.length = 0
    limit(0)
  })

  it('is not told once the series is called off', async () => {
    await change(await occurrence('2027-03-16T15:00'), { startsAt: '2027-03-17T10:00' })
    await ok('POST', `/${await occurrence('2027-03-23T15:00')}/cancellation`, { reason: 'A holiday' })
    await ok('POST', `/${id}/cancellation`, { reason: 'Enough' })
    expect(world.mail.sent).toEqual([])
    expect((await toldLater()).sort()).toEqual([
      'desk@member-0.example.org Cancelled: Weekly call 2',
      'desk@member-1.example.org Annulation : Weekly call 2',
    ])
  })

  it('is not told once the series has other times, but with another title it is', async () => {
    const moved = await occurrence('2027-03-16T15:00')
    await change(moved, { startsAt: '2027-03-17T10:00', title: 'Special' })
    await change(id, { startsAt: '2027-03-09T16:00' })
    await change(await occurrence('2027-03-30T16:00'), { title: 'Other' })
    await change(id, { title: 'Valley call' })
    expect((await toldLater()).filter((line) => line.includes('member-0')).sort()).toEqual([
      'desk@member-0.example.org Changed: Other 2',
      'desk@member-0.example.org Changed: Valley call 2',
    ])
  })

  it('is stopped though it came up while the series was called off', async () => {
    const moved = await occurrence('2027-03-16T15:00')
    const { transact } = world.deps.store
    let late: Promise<unknown> | undefined
    world.deps.store.transact = async (actions) => {
      world.deps.store.transact = transact
      late = change(moved, { startsAt: '2027-03-17T10:00' })
      await late
      return transact(actions)
    }
    await ok('POST', `/${id}/cancellation`, { reason: 'Enough' })
    expect(late).toBeDefined()
    await followSeries(world.deps, id)
    expect((await toldLater()).map((line) => line.split(' ')[1]).sort()).toEqual(['Annulation', 'Cancelled:'])
  })

  it('is not told to who is uninvited, and the entry leaves their calendar with what was moved', async () => {
    const moved = await occurrence('2027-03-16T15:00')
    await change(moved, { startsAt: '2027-03-17T10:00' })
    await change(moved, { startsAt: '2027-03-18T10:00' })
    await ok('DELETE', `/${id}/invitations/${guests[0]!.contacts[0]!.id}`)
    expect((await toldLater()).sort()).toEqual([
      'desk@member-0.example.org No longer invited: Weekly call 3',
      'desk@member-1.example.org Modification : Weekly call 2',
    ])
    world.mail.sent.length = 0
    await ok('POST', `/${id}/invitations`, { organizationId: guests[0]!.id })
    expect(await toldLater()).toEqual(['desk@member-0.example.org Invitation: Weekly call 4'])
  })
})
