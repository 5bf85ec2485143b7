import { beforeEach, describe, expect, it } from 'vitest'
import { aRoster } from '../support/roster-file.ts'
import { anImporter, counts } from './importer.ts'

type Importer = Awaited<ReturnType<typeof anImporter>>

describe('importing cells as people type and copy them', () => {
  let take: Importer['take']
  let named: Importer['named']
  let world: Importer['world']
  let coordinator: Importer['coordinator']
  beforeEach(async () => {
    ;({ take, named, world, coordinator } = await anImporter())
  })

  it('takes an address with marks that nobody sees, and a domain in its own letters', async () => {
    const report = await take(
      aRoster([
        { email: '\u200bdesk@harbour.example.org\u200b' },
        { email: '\ufeff\u202apress@harbour.example.org\u202c' },
        { email: 'desk@bücher.example' },
        { email: 'DESK@xn--bcher-kva.example' },
      ]),
    )
    expect(report).toMatchObject({ contacts: counts(3, 0, 1), rejected: [] })
    expect((await named('Harbour Watch')).contacts.map(({ email }: { email: string }) => email)).toEqual([
      'desk@harbour.example.org',
      'press@harbour.example.org',
      'desk@xn--bcher-kva.example',
    ])
  })

  it('says which address stands in a cell that holds more, and why another is none', async () => {
    const { rejected } = await take(
      aRoster([
        { email: 'Duty Desk <desk@harbour.example.org>' },
        { email: 'one@harbour.example.org / two@harbour.example.org' },
        { email: 'мир@harbour.example.org' },
        { email: `${'x@'.repeat(1000)}` },
      ]),
    )
    expect(rejected.map(({ reason }: { reason: string }) => reason)).toEqual([
      'is not a mail address; perhaps desk@harbour.example.org',
      'is not a mail address; perhaps one@harbour.example.org or two@harbour.example.org',
      'has letters before the @ that not every mail server takes',
      'is not a mail address',
    ])
  })

  it('takes one name for one organization, whatever is hidden in it', async () => {
    const report = await take(
      aRoster([{ organization: 'Harbour\u200b Watch' }, { organization: 'Harbour Watch\u200f' }, {}]),
    )
    expect(report).toMatchObject({ organizations: counts(1, 0, 0), contacts: counts(1, 0, 2) })
  })

  it('takes languages by name and countries and sites as people write them', async () => {
    const report = await take(
      aRoster([
        {
          organization: 'Quay',
          country: 'UK',
          language: 'français; Swahili',
          languages: 'English',
          website: 'www.quay.example.org',
        },
      ]),
    )
    expect(report.rejected).toEqual([])
    expect(await named('Quay')).toMatchObject({
      country: 'GB',
      languages: ['en'],
      website: 'https://www.quay.example.org',
      contacts: [{ languages: ['fr', 'sw'] }],
    })
  })

  it('refuses a word that is no language, and an abbreviation that is a zone elsewhere', async () => {
    const { rejected } = await take(
      aRoster([
        { language: 'Seaside' },
        { time_zone: 'BST' },
        { time_zone: 'Nairobi' },
        { time_zone: 'Africa/Nairobbi' },
      ]),
    )
    expect(rejected.map(({ reason }: { reason: string }) => reason)).toEqual([
      'is not a BCP 47 language tag',
      'is not an IANA time zone',
      'is not an IANA time zone; perhaps Africa/Nairobi',
      'is not an IANA time zone; perhaps Africa/Nairobi',
    ])
  })

  it('names the line of a bad row whatever empty lines stand before it', async () => {
    const [header, good] = aRoster([{}]).split('\n')
    const broken = `"Quay" x${good!.slice(15)}`
    const file = ['', '', header, '', good, '', '', broken, ',,', '', `"never closed${good}`, '', '']
    const { rejected, contacts } = await take(file.join('\n'))
    expect(contacts).toEqual(counts(1, 0, 0))
    expect(rejected).toEqual([
      { line: 8, column: 'organization', reason: 'has text after a closing quote' },
      { line: 11, column: 'organization', reason: expect.stringMatching(/quote/) },
    ])
  })

  it('takes an older encoding of another script where it is named, and makes no nonsense of it where not', async () => {
    // Windows-1251 has the Russian alphabet from 0xC0 on, in its order.
    const file = [...aRoster([{ organization: 'Мир', country: 'Россия' }])]
    const body = Buffer.from(file.map((letter) => letter.charCodeAt(0) - (letter < 'А' ? 0 : 0x350)))
    const send = (type: string) =>
      world.app.request('/v1/organizations/import', {
        method: 'POST',
        headers: { Authorization: `Bearer ${coordinator}`, 'Content-Type': type },
        body,
      })
    const refused = await send('text/csv')
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('Save it as CSV in UTF-8'),
    ])
    expect((await send('text/csv; charset=windows-1251')).status).toBe(200)
    expect(await named('Мир')).toMatchObject({ country: 'RU' })
  })

  it('takes a file without the columns that no organization must have', async () => {
    const file =
      'organization,class,relation,country,contact_role,email,language,time_zone\n' +
      'Quay,ngo,member,KE,focal-point,desk@quay.example.org,en,Africa/Nairobi\n'
    expect(await take(file)).toMatchObject({ organizations: counts(1, 0, 0), rejected: [] })
    expect(await take(file)).toMatchObject({ organizations: counts(0, 0, 1), conflicts: [] })
  })
})
