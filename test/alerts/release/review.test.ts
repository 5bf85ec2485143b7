import { beforeEach, describe, expect, it } from 'vitest'
import { remindOfReview } from '../../../shared/alerts/release/review.ts'
import type { Event } from '../../../shared/events/schema.ts'
import type { Joined } from '../desk.ts'
import { createDutyRoom, type DutyRoom } from './duty-room.ts'

const breakGlass = { reason: 'Nobody else answers and they are at the gates' }
const findings = 'The roads were cut and nobody else could be reached.'

let room: DutyRoom
let first: Joined
let second: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  first = await room.coordinatorNamed('First Desk')
  second = await room.coordinatorNamed('Second Desk')
})

const actAlone = async () => {
  const { id, digest } = await room.drafted({ level: 'emergency' })
  await room.approve(id, { digest, breakGlass }, first.token)
  await room.pump.pass(120)
  return id
}
const review = (id: string, token: string, verdict = 'justified') =>
  room.post(`/${id}/review`, { verdict, findings }, token)
const reminders = () =>
  room
    .mailsTo(second)
    .map(({ raw }) => new TextDecoder().decode(raw as Uint8Array))
    .filter((raw) => /^Subject: .*A review is owed/m.test(raw)).length
const tasks = async (id: string) =>
  (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items.filter(
    ({ kind }: { kind: string }) => kind === 'alert-review',
  )

describe('the review of what one person did alone', () => {
  it('is owed within a day, as a task, and reminded of until it is recorded', async () => {
    const id = await actAlone()
    expect((await room.read(id)).reviews).toMatchObject([{ revision: 1, dueAt: '2026-11-23T09:00:00.000Z' }])
    expect(await tasks(id)).toMatchObject([{ status: 'open', dueAt: '2026-11-23T09:00:00.000Z' }])
    await room.passHours(11)
    expect(reminders()).toBe(0)
    await room.passHours(1)
    expect(reminders()).toBe(1)
    await room.passHours(24)
    expect(reminders()).toBe(5)
    expect((await review(id, second.token)).status).toBe(200)
    await room.passHours(24)
    expect(reminders()).toBe(5)
    expect((await room.read(id)).reviews).toMatchObject([{ recorded: { verdict: 'justified', findings } }])
    expect(await tasks(id)).toMatchObject([{ status: 'closed', closure: { outcome: 'done' } }])
  })

  it('is not done by whoever acted alone, nor twice, nor where nobody did', async () => {
    const id = await actAlone()
    expect((await review(id, first.token)).status).toBe(403)
    expect((await review(id, second.token)).status).toBe(200)
    expect((await review(id, second.token)).status).toBe(409)
    const { id: other } = await room.held()
    expect((await review(other, second.token)).status).toBe(409)
  })

  it('needs a verdict and findings', async () => {
    const id = await actAlone()
    expect((await review(id, second.token, 'perhaps')).status).toBe(422)
    expect((await room.post(`/${id}/review`, { verdict: 'justified' }, second.token)).status).toBe(422)
  })

  it('is owed although what was to go out was stopped or returned', async () => {
    const { id, digest } = await room.drafted({ level: 'emergency' })
    await room.approve(id, { digest, breakGlass }, first.token)
    await room.post(`/${id}/return`, { remarks: 'It is not so' }, second.token)
    await room.passHours(12)
    expect(reminders()).toBe(1)
    const again = await room.submit(id)
    await room.approve(id, { digest: again.digest, breakGlass }, second.token)
    const { reviews } = await room.read(id)
    expect(reviews).toMatchObject([{ revision: 1 }, { revision: 1 }])
    // Each of the two acted alone once, and reviews the other.
    expect((await review(id, first.token)).status).toBe(200)
    expect((await review(id, first.token)).status).toBe(403)
    expect((await review(id, second.token)).status).toBe(200)
    expect((await review(id, room.coordinator)).status).toBe(409)
    expect((await tasks(id)).map(({ status }: { status: string }) => status)).toEqual(['closed', 'closed'])
  })

  it('is reminded of once for each time it comes due, however often that is handed over', async () => {
    const id = await actAlone()
    const { brokenAt } = (await room.read(id)).reviews[0]
    const due = { id: 'evt_thetick', subject: id, data: { brokenAt } } as unknown as Event
    const before = room.mailsTo(second).length
    await Promise.all([1, 2, 3].map(() => remindOfReview(room.world.deps, due)))
    await room.pump.drain()
    expect(room.mailsTo(second)).toHaveLength(before + 1)
  })
})
