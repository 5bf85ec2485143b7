import { beforeAll, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { Wire } from '../support/wire.ts'
import { type Alliance, createAlliance } from './alliance.ts'

describe('inviting to a coalition', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await createAlliance()
  })
  const participants = (token: string, id: string) =>
    everyItem(alliance.world, token, `/v1/coalitions/${id}/organizations?limit=50`)

  it('mails the first contact of each, once, and tells them what they are asked to', async () => {
    const { id, name, purpose } = await alliance.form()
    const [one, two] = [await alliance.organization('One'), await alliance.organization('Two')]
    const answer = await alliance.invite(id, [one.id, two.id], { role: 'observer' })
    expect([
      answer.status,
      answer.json.items.map((each: { status: string; role: string }) => [each.status, each.role]),
    ]).toEqual([
      200,
      [
        ['invited', 'observer'],
        ['invited', 'observer'],
      ],
    ])
    const [told, ...more] = await alliance.told(id)
    expect(more).toEqual([])
    expect([told.kind, told.recipients]).toEqual([
      'coalition-invitation',
      { of: 'organizations', organizationIds: [one.id, two.id], reach: 'first' },
    ])
    const situationTitle = 'Attacks on villages along the river'
    expect(told.content).toEqual({
      coalitionId: id,
      name,
      purpose,
      situationTitle,
      role: 'observer',
      confidential: false,
    })
    const happened = (await alliance.eventsOf(id)).find(
      ({ type }) => type === 'coalition.organization-invited',
    )
    expect(happened.notifications).toEqual([told.id])
    const again = await alliance.invite(id, [one.id, two.id])
    expect([again.status, again.json]).toEqual([200, answer.json])
    expect(await alliance.told(id)).toHaveLength(1)
  })

  it('looks at all before it invites any', async () => {
    const { id } = await alliance.form()
    const known = await alliance.organization('Known')
    const refused = await alliance.invite(id, [known.id, 'org_nobody', 'org_noone'])
    expect(refused.status).toBe(422)
    expect(refused.json.errors.map((each: { pointer: string }) => each.pointer)).toEqual([
      '#/organizationIds/1',
      '#/organizationIds/2',
    ])
    expect(await participants(alliance.coordinator, id)).toEqual([])
    expect((await alliance.invite(id, [])).status).toBe(422)
    expect((await alliance.invite(id, [known.id], { role: 'chief' })).status).toBe(422)
  })

  it('takes many in batches, each told in a notification of its own', async () => {
    const { id } = await alliance.form()
    const ids: string[] = []
    for (let at = 0; at < 50; at += 10) {
      const some = Array.from({ length: 10 }, (_, of) => alliance.organization(`Member ${at + of}`))
      ids.push(...(await Promise.all(some)).map((each) => each.id))
    }
    await alliance.invite(id, ids.slice(0, 3))
    const key = { 'Idempotency-Key': 'many' }
    const body = { organizationIds: ids }
    const path = `/v1/coalitions/${id}/invitations`
    const first = await alliance.world.call(alliance.coordinator, 'POST', path, body, key)
    expect([first.status, first.json.items.length]).toEqual([200, 50])
    const again = await alliance.world.call(alliance.coordinator, 'POST', path, body, key)
    expect([again.status, again.json]).toEqual([200, first.json])
    const sizes = (await alliance.told(id)).map(({ recipients }) => recipients.organizationIds.length)
    expect(sizes.sort((a, b) => a - b)).toEqual([3, 10, 37])
    expect((await participants(alliance.coordinator, id)).length).toBe(50)
    expect(
      (await alliance.world.call(alliance.coordinator, 'GET', `/v1/coalitions/${id}`)).json.organizations
        .length,
    ).toBe(50)
  })

  it('asks each organization once when two invite at the same time', async () => {
    const { id } = await alliance.form()
    const one = await alliance.organization('Asked twice')
    const answers = await Promise.all([1, 2, 3].map(() => alliance.invite(id, [one.id])))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await alliance.told(id)).toHaveLength(1)
  })

  it("lets in a government of the situation's countries, or whom it is withheld from, only alone and with a reason", async () => {
    const withheld = await alliance.organization('Withheld')
    const { id: situationId } = await alliance.situation({ countries: ['SD'], withholdFrom: [withheld.id] })
    const { id } = await alliance.form({ situationId })
    const state = { relation: 'authority', class: 'government' }
    const ministry = await alliance.organization('Ministry', { ...state, country: 'SD' })
    const neighbour = await alliance.organization('Neighbour', { ...state, country: 'TD' })
    const refused = await alliance.invite(id, [neighbour.id, ministry.id, withheld.id], {
      reason: 'All of them',
    })
    expect([refused.status, refused.json.errors.map((each: { pointer: string }) => each.pointer)]).toEqual([
      422,
      ['#/organizationIds/1', '#/organizationIds/2'],
    ])
    expect((await alliance.invite(id, [ministry.id])).status).toBe(422)
    expect((await alliance.invite(id, [neighbour.id])).status).toBe(200)
    expect((await alliance.invite(id, [ministry.id], { reason: 'It asked to be heard.' })).status).toBe(200)
    expect((await alliance.invite(id, [withheld.id], { reason: 'The danger has passed.' })).status).toBe(200)
    const found = await participants(alliance.coordinator, id)
    const because = new Map(found.map((each) => [each.organizationId, each.invitedBecause]))
    expect([because.get(ministry.id), because.get(neighbour.id)]).toEqual([
      'It asked to be heard.',
      undefined,
    ])
    const answered = await alliance.change(ministry.token, id, ministry.id, { status: 'joined' })
    expect([answered.status, 'invitedBecause' in answered.json, 'by' in answered.json]).toEqual([
      200,
      false,
      false,
    ])
  })

  it('reveals no other participant to who is only invited', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'A lead', 'lead')
    const inside = await alliance.joined(id, 'A participant')
    const gone = await alliance.joined(id, 'One that left')
    await alliance.change(gone.token, id, gone.id, { status: 'left', reason: 'No time' })
    const invited = await alliance.organization('Only invited')
    await alliance.invite(id, [invited.id])
    const namesFor = async (token: string) => (await participants(token, id)).map(({ name }) => name).sort()
    expect(await namesFor(invited.token)).toEqual(['Only invited'])
    const whole = await alliance.world.call(invited.token, 'GET', `/v1/coalitions/${id}`)
    expect(whole.json.organizations.map(({ name }: { name: string }) => name)).toEqual(['Only invited'])
    expect(await namesFor(inside.token)).toEqual(['A lead', 'A participant'])
    expect(await namesFor(lead.token)).toEqual(['A lead', 'A participant', 'One that left', 'Only invited'])
    expect((await participants(inside.token, id)).some((each) => 'by' in each || 'reason' in each)).toBe(
      false,
    )
    const seenByLead = (await participants(lead.token, id)).find(({ name }) => name === 'One that left')
    expect([seenByLead.reason, 'contactId' in seenByLead.by]).toEqual(['No time', false])
    expect((await alliance.change(invited.token, id, inside.id, { status: 'removed' })).status).toBe(403)
    expect((await alliance.change(invited.token, id, 'org_nobody', { status: 'removed' })).status).toBe(403)
  })

  it('is for coordinators and leads', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'Inviting lead', 'lead')
    const participant = await alliance.joined(id, 'Inviting participant')
    const [one, two] = [await alliance.organization('Guest one'), await alliance.organization('Guest two')]
    expect((await alliance.invite(id, [one.id], {}, participant.token)).status).toBe(403)
    expect((await alliance.invite(id, [one.id], {}, lead.token)).status).toBe(200)
    await alliance.change(lead.token, id, lead.id, { status: 'left' })
    expect((await alliance.invite(id, [two.id], {}, lead.token)).status).toBe(404)
  })

  it('goes on where it was interrupted, and tells nobody twice', async () => {
    const wire = new Wire()
    const other = await createAlliance({ client: wire.wrap })
    const { id } = await other.form()
    const ids: string[] = []
    for (let at = 0; at < 42; at++) ids.push((await other.organization(`Guest ${at}`)).id)
    const path = `/v1/coalitions/${id}/invitations`
    const inviteAll = () =>
      other.world.call(
        other.coordinator,
        'POST',
        path,
        { organizationIds: ids },
        { 'Idempotency-Key': 'all' },
      )
    let batches = 0
    wire.meddle = (name) => {
      if (name === 'TransactWriteCommand') batches++
      return batches === 2 ? { before: new Error('The process dies here') } : undefined
    }
    expect((await inviteAll()).status).toBe(500)
    wire.meddle = () => undefined
    expect((await inviteAll()).json.items).toHaveLength(42)
    const told = (await other.told(id)).flatMap(({ recipients }) => recipients.organizationIds)
    expect([told.length, new Set(told)]).toEqual([42, new Set(ids)])
  })
})
