import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk, type Joined } from '../../alerts/desk.ts'
import { aMeeting } from '../../meetings/gathering.ts'
import { type Visitor, visitor } from './visitor.ts'

describe('a meeting changed in the console', () => {
  let desk: Desk
  let member: Joined
  let coordinator: Visitor
  beforeEach(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust')
    coordinator = await visitor(desk.world, { grants: ['coordinator'] })
  })

  const call = async (change: object = {}) => {
    const { json } = await desk.call(desk.coordinator, 'POST', '/v1/meetings', aMeeting(change))
    await desk.pump.drain()
    return json
  }
  const read = async (id: string) => (await desk.call(desk.coordinator, 'GET', `/v1/meetings/${id}`)).json
  /** What the form shows, as a browser would send it back. */
  const shown = (html: string) => ({
    ...Object.fromEntries(
      [...html.matchAll(/<input id="[^"]*" name="([^"]+)" type="[^"]+" value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    ),
    agenda: /<textarea id="agenda"[^>]*>\n?(.*?)<\/textarea>/s.exec(html)![1]!,
    'location.kind': /name="location.kind" value="([^"]+)" checked/.exec(html)![1]!,
  })
  const change = async (id: string, fields: Record<string, string>) => {
    const path = `/console/meetings/${id}/edit`
    return coordinator.send(path, path, { ...shown((await coordinator.get(path)).html), ...fields })
  }

  it('is moved, and who is invited is told; what was not touched stays to the letter', async () => {
    const before = await call({ rsvpBy: '2026-11-30T12:00' })
    desk.world.mail.sent.length = 0
    const sent = await change(before.id, { startsAt: '2026-12-02T16:30', title: 'Second call' })
    expect([sent.status, sent.location]).toEqual([303, `/console/meetings/${before.id}?done=saved`])
    const after = await read(before.id)
    expect(after).toMatchObject({ startsAt: '2026-12-02T16:30', title: 'Second call', sequence: 1 })
    for (const field of ['agenda', 'timeZone', 'durationMinutes', 'location', 'rsvpBy', 'reminders'])
      expect([field, after[field]]).toEqual([field, before[field]])
    await desk.pump.drain()
    expect(desk.world.mail.sent.map(({ to }) => to)).toContain(member.email)
  })

  it('tells nobody where nothing was changed, and forgets no offset of a repeated hour', async () => {
    const before = await call({ startsAt: '2027-10-31T02:30', timeZone: 'Europe/Berlin', offset: '+01:00' })
    desk.world.mail.sent.length = 0
    expect((await change(before.id, {})).status).toBe(303)
    await desk.pump.drain()
    expect(desk.world.mail.sent).toEqual([])
    expect((await change(before.id, { title: 'Renamed' })).status).toBe(303)
    expect(await read(before.id)).toMatchObject({ offset: '+01:00', startsAtUtc: before.startsAtUtc })
  })

  it('comes back with all that was typed where it cannot be, and shows everybody’s hour first', async () => {
    const { id, version } = await call()
    const past = await change(id, { startsAt: '2020-01-01T10:00', title: 'Typed' })
    expect([past.status, past.html.includes('value="Typed"')]).toEqual([422, true])
    const hours = await change(id, { startsAt: '2026-12-02T16:30', more: 'hours' })
    expect([hours.status, hours.html.includes('Memorial Trust')]).toEqual([200, true])
    expect((await read(id)).version).toBe(version)
    const stale = await change(id, { title: 'Typed', version: '9' })
    expect(stale.status).toBe(412)
    const withdrawn = await change(id, { rsvpBy: '' })
    expect(withdrawn.status).toBe(303)
  })
})
