import { beforeAll, describe, expect, it } from 'vitest'
import { wants } from '../../shared/organizations/preferences.ts'
import { createDesk, type Desk } from '../alerts/desk.ts'

describe('what a contact wants to hear of', () => {
  it.each([
    ['nothing narrowed', {}, true],
    ['other places', { places: ['KE'] }, false],
    ['these places among others', { places: ['KE', 'SD'] }, true],
    ['other levels', { levels: ['emergency'] }, false],
    ['meetings alone', { about: ['meetings'] }, false],
    ['alerts, but of other places', { about: ['alerts'], places: ['KE'] }, false],
  ] as const)('%s', (_, preferences, expected) => {
    const matter = { about: 'alerts', level: 'warning', places: ['SD', 'TD'] } as const
    expect(wants(preferences as never, matter)).toBe(expected)
    expect(wants(preferences as never, { ...matter, level: 'emergency' })).toBe(true)
  })

  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
  })

  const told = async (change: object) => {
    const before = desk.world.mail.sent.length
    const id = await desk.issue(change)
    const to = desk.world.mail.sent.slice(before).map((mail) => mail.to)
    return { id, to, ledger: await desk.alliance.ledger(id) }
  }

  it('is not mailed what it does not want, and the ledger says why; an emergency always', async () => {
    const narrow = await desk.join('Narrow', {}, { preferences: { places: ['KE'], levels: ['warning'] } })
    const audience = { organizationIds: [narrow.organizationId] }
    const watch = await told({ audience })
    expect(watch.to).toEqual([])
    expect(watch.ledger.items.map(({ state, log }) => [state, log.at(-1)!.reason])).toEqual([
      ['skipped', 'preference'],
    ])
    expect((await told({ audience, level: 'emergency' })).to).toEqual([narrow.email])
  })

  it('is passed over for the next contact where one is enough, and a preview names who wants nothing of it', async () => {
    const { id } = await desk.alliance.organization({ name: 'Two Desks' }, [
      { email: 'first@two.example.org', preferences: { about: ['meetings'] } },
      { email: 'second@two.example.org', role: 'alternate' },
    ])
    const deaf = await desk.join('Deaf', {}, { preferences: { about: [] } })
    const audience = { organizationIds: [id, deaf.organizationId], reach: 'first' }
    const drafted = await desk.alliance.draft({ audience })
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${drafted.id}/audience`)
    expect(json.unreachable).toEqual([{ organizationId: deaf.organizationId, reason: 'not-wanted' }])
    expect((await told({ audience })).to).toEqual(['second@two.example.org'])
  })

  it.each([
    ['hours that end before they begin', { hours: { from: 20, to: 8 } }],
    ['a week without a working day', { weekend: [1, 2, 3, 4, 5, 6, 7] }],
    ['a country that is none', { places: ['XX'] }],
    ['a field nobody obeys', { colour: 'red' }],
  ])('refuses %s', async (_, preferences) => {
    const { id } = await desk.alliance.organization({ name: crypto.randomUUID() }, [])
    const refused = await desk.call(desk.coordinator, 'POST', `/v1/organizations/${id}/contacts`, {
      role: 'other',
      email: 'a@example.org',
      languages: ['en'],
      timeZone: 'UTC',
      preferences,
    })
    expect(refused.status).toBe(422)
  })

  it('calls a discreet contact by an alias, but to their own organization', async () => {
    const { id } = await desk.alliance.organization({ name: 'In Danger' }, [
      { name: 'Role Holder', alias: 'Heron', discreet: true },
      { name: 'Open Desk', email: 'open@example.org' },
    ])
    const names = async (token: string) => {
      const { json } = await desk.call(token, 'GET', `/v1/organizations/${id}`)
      return json.contacts.map(({ name }: { name?: string }) => name)
    }
    expect(await names(desk.coordinator)).toEqual(['Heron', 'Open Desk'])
    const own = await desk.world.tokenFor({ organizationId: id as never })
    expect(await names(own)).toEqual(['Role Holder', 'Open Desk'])
    const file = await desk.call(desk.coordinator, 'GET', '/v1/organizations/export')
    expect(file.text).toContain('Heron')
    expect(file.text).not.toContain('Role Holder')
  })
})
