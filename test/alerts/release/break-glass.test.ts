import { beforeEach, describe, expect, it } from 'vitest'
import { passOn } from '../../../shared/alerts/escalation/pass-on.ts'
import type { Joined } from '../desk.ts'
import { createDutyRoom, type DutyRoom } from './duty-room.ts'

const breakGlass = { reason: 'Nobody else answers and they are at the gates' }

let room: DutyRoom
let first: Joined
let second: Joined
let member: Joined
let named: Joined
let others: Record<'un' | 'government' | 'court' | 'media' | 'member of the press', Joined>

beforeEach(async () => {
  room = await createDutyRoom()
  first = await room.coordinatorNamed('First Desk')
  second = await room.coordinatorNamed('Second Desk')
  member = await room.join('Memorial Trust')
  const authority = (name: string, of: string) =>
    room.join(name, { class: of, relation: 'authority', country: 'CH' })
  named = await authority('Early Warning Office', 'un')
  others = {
    un: await authority('Relief Office', 'un'),
    government: await authority('Foreign Ministry', 'government'),
    court: await authority('Prosecutor', 'court'),
    media: await authority('Wire Service', 'media'),
    'member of the press': await room.join('Listed Weekly', { class: 'media' }),
  }
  await room.set({ breakGlass: { organizationIds: [named.organizationId as `org_${string}`] } })
})

const everybody = { relations: ['member', 'authority'] }

/** An emergency that the first coordinator alone has written, submitted and let out. */
const actAlone = async (change: object = {}) => {
  const { id, digest } = await room.drafted({ level: 'emergency', audience: everybody, ...change })
  const alone = await room.approve(id, { digest, breakGlass }, first.token)
  if (alone.status !== 200) throw new Error(alone.text)
  return { id, digest, alone: alone.json }
}
/** Who has got the alert itself, but for the notices to coordinators. */
const alerted = () =>
  room.world.mail.sent
    .filter(({ tags }) => tags['kind'] === 'alert')
    .map(({ to }) => to)
    .sort()
const addresses = (...all: readonly Joined[]) => all.map(({ email }) => email).sort()
const whomOneReaches = () => addresses(first, second, member, named)

describe('one person alone', () => {
  it('may be joined by a second before the time that was set for it', async () => {
    const { id, digest } = await actAlone({ issueAt: '2026-11-22T12:00:00Z' })
    const joined = await room.approve(id, { digest }, second.token)
    expect([joined.status, joined.json.releaseAt]).toEqual([200, '2026-11-22T12:00:00.000Z'])
    await room.pump.pass(3 * 3600)
    expect(await room.state(id)).toBe('issued')
  })

  it('is held for two minutes whatever is set, in which every coordinator is told first', async () => {
    await room.set({ holdSeconds: 0 })
    const { id, alone } = await actAlone()
    expect(alone).toMatchObject({ state: 'approved', releaseAt: '2026-11-22T09:02:00.000Z', breakGlass })
    await room.pump.drain()
    expect(room.told()).toEqual(addresses(first, second))
    const mail = await room.lastMailTo(second)
    expect(mail.subject).toContain('One person alone')
    expect(mail.text).toContain(breakGlass.reason)
    await room.pump.pass(119)
    expect([await room.state(id), alerted()]).toEqual(['approved', []])
  })

  it('reaches members and the desks named in advance, and nobody else', async () => {
    const { id } = await actAlone({ scope: 'public' })
    await room.pump.pass(120)
    expect(alerted()).toEqual(whomOneReaches())
    expect((await room.visit(`/alerts/${id}`)).status).toBe(404)
    expect((await room.visit('/feeds/alerts.atom')).text).not.toContain(id)
    const waiting = others['member of the press']
    expect((await room.call(waiting.token, 'GET', `/v1/alerts/${id}`)).status).toBe(404)
    expect((await room.call(member.token, 'GET', `/v1/alerts/${id}`)).status).toBe(200)
    for (let hour = 0; hour < 6; hour++) await room.pump.pass(600)
    expect(alerted()).toEqual(whomOneReaches())
    const { manifest, counts } = await room.alliance.ledger(id)
    expect([manifest, counts['queued']]).toEqual([9, 5])
  })

  it('is not told to who waits by being chased for an answer, nor in the place of a mail that came back', async () => {
    const { id } = await actAlone()
    await room.pump.pass(120)
    const { organizationId, contactId } = others.government
    await passOn(room.world.deps, { alertId: id, organizationId, contactId, because: 'bounced' })
    for (let step = 0; step < 40; step++) await room.pump.pass(300)
    for (const { email, organizationId } of Object.values(others)) {
      expect(room.mailsTo({ email })).toEqual([])
      const calls = await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)
      expect(JSON.stringify(calls.json)).not.toContain(organizationId)
    }
    expect(room.mailsTo(member).length).toBeGreaterThan(1)
  })

  it('reaches everybody, once, as soon as a second person confirms it', async () => {
    const { id, digest } = await actAlone({ scope: 'public' })
    await room.pump.pass(120)
    expect((await room.approve(id, { digest }, first.token)).status).toBe(409)
    const confirmed = await room.approve(id, { digest }, second.token)
    expect([confirmed.status, confirmed.json.issues[0].unconfirmed]).toEqual([200, false])
    await room.pump.drain()
    await room.pump.pass(60)
    expect(alerted()).toEqual(addresses(first, second, member, named, ...Object.values(others)))
    expect((await room.visit(`/alerts/${id}`)).status).toBe(200)
    expect((await room.approve(id, { digest }, second.token)).status).toBe(409)
  })

  it('asks those who had to wait as long after they were told as it asked the others', async () => {
    const { id, digest } = await actAlone()
    await room.pump.pass(120)
    const waited = Object.values(others)
    const mails = () => waited.map(({ email }) => room.mailsTo({ email }).length)
    const minutes = async (count: number) => {
      for (let passed = 0; passed < count; passed += 5) await room.pump.pass(300)
    }
    await minutes(50)
    await room.approve(id, { digest }, second.token)
    await room.pump.drain()
    await minutes(25)
    expect(mails()).toEqual([1, 1, 1, 1, 1])
    await minutes(5)
    expect(mails()).toEqual([2, 2, 2, 2, 2])
    const calls = async () => {
      const { items } = (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}&limit=200`)).json
      const ids = waited.map(({ organizationId }) => organizationId)
      return items.filter((task: { organizationId: never }) => ids.includes(task.organizationId)).length
    }
    await minutes(20)
    expect(await calls()).toBe(0)
    await minutes(75)
    expect(await calls()).toBe(5)
  })

  it('goes out whole and at once when a second person joins in during the two minutes', async () => {
    const { id, digest } = await actAlone()
    const joined = await room.approve(id, { digest }, second.token)
    expect([joined.status, joined.json.state]).toEqual([200, 'issued'])
    await room.pump.drain()
    expect(alerted()).toHaveLength(9)
  })

  it('is not confirmed by whoever wrote it', async () => {
    const { id, digest } = await actAlone()
    await room.pump.pass(120)
    expect((await room.approve(id, { digest }, room.coordinator)).status).toBe(403)
    expect(alerted()).toEqual(whomOneReaches())
  })

  it('needs two others where the alliance has set two approvals, when who acted alone also wrote it', async () => {
    await room.set({ approvals: { watch: 1, warning: 1, emergency: 2 } })
    const { id } = await room.alliance.draft({ level: 'emergency', audience: everybody })
    const { digest } = await room.submit(id)
    await room.approve(id, { digest, breakGlass }, room.coordinator)
    await room.pump.pass(120)
    const one = await room.approve(id, { digest }, first.token)
    expect([one.status, one.json.issues[0].unconfirmed]).toEqual([200, true])
    const two = await room.approve(id, { digest }, second.token)
    expect([two.status, two.json.issues[0].unconfirmed]).toEqual([200, false])
  })

  it('is for no program, whatever its scopes', async () => {
    const { id, digest } = await room.drafted({ level: 'emergency' })
    const program = await room.world.tokenFor({
      grants: ['coordinator'],
      scopes: ['alerts:write', 'alerts:issue'],
    })
    expect((await room.approve(id, { digest, breakGlass }, program)).status).toBe(403)
  })

  it('does not reach who was told before either, with an update, before somebody confirms it', async () => {
    const { id } = await room.held({ level: 'emergency', audience: everybody })
    await room.pump.drain()
    const before = alerted()
    expect(before).toHaveLength(9)
    await room.post(`/${id}/update`, { severity: 'Moderate' })
    const { digest } = await room.submit(id)
    await room.approve(id, { digest, breakGlass }, first.token)
    await room.pump.pass(120)
    expect(alerted()).toHaveLength(before.length + 4)
    await room.approve(id, { digest }, second.token)
    await room.pump.drain()
    expect(alerted()).toHaveLength(18)
  })

  it('is overtaken by an update of two persons, which reaches those who waited as the first they hear', async () => {
    const { id } = await actAlone()
    await room.pump.pass(120)
    await room.post(`/${id}/update`, { severity: 'Moderate' })
    const { digest } = await room.submit(id)
    expect((await room.approve(id, { digest }, second.token)).json.state).toBe('issued')
    await room.pump.drain()
    await room.pump.pass(120)
    expect(alerted()).toHaveLength(4 + 9)
  })
})

describe('the link by which every coordinator can stop it', () => {
  const linkIn = (text = '') => /\/stop\/[^\s)\]>"]+/.exec(text)![0]

  it('shows on GET and stops on POST, and nothing goes out', async () => {
    const { id } = await actAlone()
    await room.pump.drain()
    const path = linkIn((await room.lastMailTo(second)).text)
    expect((await room.visit(path)).text).toContain('<button')
    expect((await room.visit(path, {}, 'HEAD')).status).toBeLessThan(400)
    expect((await room.read(id)).halted).toBe(false)
    const stopped = await room.send(path, {})
    expect(stopped.text).toContain('It is stopped')
    expect((await room.send(path, {})).status).toBe(200)
    for (let minute = 0; minute < 5; minute++) await room.pump.pass(60)
    expect([await room.state(id), alerted()]).toEqual(['approved', []])
    expect((await room.lastMailTo(first)).subject).toContain('was stopped')
  })

  it('stops what is out, too, before it reaches those who wait', async () => {
    const { id, digest } = await actAlone()
    await room.pump.drain()
    const path = linkIn((await room.lastMailTo(second)).text)
    await room.pump.pass(120)
    await room.send(path, {})
    await room.approve(id, { digest }, second.token)
    await room.pump.drain()
    expect(alerted()).toEqual(whomOneReaches())
  })

  it.each([1, 2, 3, 4])(
    'races the release, and whatever wins, the ledger and the alert agree (%i)',
    async () => {
      const { id } = await actAlone()
      await room.pump.drain()
      const path = linkIn((await room.lastMailTo(second)).text)
      await room.pump.pass(60)
      room.world.clock.advance(60)
      const tick = async () => {
        await room.pump.functions.clock()
        await room.pump.drain()
      }
      const [stopped] = await Promise.all([room.send(path, {}), tick()])
      expect(stopped.status).toBe(200)
      const told = alerted().length
      for (let minute = 0; minute < 4; minute++) await room.pump.pass(60)
      expect((await room.read(id)).halted).toBe(true)
      expect(alerted()).toHaveLength(told)
    },
  )

  it('dies with the grant', async () => {
    await actAlone()
    await room.pump.drain()
    const path = linkIn((await room.lastMailTo(second)).text)
    await room.withoutGrants(second)
    expect((await room.visit(path)).status).toBe(404)
    expect((await room.send(path, {})).status).toBe(404)
  })
})
