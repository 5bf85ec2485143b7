import { beforeAll, describe, expect, it } from 'vitest'
import type { MeetingNotice } from '../../shared/meetings/enlist.ts'
import { maximumNotices } from '../../shared/meetings/update.ts'
import { createGathering, type Gathering } from './gathering.ts'

describe('changing a meeting', () => {
  let gathering: Gathering
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust'])
  })

  const patch = (id: string, version: number, change: object, token = gathering.coordinator) =>
    gathering.world.call(token, 'PATCH', `/v1/meetings/${id}`, change, { 'If-Match': `"${version}"` })
  const cancel = (id: string, body: unknown = { reason: 'No quorum' }, headers = {}) =>
    gathering.world.call(gathering.coordinator, 'POST', `/v1/meetings/${id}/cancellation`, body, headers)
  const contents = async (id: string) =>
    (await gathering.told(id)).map(({ content }) => content as MeetingNotice)

  it('raises the sequence for start, duration and status, never for words', async () => {
    const id = await gathering.called()
    const steps: [object, number][] = [
      [{ title: 'Renamed' }, 0],
      [{ agenda: '' }, 0],
      [{ location: { kind: 'in-person', address: 'Hall' } }, 0],
      [{ durationMinutes: 60 }, 1],
      [{ startsAt: '2026-12-01T16:00' }, 2],
      [{ startsAt: '2026-12-01T16:00' }, 2],
      [{ timeZone: 'Africa/Kampala' }, 2],
      [{ timeZone: 'Europe/Berlin' }, 3],
    ]
    for (const [at, [change, sequence]] of steps.entries()) {
      const changed = await patch(id, at + 1, change)
      expect([changed.status, changed.json.sequence, changed.json.version]).toEqual([200, sequence, at + 2])
    }
    expect((await cancel(id)).json).toMatchObject({
      status: 'cancelled',
      sequence: 4,
      cancelledBecause: 'No quorum',
    })
  })

  it('tells exactly those who were told before, and corrects all that they were told', async () => {
    const id = await gathering.called()
    await patch(id, 1, { startsAt: '2026-12-02T15:00' })
    await patch(id, 2, { title: 'Another' })
    await cancel(id)
    const told = await gathering.told(id)
    const ids = told.map(({ notification }) => notification.id)
    expect(told.map(({ notification: { corrects } }) => corrects)).toEqual([
      [],
      ids.slice(0, 1),
      ids.slice(0, 2),
      ids.slice(0, 3),
    ])
    expect(told.slice(1).map(({ notification: { recipients } }) => recipients)).toEqual(
      ids.slice(0, 3).map((before) => ({ of: 'manifests', notificationIds: [before] })),
    )
    expect(told.map(({ notification }) => notification.tellsSuperseded)).toEqual([true, true, true, false])
    expect(await contents(id)).toMatchObject([
      { method: 'request', update: false, sequence: 0 },
      { method: 'request', update: true, sequence: 1, startsAt: '2026-12-02T12:00:00.000Z' },
      { method: 'request', update: true, sequence: 1, title: 'Another' },
      { method: 'cancel', sequence: 2, reason: 'No quorum' },
    ])
  })

  it('says nothing of what no mail shows', async () => {
    const id = await gathering.called()
    expect((await patch(id, 1, { capacity: 10 })).json.capacity).toBe(10)
    expect((await patch(id, 2, { capacity: null })).json.capacity).toBeUndefined()
    expect(await gathering.told(id)).toHaveLength(1)
  })

  it('changes only the version that was read', async () => {
    const id = await gathering.called()
    const without = await gathering.world.call(gathering.coordinator, 'PATCH', `/v1/meetings/${id}`, {
      title: 'X',
    })
    expect(without.status).toBe(428)
    expect((await patch(id, 7, { title: 'X' })).status).toBe(412)
    const rivals = await Promise.all(['A', 'B', 'C', 'D'].map((title) => patch(id, 1, { title })))
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
    expect((await cancel(id, { reason: 'X' }, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await cancel(id, { reason: 'X' }, { 'If-Match': '"2"' })).status).toBe(200)
  })

  it('keeps the rules of calling', async () => {
    const id = await gathering.called({ rsvpBy: '2026-11-30T12:00' })
    const wrong: [object, string][] = [
      [{ startsAt: '2027-03-28T02:30', timeZone: 'Europe/Berlin' }, '#/startsAt'],
      [{ startsAt: '2026-11-29T15:00' }, '#/rsvpBy'],
      [{ startsAt: '2026-11-20T15:00' }, '#/startsAt'],
      [{ rsvpBy: '2026-11-01T10:00' }, '#/rsvpBy'],
      [{ location: { kind: 'online' } }, '#/location/url'],
      [{ coalitionId: 'coa_x' }, '#'],
    ]
    for (const [change, pointer] of wrong) {
      const refused = await patch(id, 1, change)
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, pointer])
    }
    expect((await patch(id, 1, { rsvpBy: null })).json.rsvpBy).toBeUndefined()
  })

  it('forgets the offset of a repeated time with the time', async () => {
    const id = await gathering.called({
      startsAt: '2027-10-31T02:30',
      timeZone: 'Europe/Berlin',
      offset: '+01:00',
    })
    expect((await patch(id, 1, { title: 'Same time' })).json.startsAtUtc).toBe('2027-10-31T01:30:00.000Z')
    const moved = (await patch(id, 2, { startsAt: '2027-07-01T10:00' })).json
    expect([moved.startsAtUtc, moved.offset]).toEqual(['2027-07-01T08:00:00.000Z', undefined])
  })

  it('cancels once, with a reason, and for good', async () => {
    const id = await gathering.called()
    for (const body of [{}, { reason: '' }, { reason: 5 }, []])
      expect((await cancel(id, body)).status).toBe(422)
    const rivals = await Promise.all([cancel(id), cancel(id), cancel(id)])
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect((await cancel(id)).status).toBe(409)
    expect((await patch(id, 2, { title: 'Undead' })).status).toBe(409)
    expect((await contents(id)).filter(({ method }) => method === 'cancel')).toHaveLength(1)
  })

  it('is over when it has ended', async () => {
    const apart = await createGathering([])
    const { json } = await apart.call({ startsAt: '2026-11-22T12:30', durationMinutes: 60 })
    const path = `/v1/meetings/${json.id}`
    apart.world.clock.advance(3600)
    const during = await apart.world.call(
      apart.coordinator,
      'PATCH',
      path,
      { agenda: 'New link' },
      { 'If-Match': '"1"' },
    )
    expect(during.status).toBe(200)
    apart.world.clock.advance(1800)
    const after = await apart.world.call(
      apart.coordinator,
      'PATCH',
      path,
      { agenda: 'Late' },
      { 'If-Match': '"2"' },
    )
    expect(after.status).toBe(409)
    expect(
      (await apart.world.call(apart.coordinator, 'POST', `${path}/cancellation`, { reason: 'Late' })).status,
    ).toBe(409)
  })

  it('can always be called off, however often it was changed', async () => {
    const id = await gathering.called()
    for (let version = 1; version < maximumNotices; version++)
      expect((await patch(id, version, { title: `Title ${version}` })).status).toBe(200)
    expect((await patch(id, maximumNotices, { title: 'Once more' })).status).toBe(409)
    expect((await patch(id, maximumNotices, { capacity: 9 })).status).toBe(200)
    expect((await cancel(id)).status).toBe(200)
  })

  it('is not for members to change', async () => {
    const id = await gathering.called()
    const { token } = gathering.guests[0]!
    expect((await patch(id, 1, { title: 'Mine' }, token)).status).toBe(403)
    const off = await gathering.world.call(token, 'POST', `/v1/meetings/${id}/cancellation`, {
      reason: 'Mine',
    })
    expect(off.status).toBe(403)
  })
})
