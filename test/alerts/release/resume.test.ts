import { beforeEach, describe, expect, it } from 'vitest'
import { suppressAddress } from '../../../shared/organizations/suppress.ts'
import type { Joined } from '../desk.ts'
import { createDutyRoom, type DutyRoom } from './duty-room.ts'

let room: DutyRoom
let members: Joined[]
beforeEach(async () => {
  room = await createDutyRoom()
  members = []
  for (const name of ['Memorial Trust', 'Bread of Life', 'Watch House']) members.push(await room.join(name))
})

const minutes = async (count: number) => {
  for (let minute = 0; minute < count; minute++) await room.pump.pass(60)
}

describe('what was stopped before it went out', () => {
  it('goes on when two persons ask, and is held anew', async () => {
    const { id } = await room.held()
    await room.halt(id)
    await minutes(5)
    const asked = await room.resume(id)
    expect([asked.status, asked.json.halted, asked.json.releaseAt]).toEqual([200, true, undefined])
    const again = await room.resume(id)
    expect([again.status, again.json.version]).toEqual([200, asked.json.version])
    await minutes(5)
    expect(room.told()).toEqual([])
    const resumed = await room.resume(id, room.second)
    expect(resumed.json).toMatchObject({ halted: false, releaseAt: '2026-11-22T09:12:00.000Z' })
    await minutes(2)
    expect([await room.state(id), room.told().length]).toEqual(['issued', 3])
  })

  it('does not go on with the word of who is no coordinator any more', async () => {
    const [thief, third] = [
      await room.coordinatorNamed('Second Desk'),
      await room.coordinatorNamed('Third Desk'),
    ]
    const { id } = await room.held()
    await room.halt(id)
    await room.resume(id, thief.token)
    await room.withoutGrants(thief)
    const asked = await room.resume(id, third.token)
    expect([asked.json.halted, asked.json.resumption.by.contactId]).toEqual([true, third.contactId])
    await minutes(5)
    expect(await room.state(id)).toBe('approved')
    expect((await room.resume(id)).json.halted).toBe(false)
  })

  it('stays stopped when somebody halts it again, against whoever has asked', async () => {
    const { id } = await room.held()
    await room.halt(id)
    await room.resume(id)
    expect((await room.halt(id, room.second)).json.resumption).toBeUndefined()
    expect((await room.resume(id, room.second)).json.halted).toBe(true)
    await minutes(5)
    expect(room.told()).toEqual([])
  })

  it('is told to the other coordinators when it is stopped, and when it is to go on', async () => {
    const other = await room.coordinatorNamed('Third Desk')
    const { id } = await room.held()
    await room.halt(id)
    await room.pump.drain()
    expect((await room.lastMailTo(other)).subject).toMatch(/^An alert was stopped: TOC-/)
    await room.resume(id)
    await room.pump.drain()
    expect((await room.lastMailTo(other)).subject).toBe('A stopped alert is to go on')
  })
})

describe('what was stopped half way', () => {
  const audience = { relations: ['member'] }

  /** One in three has been told when it is halted. */
  const haltedHalfWay = async () => {
    const { limits } = room.world.mail
    room.world.mail.limits = { ...limits, per24Hours: 1 }
    const { id } = await room.held({ level: 'emergency', audience })
    await room.pump.drain()
    room.world.mail.limits = limits
    await room.halt(id)
    return id
  }

  it('tells nobody twice and everybody in the end', async () => {
    const id = await haltedHalfWay()
    const before = room.told()
    expect(before).toHaveLength(1)
    await minutes(10)
    expect(room.told()).toEqual(before)
    await room.resume(id)
    await minutes(2)
    expect(room.told()).toEqual(before)
    expect((await room.resume(id, room.second)).json.halted).toBe(false)
    await minutes(4)
    expect(room.told()).toEqual(members.map(({ email }) => email).sort())
    expect((await room.alliance.ledger(id)).counts).toEqual({ sent: 3 })
  })

  it('is chased for no answer while it is halted, and afterwards is', async () => {
    const { id } = await room.held({ level: 'emergency', audience })
    await room.pump.drain()
    await room.halt(id)
    await minutes(90)
    const path = `/v1/tasks?subject=${id}`
    expect((await room.call(room.coordinator, 'GET', path)).json.items).toEqual([])
    expect(room.world.mail.sent).toHaveLength(3)
    await room.resume(id)
    await room.resume(id, room.second)
    await minutes(60)
    const { items } = (await room.call(room.coordinator, 'GET', path)).json
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(Array(3).fill('phone-call'))
  })

  it('is given as long to answer by who is told late as by the others', async () => {
    const id = await haltedHalfWay()
    const late = members.filter(({ email }) => !room.told().includes(email))
    expect(late).toHaveLength(2)
    await minutes(40)
    await room.resume(id)
    await room.resume(id, room.second)
    await minutes(5)
    const mails = () => late.map((each) => room.mailsTo(each).length)
    expect(mails()).toEqual([1, 1])
    await minutes(20)
    expect(mails()).toEqual([1, 1])
    const calls = async () =>
      (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items.map(
        ({ organizationId }: { organizationId: string }) => organizationId,
      )
    const ofLate = async () =>
      (await calls()).filter((called: string) => late.some(({ organizationId }) => organizationId === called))
    expect(await ofLate()).toEqual([])
    await minutes(25)
    expect(mails()).toEqual([2, 2])
    await minutes(60)
    expect(await ofLate()).toHaveLength(2)
  })

  it('does not reach whom it must not reach by now', async () => {
    const id = await haltedHalfWay()
    const waiting = members.find(({ email }) => !room.told().includes(email))!
    const { situationId } = await room.read(id)
    const change = { withholdFrom: [waiting.organizationId] }
    await room.call(room.coordinator, 'PATCH', `/v1/situations/${situationId}`, change, { 'If-Match': '"1"' })
    await room.resume(id)
    await room.resume(id, room.second)
    await minutes(4)
    expect(room.told()).toHaveLength(2)
    expect(room.told()).not.toContain(waiting.email)
    await room.update(id, { severity: 'Moderate' })
    await minutes(4)
    expect(room.told()).not.toContain(waiting.email)
  })

  it('does not go on once it has expired', async () => {
    const id = await haltedHalfWay()
    await room.pump.pass(40 * 86_400)
    const late = await room.resume(id)
    expect(late.status).toBe(200)
    const refused = await room.resume(id, room.second)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/expiresAt'])
  })

  it('is overtaken by a correction all the same', async () => {
    const id = await haltedHalfWay()
    const [told] = room.told()
    await room.cancel(id, 'retracted')
    await minutes(10)
    expect(room.told()).toEqual([told, told])
  })
})

describe('two persons at one moment', () => {
  it('have it go on once', async () => {
    const { id } = await room.held()
    await room.halt(id)
    const answers = await Promise.all([room.resume(id), room.resume(id, room.second)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    await minutes(4)
    expect([await room.state(id), room.told().length]).toEqual(['issued', 3])
  })

  it('are needed: nothing that is not stopped is resumed', async () => {
    const { id } = await room.held()
    expect((await room.resume(id)).status).toBe(409)
    const member = members[0]!
    await room.halt(id)
    expect((await room.resume(id, member.token)).status).toBe(403)
    const approver = await room.world.tokenFor({ grants: ['approver'] })
    expect((await room.resume(id, approver)).status).toBe(403)
  })
})

describe('reminders that wait to be sent', () => {
  const houses = Array.from({ length: 35 }, (_, number) => number)
  const first = (number: number) => `first@house-${number}.example.org`
  const next = (number: number) => `next@house-${number}.example.org`

  /** An emergency that comes back from many at once, whose next contacts are asked while the day's quota is used up. */
  const comesBack = async () => {
    for (const number of houses)
      await room.alliance.organization({ name: `House ${number}` }, [
        { email: first(number), role: 'focal-point' },
        { email: next(number), role: 'alternate' },
      ])
    const { id } = await room.held({ level: 'emergency', audience: { relations: ['member'] } })
    await room.pump.drain()
    await minutes(1)
    const { limits } = room.world.mail
    room.world.mail.limits = { ...limits, per24Hours: 0 }
    for (const number of houses) await suppressAddress(room.world.deps, first(number), 'bounced')
    await room.pump.drain()
    room.world.mail.limits = limits
    return id
  }
  const reminded = () =>
    room.world.mail.sent.filter(({ tags, to }) => tags['kind'] === 'alert-reminder' && to.startsWith('next@'))

  it('are stopped with the alert, however many, and go on with it', async () => {
    const id = await comesBack()
    await room.halt(id)
    await minutes(10)
    expect(reminded()).toEqual([])
    await room.resume(id)
    await room.resume(id, room.second)
    await minutes(6)
    expect(reminded()).toHaveLength(houses.length)
  })

  it('are never sent once something else is true', async () => {
    const id = await comesBack()
    await room.update(id, { severity: 'Moderate' })
    await minutes(10)
    expect(reminded()).toEqual([])
    expect(room.mailsTo({ email: next(34) })).toHaveLength(2)
  })
})
