import { beforeAll, describe, expect, it } from 'vitest'
import { createGathering, type Gathering, type Guest, submit, visit } from './gathering.ts'

const aSituation = {
  title: 'Violence in the valley',
  countries: ['KE'],
  groups: ['Valley people'],
  perpetrators: [],
  stages: [6, 7],
  level: 'warning',
  crimes: ['mass-killing'],
  summary: 'Militias gather.',
}

describe('a meeting of a coalition', () => {
  let gathering: Gathering
  let coalitionId: string
  let lead: Guest
  let participant: Guest
  let asked: Guest
  let outsider: Guest
  beforeAll(async () => {
    gathering = await createGathering(['Lead', 'Participant', 'Asked', 'Outsider'])
    ;[lead, participant, asked, outsider] = gathering.guests as [Guest, Guest, Guest, Guest]
    const { world, coordinator } = gathering
    const situation = await world.call(coordinator, 'POST', '/v1/situations', aSituation)
    const coalition = {
      situationId: situation.json.id,
      name: 'Valley Watch',
      purpose: 'Watch',
      confidential: true,
    }
    coalitionId = (await world.call(coordinator, 'POST', '/v1/coalitions', coalition)).json.id
    const invite = (organizationId: string, role: string) =>
      world.call(coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, {
        organizationIds: [organizationId],
        role,
      })
    await invite(lead.organizationId, 'lead')
    await invite(participant.organizationId, 'participant')
    await invite(asked.organizationId, 'observer')
    for (const { token, organizationId } of [lead, participant])
      await world.call(token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${organizationId}`, {
        status: 'joined',
      })
  })

  const get = (path: string, token: string) => gathering.world.call(token, 'GET', path)
  const called = () => gathering.called({ coalitionId })

  it('is called by who leads it, and by no other', async () => {
    expect((await gathering.call({ coalitionId }, lead.token)).status).toBe(201)
    expect((await gathering.call({ coalitionId }, participant.token)).status).toBe(403)
    expect((await gathering.call({ coalitionId }, asked.token)).status).toBe(403)
    expect((await gathering.call({ coalitionId }, outsider.token)).status).toBe(404)
    expect((await gathering.call({ coalitionId: 'coa_nothing' })).status).toBe(404)
  })

  it('is told to everybody inside, without a word to the outside', async () => {
    const id = await called()
    const { items } = (await gathering.board(id)).json
    const inside = [lead, participant, asked].map(({ contactId }) => contactId)
    expect(new Set(items.map(({ contactId }: Guest) => contactId))).toEqual(new Set(inside))
    const [first] = await gathering.told(id)
    expect(first!.notification.recipients).toEqual({ of: 'coalition', coalitionId })
    expect(first!.content).toMatchObject({ coalitionName: 'Valley Watch', confidential: true })
  })

  it('exists for those inside only', async () => {
    const id = await called()
    const paths = [
      `/v1/meetings/${id}`,
      `/v1/meetings/${id}/invitation.ics`,
      `/v1/meetings?coalitionId=${coalitionId}`,
    ]
    for (const path of paths) {
      for (const { token } of [lead, participant, asked]) expect((await get(path, token)).status).toBe(200)
      const { status, text } = await get(path, outsider.token)
      expect([status, text.includes('Valley')]).toEqual([404, false])
    }
    const refused = await get(`/v1/meetings/${id}`, outsider.token)
    const absent = await get('/v1/meetings/mtg_nothing', outsider.token)
    expect(refused.json.detail).toBe(absent.json.detail)
    expect((await get('/v1/meetings', outsider.token)).json.items).toEqual([])
    const ids = (await get('/v1/meetings', asked.token)).json.items.map((item: { id: string }) => item.id)
    expect(ids).toContain(id)
  })

  it('shows who answered to who leads it', async () => {
    const id = await called()
    expect((await get(`/v1/meetings/${id}/rsvps`, lead.token)).status).toBe(200)
    expect((await get(`/v1/meetings/${id}/rsvps`, participant.token)).status).toBe(403)
    expect((await get(`/v1/meetings/${id}/rsvps`, outsider.token)).status).toBe(404)
  })

  it('takes answers of those inside', async () => {
    const id = await called()
    const say = (who: Guest, token = who.token) =>
      gathering.answer(token, id, who.contactId, { answer: 'accepted' })
    expect((await say(participant)).status).toBe(200)
    expect((await say(asked)).status).toBe(200)
    expect((await say(outsider)).status).toBe(404)
    expect((await say(outsider, gathering.coordinator)).status).toBe(404)
    expect((await say(lead, gathering.coordinator)).status).toBe(200)
    expect((await say(lead, participant.token)).status).toBe(403)
  })

  it('is changed and called off by who leads it', async () => {
    const id = await called()
    const patch = ({ token }: Guest) =>
      gathering.world.call(token, 'PATCH', `/v1/meetings/${id}`, { title: 'Theirs' }, { 'If-Match': '"1"' })
    const cancel = ({ token }: Guest) =>
      gathering.world.call(token, 'POST', `/v1/meetings/${id}/cancellation`, { reason: 'X' })
    expect([(await patch(participant)).status, (await patch(outsider)).status]).toEqual([403, 404])
    expect((await patch(lead)).status).toBe(200)
    expect([(await cancel(participant)).status, (await cancel(outsider)).status]).toEqual([403, 404])
    expect((await cancel(lead)).status).toBe(200)
  })

  it('is gone for an organization that leaves, links included', async () => {
    const leaver = await gathering.join('Leaver')
    const path = `/v1/coalitions/${coalitionId}/organizations/${leaver.organizationId}`
    const invitation = { organizationIds: [leaver.organizationId], role: 'participant' }
    await gathering.world.call(
      gathering.coordinator,
      'POST',
      `/v1/coalitions/${coalitionId}/invitations`,
      invitation,
    )
    await gathering.world.call(leaver.token, 'PUT', path, { status: 'joined' })
    const id = await called()
    const link = await gathering.linkFor(id, leaver)
    expect((await visit(gathering.world, link)).text).toContain('Valley Watch')
    await gathering.world.call(leaver.token, 'PUT', path, { status: 'left' })
    expect((await get(`/v1/meetings/${id}`, leaver.token)).status).toBe(404)
    expect((await get('/v1/meetings', leaver.token)).json.items).toEqual([])
    expect((await visit(gathering.world, link)).status).toBe(404)
    expect((await submit(gathering.world, link, { answer: 'accepted' })).status).toBe(404)
  })

  it('gives the calendar object that was mailed, which of a confidential one says only when', async () => {
    const id = await called()
    const { text, headers } = await get(`/v1/meetings/${id}/invitation.ics`, participant.token)
    expect(headers.get('Content-Type')).toContain('text/calendar')
    const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n')
    expect(lines).toContain('METHOD:REQUEST')
    expect(lines).toContain(`UID:${id}@tocsin.example.org`)
    expect(lines).toContain('DTSTART:20261201T120000Z')
    expect(lines.find((line) => line.startsWith('ATTENDEE'))).toContain('mailto:participant@example.org')
    expect(lines.find((line) => line.startsWith('ORGANIZER'))).toMatch(/mailto:rsvp\+/)
    expect(text).not.toContain('Weekly call')
    await gathering.world.call(lead.token, 'POST', `/v1/meetings/${id}/cancellation`, { reason: 'Unsafe' })
    const off = await get(`/v1/meetings/${id}/invitation.ics`, gathering.coordinator)
    expect(off.text).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:1/)
  })
})
