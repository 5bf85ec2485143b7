import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { streamEvent } from '../support/pump.ts'
import { createDutyRoom, type DutyRoom } from './release/duty-room.ts'

const day = 86_400

let room: DutyRoom
let author: Awaited<ReturnType<DutyRoom['coordinatorNamed']>>
let member: Awaited<ReturnType<DutyRoom['join']>>
beforeEach(async () => {
  room = await createDutyRoom()
  await room.set({ holdSeconds: 0 })
  author = await room.coordinatorNamed('The Author')
  member = await room.join('Memorial Trust')
})

const audience = () => ({ organizationIds: [member.organizationId] })

/** Written and submitted by the author, ending in so many days. */
const issue = async (days: number, change: object = {}) => {
  const { id: situationId } = await room.alliance.situation()
  const expiresAt = new Date(room.world.clock.now().getTime() + days * day * 1000).toISOString()
  const { texts } = await room.read((await room.alliance.draft()).id)
  const body = { situationId, level: 'warning', texts, audience: audience(), expiresAt, ...change }
  const { json } = await room.post('', body, author.token)
  const { digest } = await room.submit(json.id, author.token)
  await room.approve(json.id, { digest })
  await room.pump.drain()
  return json.id as string
}
const soon = 'An alert of yours is about to expire'
const over = 'An alert of yours has expired'

/** What somebody was asked about an end; silence and its reminders are another story. */
const subjectsTo = async (joined: Pick<typeof author, 'email'>) => {
  const mails = await Promise.all(room.mailsTo(joined).map(({ raw }) => PostalMime.parse(raw)))
  return mails.map(({ subject }) => subject).filter((subject) => subject === soon || subject === over)
}

const tasksOf = async (id: string) =>
  (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items as {
    kind: string
    status: string
    dueAt: string
  }[]
const eventsOf = async (id: string) =>
  (await room.call(room.coordinator, 'GET', `/v1/events?subject=${id}`)).json.items.map(
    ({ type, data }: { type: string; data: { hours?: number } }) => [type, data.hours],
  )

describe('an alert that nears its end', () => {
  it('asks its author 72 and 24 hours before and when it is over, and mails nobody outside', async () => {
    const id = await issue(5)
    await room.pump.pass(2 * day - 60)
    expect(await subjectsTo(author)).toEqual([])
    await room.pump.pass(120)
    expect(await subjectsTo(author)).toEqual([soon])
    const asked = room.mailsTo(author).map(({ raw }) => PostalMime.parse(raw))
    const text = (await Promise.all(asked)).find(({ subject }) => subject === soon)!.text
    expect(text).toContain('expires at 2026-11-27 09:00 UTC')
    expect(text).toContain((await room.read(id)).issues[0].reference)
    await room.pump.pass(2 * day)
    expect(await subjectsTo(author)).toEqual([soon, soon])
    await room.pump.pass(day)
    expect(await subjectsTo(author)).toEqual([soon, soon, over])
    for (let each = 0; each < 10; each++) await room.pump.pass(60)
    await room.pump.pass(10 * day)
    expect(await subjectsTo(author)).toEqual([soon, soon, over])
    expect(await subjectsTo(member)).toEqual([])
    const events = (await eventsOf(id)).filter(([type]: string[]) => /expir/.test(type!))
    expect(events).toEqual([
      ['alert.expiring', 72],
      ['alert.expiring', 24],
      ['alert.expired', 0],
    ])
    const open = (await tasksOf(id)).filter(({ kind }) => kind === 'alert-expiring')
    expect(open).toMatchObject([{ status: 'open', dueAt: '2026-11-27T09:00:00.000Z' }])
  })

  it('is asked about once, although two consumers take the same tick', async () => {
    await issue(4)
    room.world.clock.advance(day + 60)
    await room.pump.functions.clock()
    const events = room.wire.stream.splice(0)
    await Promise.all([
      room.pump.functions['fan-out'](streamEvent(events)),
      room.pump.functions['fan-out'](streamEvent(events)),
    ])
    await room.pump.drain()
    await room.pump.functions['fan-out'](streamEvent(events))
    await room.pump.drain()
    expect(await subjectsTo(author)).toEqual([soon])
  })

  it('that is renewed asks by its new end alone, and what was asked is done', async () => {
    const id = await issue(4)
    await room.pump.pass(day + 60)
    expect(await subjectsTo(author)).toEqual([soon])
    const expiresAt = new Date(room.world.clock.now().getTime() + 30 * day * 1000).toISOString()
    await room.post(`/${id}/update`, { expiresAt }, author.token)
    const { digest } = await room.submit(id, author.token)
    await room.approve(id, { digest })
    await room.pump.drain()
    const ended = (await tasksOf(id)).filter(({ kind }) => kind === 'alert-expiring')
    expect(ended.map(({ status }) => status)).toEqual(['closed'])
    await room.pump.pass(3 * day)
    expect(await subjectsTo(author)).toEqual([soon])
    await room.pump.pass(24 * day)
    expect(await subjectsTo(author)).toEqual([soon, soon])
  })

  it('that has ended asks nobody', async () => {
    const id = await issue(4)
    await room.cancel(id, 'danger-passed')
    for (let each = 0; each < 5; each++) await room.pump.pass(day)
    expect(await subjectsTo(author)).toEqual([])
  })

  it('asks those on duty where the author is no coordinator any more', async () => {
    const other = await room.coordinatorNamed('Another')
    await issue(4)
    const grant = { contactId: author.contactId, kind: 'coordinator' }
    await room.world.deps.store.write({
      table: 'members',
      delete: { pk: 'grants', sk: `grant#${grant.contactId}#coordinator` },
    })
    await room.pump.pass(day + 60)
    expect(await subjectsTo(author)).toEqual([])
    expect(await subjectsTo(other)).toEqual([soon])
  })

  it('that lasts less than a day asks when it is over', async () => {
    await issue(0.5)
    await room.pump.pass(day / 2 + 60)
    expect(await subjectsTo(author)).toEqual([over])
  })

  it('says on its page that it was not renewed, and what that does not mean', async () => {
    const id = await issue(1, { scope: 'public' })
    await room.pump.pass(day + 60)
    expect((await room.visit(`/alerts/${id}`)).text).toContain(
      'This alert has not been renewed. This does not mean that the danger has passed.',
    )
    expect((await room.visit('/')).text).not.toContain(id)
  })
})
