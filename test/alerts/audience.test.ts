import { beforeAll, describe, expect, it } from 'vitest'
import { countingOrganizations } from '../../infra/local/rehearsal/counted.ts'
import { simulate } from '../../infra/local/rehearsal/roster.ts'
import { previewAudience, reachesSomebody } from '../../shared/alerts/audience.ts'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

describe('the audience of an alert', () => {
  let desk: Desk
  let people: Record<'member' | 'french' | 'un' | 'own' | 'neighbour' | 'listed' | 'dead', Joined>
  let situationId: string
  let coalitionId: string
  beforeAll(async () => {
    desk = await createDesk()
    const authority = (of: string, country: string) => ({ class: of, relation: 'authority', country })
    people = {
      member: await desk.join('Memorial Trust'),
      french: await desk.join('Lecteurs', { country: 'FR' }, { languages: ['fr', 'en'] }),
      un: await desk.join('Special Adviser', authority('un', 'US')),
      own: await desk.join('Own Government', authority('government', 'SD')),
      neighbour: await desk.join('Neighbour', authority('government', 'TD')),
      listed: await desk.join('Listed', authority('regional-body', 'ET')),
      dead: await desk.join('Dead Letter', { country: 'UG' }),
    }
    await desk.alliance.organization({ name: 'Bare' }, [])
    await suppressAddress(desk.world.deps, people.dead.email, 'bounced')
    const withholdFrom = [people.listed.organizationId]
    situationId = (await desk.alliance.situation({ countries: ['SD'], withholdFrom })).id
    const formed = await desk.call(desk.coordinator, 'POST', '/v1/coalitions', {
      situationId,
      name: 'Together',
      purpose: 'To answer',
    })
    coalitionId = formed.json.id
    await desk.call(desk.coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, {
      organizationIds: [people.un.organizationId],
      role: 'observer',
    })
  })

  const preview = async (audience: object) => {
    const { id } = await desk.alliance.draft({ situationId, audience })
    return (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/audience`)).json
  }
  const told = async (audience: object) => {
    await desk.pump.drain()
    const before = desk.world.mail.sent.length
    await desk.issue({ situationId, audience })
    return desk.world.mail.sent
      .slice(before)
      .map(({ to }) => to)
      .sort()
  }

  it('is counted before anybody is told, by class, language and country', async () => {
    expect(await preview({ relations: ['member'] })).toMatchObject({
      organizations: 4,
      contacts: 3,
      byClass: { ngo: 4 },
      byLanguage: { en: 2, fr: 1 },
      byCountry: { KE: 2, FR: 1, UG: 1 },
      withheld: [],
    })
  })

  it('names who in it cannot be reached, and why', async () => {
    const { unreachable } = await preview({ relations: ['member'] })
    const named = unreachable.map(({ reason }: { reason: string }) => reason).sort()
    expect(named).toEqual(['no-contacts', 'nobody-reachable'])
  })

  it('takes in no government of the situation’s own countries and nobody on its list, by any filter', async () => {
    const seen = await preview({ relations: ['authority'] })
    expect(Object.keys(seen)[0]).toBe('withheld')
    expect(seen.withheld).toEqual([
      { organizationId: people.own.organizationId, reason: 'own-government' },
      { organizationId: people.listed.organizationId, reason: 'withheld-from' },
    ])
    expect(seen.organizations).toBe(2)
    expect(await told({ relations: ['authority'] })).toEqual([people.neighbour.email, people.un.email].sort())
    expect(await told({ classes: ['government'] })).toEqual([people.neighbour.email])
    expect(await told({ classes: ['government', 'un'], countries: ['SD', 'US'] })).toEqual([people.un.email])
  })

  it('adds coalitions, whose withheld members stay out', async () => {
    const path = `/v1/coalitions/${coalitionId}/invitations`
    const organizationIds = [people.listed.organizationId]
    await desk.call(desk.coordinator, 'POST', path, { organizationIds, role: 'observer', reason: 'x' })
    expect(await told({ coalitionIds: [coalitionId] })).toEqual([people.un.email])
  })

  it('takes a withheld one in only where it is named singly, with a reason', async () => {
    const organizationIds = [people.own.organizationId]
    const { id } = await desk.alliance.draft({ situationId, audience: { organizationIds } })
    const refused = await desk.post(`/${id}/submission`)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/audience/reason'])
    const named = { organizationIds, relations: ['authority'], reason: 'Their duty desk asked to be told' }
    const seen = await preview(named)
    expect([seen.namedDespite, seen.withheld.length]).toEqual([organizationIds, 1])
    expect(await told(named)).toContain(people.own.email)
  })

  it('reaches every contact of an organization, or the first who can be reached', async () => {
    const { organizationId } = people.member
    const path = `/v1/organizations/${organizationId}/contacts`
    const alternate = {
      email: 'alternate@memorial.example.org',
      role: 'alternate',
      languages: ['en'],
      timeZone: 'UTC',
    }
    await desk.call(desk.coordinator, 'POST', path, alternate)
    const organizationIds = [organizationId]
    expect(await told({ organizationIds })).toEqual([alternate.email, people.member.email].sort())
    expect(await told({ organizationIds, reach: 'first' })).toEqual([people.member.email])
    await suppressAddress(desk.world.deps, people.member.email, 'bounced')
    expect(await told({ organizationIds, reach: 'first' })).toEqual([alternate.email])
  })

  it('is nobody’s business but theirs who write and approve', async () => {
    const { id } = await desk.alliance.draft({ situationId })
    const seen = await desk.call(people.member.token, 'GET', `/v1/alerts/${id}/audience`)
    expect([seen.status, (await desk.call(undefined, 'GET', `/v1/alerts/${id}/audience`)).status]).toEqual([
      404, 401,
    ])
  })
})

describe('an audience of thousands', () => {
  const withhold = { governmentsOf: ['NL'], organizationIds: [], exercise: false }

  it('is previewed by reading each organization once, and found to be somebody by reading a page', async () => {
    const { world } = await createDesk()
    const organizations = await simulate(world.deps.store, 4000, world.clock.now())
    const audience = { relations: ['member' as const, 'authority' as const], reach: 'all' as const }
    const counting = countingOrganizations(world.deps.store)
    const preview = await previewAudience({ ...world.deps, store: counting.store }, audience, withhold)
    expect([preview.contacts, preview.organizations, organizations]).toEqual([4000, 1000, 1000])
    expect([counting.reads(), counting.ratio()]).toEqual([1000, 1])
    const glance = countingOrganizations(world.deps.store)
    expect(await reachesSomebody({ store: glance.store }, audience, withhold)).toBe(true)
    expect(glance.reads()).toBeLessThanOrEqual(100)
  })
})
