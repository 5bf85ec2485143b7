import { beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { nextPage } from '../support/follow.ts'
import { createRoom, day, type Room, words } from './room.ts'

let room: Room
beforeEach(async () => {
  room = await createRoom()
})

const all = { replies: 90, fieldReports: 90, tasks: 90, answers: 90, mails: 90 }

/** Everything that people write, dealt with on the same day; a meeting and a poll, over on the first of December. */
const writeAndDeal = async () => {
  const { call, close, report, reply, meet, contactId, pump } = room
  const [replyId, reportId] = [
    await reply('m-1', words.replies),
    await report(`${words.fieldReports}, by night`),
  ]
  const meetingId = await meet()
  const { json: poll } = await room.world.call(room.coordinator, 'POST', '/v1/polls', {
    ...{ title: 'When', agenda: '', timeZone: 'Africa/Nairobi', durationMinutes: 60 },
    location: { kind: 'online', url: 'https://meet.example.org/2' },
    slots: [{ startsAt: '2026-12-03T15:00' }, { startsAt: '2026-12-04T15:00' }],
    closesAt: '2026-12-01T12:00:00Z',
  })
  await pump.drain()
  await call('PUT', `/polls/${poll.id}/answers/${contactId}`, {
    ...{ answers: { 1: 'yes', 2: 'no' }, comment: words.poll },
  })
  await call('POST', `/polls/${poll.id}/cancellation`, { reason: 'Another way was found' })
  await close(`/replies/${replyId}`, { outcome: 'done' })
  await close(`/field-reports/${reportId}`, { outcome: 'dismissed', reason: 'Heard twice' })
  const other = await report('Still to be looked at')
  const { items } = await call('GET', `/tasks?subject=${other}`)
  await close(`/tasks/${items[0].id}`, { outcome: 'dismissed', remark: words.tasks })
  await pump.feedBack()
  await pump.pass(1200)
  return { replyId, reportId, meetingId, pollId: poll.id as string }
}

describe('what is older than the alliance wishes', () => {
  it('is gone after the round, and nothing younger', async () => {
    await writeAndDeal()
    const everything = Object.keys(words)
    expect(await room.kept()).toEqual(everything)
    await room.set(all)
    await room.round()
    expect(await room.kept()).toEqual(everything)
    room.world.clock.advance(86 * day)
    await room.round()
    // Of 22 November, 90 days are not over; of the meeting, 80.
    expect(await room.kept()).toEqual(everything)
    room.world.clock.advance(2 * day)
    await room.round()
    expect(await room.kept()).toEqual(['answers', 'delegate', 'said', 'poll'])
    room.world.clock.advance(9 * day)
    await room.round()
    expect(await room.kept()).toEqual([])
    expect(await room.isKept('Still to be looked at')).toBe(true)
  })

  it('is said in numbers, once for each round, and nothing where nothing went', async () => {
    await writeAndDeal()
    await room.set({ ...all, mails: null })
    await room.round()
    room.world.clock.advance(200 * day)
    await room.round()
    await room.round()
    expect(await room.carriedOut()).toEqual([{ replies: 1, fieldReports: 1, tasks: 2, answers: 2 }])
  })

  it('leaves no line in a list that leads nowhere, and cursors that go on', async () => {
    const { replyId, reportId } = await writeAndDeal()
    const close = (id: string) => room.close(`/replies/${id}`, { outcome: 'done' })
    await close(await room.reply('m-2', 'And another'))
    const waiting = await room.reply('m-3', 'And one that waits')
    const list = (path: string) => room.world.call(room.coordinator, 'GET', path)
    const next = nextPage(await list('/v1/replies?status=closed&limit=1'))
    expect(next).toBeDefined()
    await room.set(all)
    room.world.clock.advance(100 * day)
    await room.round()
    for (const path of ['/replies', '/field-reports', '/tasks'])
      expect([path, (await room.call('GET', `${path}?status=closed`)).items]).toEqual([path, []])
    for (const path of [`/replies/${replyId}`, `/field-reports/${reportId}`])
      expect((await list(`/v1${path}`)).status).toBe(404)
    expect((await room.call('GET', '/replies')).items).toMatchObject([{ id: waiting }])
    await close(waiting)
    expect((await list(next!)).json.items).toMatchObject([{ id: waiting }])
  })

  it('leaves counts, answers, evidence and its corrections as they were', async () => {
    const { meetingId, pollId } = await writeAndDeal()
    const look = async () => ({
      meeting: (await room.call('GET', `/meetings/${meetingId}/rsvps`)).counts,
      poll: (await room.call('GET', `/polls/${pollId}/answers`)).counts,
      ledger: await room.alliance.ledger(room.alertId),
    })
    const evidence = async () => {
      const { text } = await room.world.call(room.coordinator, 'GET', `/v1/alerts/${room.alertId}/evidence`)
      return JSON.parse(text)
    }
    const [before, proof] = [await look(), await evidence()]
    await room.set(all)
    room.world.clock.advance(400 * day)
    await room.round()
    expect(await look()).toEqual(before)
    const after = await evidence()
    expect(after.entries).toEqual(expect.arrayContaining(proof.entries))
    expect(faultsOf(`${canonical(after)}\n`, after.keys)).toEqual([])
    const notices = (await room.rows('deliveries')).filter(({ sk }) => sk === 'notification')
    expect(new Set(notices.map(({ kind }) => kind))).toEqual(
      new Set(
        ['alert', 'alert-reminder', 'meeting', 'poll'].filter((kind) =>
          notices.some((n) => n['kind'] === kind),
        ),
      ),
    )
  })
})
