import { beforeEach, describe, expect, it } from 'vitest'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { aRoster } from '../support/roster-file.ts'
import { anImporter, counts } from './importer.ts'

type Importer = Awaited<ReturnType<typeof anImporter>>

describe('importing a roster', () => {
  let take: Importer['take']
  let roster: Importer['roster']
  let named: Importer['named']
  let world: Importer['world']
  beforeEach(async () => {
    ;({ take, roster, named, world } = await anImporter())
  })

  it('takes organizations with their contacts', async () => {
    const file = aRoster([
      {},
      { contact_role: 'alternate', email: 'second@harbour.example.org', language: 'sw en' },
    ])
    expect(await take(file)).toEqual({
      organizations: counts(1, 0, 0),
      contacts: counts(2, 0, 0),
      conflicts: [],
      rejected: [],
    })
    expect(await named('Harbour Watch')).toMatchObject({
      class: 'ngo',
      relation: 'member',
      country: 'KE',
      worksIn: ['KE', 'UG'],
      languages: ['en', 'sw'],
      website: 'https://harbour.example.org',
      listed: false,
      contacts: [
        {
          role: 'focal-point',
          kind: 'person',
          email: 'desk@harbour.example.org',
          languages: ['en'],
          grants: [],
        },
        { role: 'alternate', email: 'second@harbour.example.org', languages: ['sw', 'en'], discreet: false },
      ],
    })
  })

  it('changes nothing when the same file comes again, in any case and order of columns', async () => {
    await take(aRoster([{}, { organization: 'Hill Watch', email: 'hill@example.org' }]))
    const before = await roster()
    const header =
      'EMAIL,Organization,class,relation,country,works_in,languages,website,contact_role,language,Time_Zone'
    const row =
      'Desk@HARBOUR.example.org,HARBOUR  watch,ngo,member,KE,UG KE,en sw,https://harbour.example.org,focal-point,en,Africa/Nairobi'
    expect(await take(`${header}\n${row}`)).toMatchObject({
      organizations: counts(0, 0, 1),
      contacts: counts(0, 0, 1),
    })
    expect(await roster()).toEqual(before)
  })

  it('lets the first row decide where rows of one organization or contact differ', async () => {
    const { conflicts, contacts } = await take(
      aRoster([
        { works_in: '' },
        { email: 'other@example.org', languages: 'fr', works_in: 'TZ' },
        { email: 'DESK@harbour.example.org', language: 'sw', languages: 'fr', works_in: '' },
      ]),
    )
    expect(conflicts).toEqual([
      { line: 3, field: 'languages', ours: ['en', 'sw'], theirs: ['fr'] },
      { line: 4, field: 'contact.languages', ours: ['en'], theirs: ['sw'] },
    ])
    expect(contacts).toEqual(counts(2, 0, 1))
    expect((await named('Harbour Watch')).worksIn).toEqual(['TZ'])
  })

  it('brings a stored organization up to date, but leaves what its own people set', async () => {
    await take(aRoster([{}]))
    const { id, version } = await named('Harbour Watch')
    const own = await world.tokenFor({ organizationId: id })
    const change = { website: 'https://new.example.org', languages: ['sw'] }
    const changed = await world.call(own, 'PATCH', `/v1/organizations/${id}`, change, {
      'If-Match': `"${version}"`,
    })
    expect(changed.status).toBe(200)
    const file = aRoster([{ class: 'media', works_in: 'KE', time_zone: 'Africa/Kampala' }])
    const report = await take(file)
    expect(report).toMatchObject({ organizations: counts(0, 1, 0), contacts: counts(0, 1, 0) })
    expect(report.conflicts).toEqual([
      { line: 2, field: 'languages', ours: ['sw'], theirs: ['en', 'sw'] },
      { line: 2, field: 'website', ours: 'https://new.example.org', theirs: 'https://harbour.example.org' },
    ])
    expect(await named('Harbour Watch')).toMatchObject({
      ...change,
      class: 'media',
      worksIn: ['KE'],
      contacts: [{ timeZone: 'Africa/Kampala' }],
    })
    expect(await take(file)).toMatchObject({ organizations: counts(0, 0, 1), conflicts: report.conflicts })
  })

  it('deletes nothing: neither by what a file leaves out nor by an empty cell', async () => {
    await take(aRoster([{ contact_name: 'Duty desk' }, { email: 'second@harbour.example.org' }]))
    const before = await named('Harbour Watch')
    expect(
      await take(aRoster([{ works_in: '', languages: ';', website: '', contact_name: '' }])),
    ).toMatchObject({
      organizations: counts(0, 0, 1),
      contacts: counts(0, 0, 1),
    })
    expect(await named('Harbour Watch')).toEqual(before)
  })

  it('takes an organization without contacts, and says when a flag is none', async () => {
    const nobody = { contact_role: '', email: '', language: '', time_zone: '' }
    const report = await take(
      aRoster([{ ...nobody, listed: 'yes' }, { discreet: 'perhaps' }, { ...nobody, language: 'en' }]),
    )
    expect(await named('Harbour Watch')).toMatchObject({ listed: true, contacts: [] })
    expect(report.contacts).toEqual(counts(0, 0, 0))
    expect(report.rejected).toEqual([
      { line: 3, column: 'discreet', reason: 'is neither yes nor no' },
      { line: 4, column: 'contact_role', reason: 'is empty; email is empty; time_zone is empty' },
    ])
  })

  it('never makes a discreet contact indiscreet', async () => {
    await take(aRoster([{ discreet: 'yes' }]))
    const report = await take(aRoster([{ discreet: 'no' }]))
    expect(report.conflicts).toEqual([{ line: 2, field: 'contact.discreet', ours: true, theirs: false }])
    expect((await named('Harbour Watch')).contacts[0].discreet).toBe(true)
  })

  it('ends the sessions of an organization whose relation it changes', async () => {
    await take(aRoster([{}, { organization: 'Hill Watch', email: 'hill@example.org' }]))
    const signIn = async (name: string) => {
      const { id: organizationId, contacts } = await named(name)
      return world.tokenFor({ organizationId, contactId: contacts[0].id })
    }
    const tokens = [await signIn('Harbour Watch'), await signIn('Hill Watch')]
    await take(
      aRoster([{ relation: 'authority' }, { organization: 'Hill Watch', email: 'hill@example.org' }]),
    )
    const status = async (token: string) => (await world.call(token, 'GET', '/v1/organizations')).status
    expect([await status(tokens[0]!), await status(tokens[1]!)]).toEqual([401, 200])
  })

  it('keeps an address suppressed under whatever organization it comes back', async () => {
    await take(aRoster([{}]))
    await suppressAddress(world.deps, 'desk@harbour.example.org', 'complained')
    await take(aRoster([{}, { organization: 'Hill Watch' }]))
    for (const { contacts } of await roster()) expect(contacts[0].suppressed.reason).toBe('complained')
  })
})
