import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { aContact } from '../support/builders.ts'
import { aRoster } from '../support/roster-file.ts'
import { anImporter, counts } from './importer.ts'

const ugly = (name: string) => readFileSync(new URL(`fixtures/ugly/${name}`, import.meta.url))
const query = (parameters: Record<string, object | number>) => {
  const texts = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    JSON.stringify(value),
  ])
  return `?${new URLSearchParams(texts)}`
}

const german = query({
  mapping: {
    Organisation: 'organization',
    Art: 'class',
    Beziehung: 'relation',
    Land: 'country',
    'Tätig in': 'works_in',
    Sprachen: 'languages',
    Funktion: 'contact_role',
    'E-Mail': 'email',
    Sprache: 'language',
    Zeitzone: 'time_zone',
    Bemerkungen: null,
  },
})
const french = query({
  mapping: {
    Nom: 'organization',
    Type: 'class',
    Lien: 'relation',
    Pays: 'country',
    'Pays d’action': 'works_in',
    Langues: 'languages',
    Site: 'website',
    Rôle: 'contact_role',
    Courriel: 'email',
    Langue: 'language',
    Fuseau: 'time_zone',
  },
})
const threeColumns = query({
  mapping: { name: 'organization' },
  defaults: {
    class: 'ngo',
    relation: 'member',
    works_in: 'TZ',
    languages: 'en',
    website: '',
    contact_role: 'other',
    language: 'en',
    time_zone: 'Africa/Dar_es_Salaam',
  },
})

type Importer = Awaited<ReturnType<typeof anImporter>>

describe('importing spreadsheets as they are', () => {
  let world: Importer['world']
  let coordinator: Importer['coordinator']
  let named: Importer['named']
  let take: Importer['take']
  let roster: Importer['roster']
  beforeEach(async () => {
    ;({ world, coordinator, named, take, roster } = await anImporter())
  })

  const send = (body: Buffer, parameters = '', headers: Record<string, string> = {}) =>
    world.app.request(`/v1/organizations/import${parameters}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${coordinator}`, 'Content-Type': 'text/csv', ...headers },
      body,
    })
  const takeBytes = async (body: Buffer, parameters = '') => {
    const response = await send(body, parameters)
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
    const report = (await response.json()) as any
    expect([response.status, report.detail]).toEqual([200, undefined])
    return report
  }

  it('takes what a German spreadsheet saved: semicolons, Windows-1252, merged cells, its own headers', async () => {
    const report = await takeBytes(ugly('german-excel.csv'), german)
    expect(report).toMatchObject({
      organizations: counts(2, 0, 0),
      contacts: counts(4, 0, 0),
      format: { encoding: 'windows-1252', delimiter: ';' },
      merged: [3, 4],
    })
    expect(report.rejected).toEqual([
      { line: 6, column: 'country', reason: expect.stringMatching(/; perhaps CH$/) },
      { line: 7, column: 'organization', reason: 'is empty, and the row above it is rejected' },
    ])
    expect(await named('Mahnwache Köln e. V.')).toMatchObject({
      country: 'DE',
      worksIn: ['DE', 'AT'],
      contacts: [{ role: 'focal-point' }, { role: 'alternate' }, { role: 'press' }],
    })
    expect(await named('Menschenrechte für Kenia')).toMatchObject({ country: 'KE', worksIn: ['KE', 'UG'] })
    expect(await takeBytes(ugly('german-excel.csv'), german)).toMatchObject({
      organizations: counts(0, 0, 2),
      contacts: counts(0, 0, 4),
      conflicts: [],
    })
  })

  it('takes “Unicode text”: tabs and UTF-16 with a mark; asks which Congo', async () => {
    const report = await takeBytes(ugly('french-unicode-text.txt'), french)
    expect(report).toMatchObject({
      organizations: counts(1, 0, 0),
      format: { encoding: 'utf-16le', delimiter: '\t' },
    })
    expect(await named('Observatoire des Grands Lacs')).toMatchObject({
      country: 'CI',
      worksIn: ['RW', 'BI', 'CD'],
    })
    expect(report.rejected).toEqual([
      { line: 3, column: 'country', reason: expect.stringMatching(/; perhaps (CG or CD|CD or CG)$/) },
      { line: 4, column: 'class', reason: expect.stringMatching(/; perhaps government$/) },
    ])
  })

  it('takes a mark, a line `sep=;`, lone carriage returns and headers as people write them', async () => {
    const report = await takeBytes(ugly('mac-with-sep.csv'), query({ mapping: { 'E-mail': 'email' } }))
    expect(report.format).toEqual({ encoding: 'utf-8', delimiter: ';' })
    expect(await named('Harbour "Watch"')).toMatchObject({
      country: 'KE',
      contacts: [{ role: 'focal-point' }],
    })
    expect(report.rejected).toEqual([
      { line: 4, column: 'organization', reason: 'has a quote in the middle of a cell' },
      { line: 5, column: 'organization', reason: 'is empty, and the row above it is rejected' },
      { line: 6, column: 'contact_role', reason: expect.stringMatching(/; perhaps duty-desk$/) },
      { line: 7, column: 'relation', reason: expect.stringMatching(/; perhaps member$/) },
    ])
  })

  it('takes three columns in UTF-16 without a mark, and what is new from what comes with the file', async () => {
    const report = await takeBytes(ugly('three-columns-utf16be.csv'), threeColumns)
    expect(report).toMatchObject({ organizations: counts(1, 0, 0), contacts: counts(2, 0, 0), merged: [3] })
    expect(report.rejected).toEqual([
      { line: 4, column: 'country', reason: expect.stringMatching(/; perhaps KE$/) },
      { line: 5, column: 'country', reason: 'is empty' },
    ])
    const { id, version } = await named('Coastal Memory')
    await world.call(
      coordinator,
      'PATCH',
      `/v1/organizations/${id}`,
      { class: 'media' },
      { 'If-Match': `"${version}"` },
    )
    expect(await takeBytes(ugly('three-columns-utf16be.csv'), threeColumns)).toMatchObject({
      organizations: counts(0, 0, 1),
      conflicts: [],
    })
    expect((await named('Coastal Memory')).class).toBe('media')
  })

  it('takes names of many scripts, and names the row of whatever cannot be seen or divided', async () => {
    const report = await takeBytes(ugly('many-scripts.csv'))
    expect(report.organizations).toEqual(counts(3, 0, 0))
    expect((await roster()).map(({ country, worksIn }) => [country, worksIn]).sort()).toEqual([
      ['KH', ['KH']],
      ['MA', ['MA', 'TN']],
      ['TR', ['TR']],
    ])
    expect(
      report.rejected.map(({ line, column }: { line: number; column: string }) => [line, column]),
    ).toEqual([
      [5, 'organization'],
      [6, 'organization'],
      [7, 'organization'],
      [8, 'relation'],
    ])
  })

  it('names what a header was perhaps meant to be, and what a mapping names in vain', async () => {
    const header = aRoster([]).trim()
    const { errors } = JSON.parse(await (await send(Buffer.from(header.replace('email', 'emial')))).text())
    expect(errors).toContainEqual({
      pointer: '#/emial',
      detail: 'emial is no column of a roster, perhaps email',
    })
    const inVain = await send(Buffer.from(header), query({ mapping: { Pays: 'country' } }))
    expect([inVain.status, JSON.parse(await inVain.text()).errors[0].pointer]).toEqual([422, '#/pays'])
    for (const parameters of ['?mapping=x', query({ mapping: { a: 'b' } }), query({ defaults: { a: 'b' } })])
      expect((await send(Buffer.from(header), parameters)).status).toBe(422)
  })

  it('shows what an organization changed itself, and overwrites and brings back none of it', async () => {
    const file = aRoster([{}, { email: 'left@harbour.example.org' }, { email: 'old@harbour.example.org' }])
    await take(file)
    const { id, contacts } = await named('Harbour Watch')
    const own = await world.tokenFor({ organizationId: id })
    const at = (contact: number) => `/v1/organizations/${id}/contacts/${contacts[contact].id}`
    const version = async () => ({ 'If-Match': `"${(await named('Harbour Watch')).version}"` })
    await world.call(own, 'PATCH', at(0), { languages: ['sw'] }, await version())
    await world.call(own, 'DELETE', at(1))
    await world.call(own, 'PATCH', at(2), { email: 'new@harbour.example.org' }, await version())
    const before = await named('Harbour Watch')
    const report = await take(file)
    expect(report.conflicts).toEqual([
      { line: 2, field: 'contact.languages', ours: ['sw'], theirs: ['en'] },
      { line: 3, field: 'contact', ours: null, theirs: 'left@harbour.example.org' },
      { line: 4, field: 'contact', ours: null, theirs: 'old@harbour.example.org' },
    ])
    expect(await named('Harbour Watch')).toEqual(before)
    expect(JSON.stringify(before)).not.toContain('removedContacts')
    const again = await world.call(
      own,
      'POST',
      `/v1/organizations/${id}/contacts`,
      aContact({ email: 'left@harbour.example.org' }),
    )
    expect(again.status).toBe(201)
    expect((await take(file)).conflicts.map(({ line }: { line: number }) => line)).not.toContain(3)
  })

  it('lists what the file has left out, and deletes none of it', async () => {
    await take(
      aRoster([
        {},
        { email: 'second@harbour.example.org' },
        { organization: 'Hill', email: 'hill@example.org' },
      ]),
    )
    await suppressAddress(world.deps, 'second@harbour.example.org', 'bounced')
    const before = await roster()
    const { missing } = await take(aRoster([{}]))
    const [harbour, hill] = ['Harbour Watch', 'Hill'].map((name) => before.find((each) => each.name === name))
    expect(missing).toEqual({
      organizations: [{ id: hill.id, name: 'Hill', country: 'KE' }],
      contacts: [{ organizationId: harbour.id, contactId: harbour.contacts[1].id }],
    })
    expect(await roster()).toEqual(before)
  })

  it('goes on where it was left, and comes to the same as all at once', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({
      organization: `Watch ${at % 12}`,
      email: `desk-${at % 17}@example.org`,
      website: `https://w${at}.example.org`,
    }))
    const file = Buffer.from(aRoster(rows))
    const whole = await takeBytes(file, '?dryRun=true')
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
    const parts: any[] = []
    let next: number | undefined = 0
    while (next !== undefined) {
      const part = await takeBytes(file, query({ from: next, atMost: 5 }))
      parts.push(part)
      next = part.next
    }
    expect(parts.map(({ progress }) => progress)).toEqual([
      { done: 5, of: 12 },
      { done: 10, of: 12 },
      { done: 12, of: 12 },
    ])
    const sum = (of: 'organizations' | 'contacts') =>
      parts.reduce((total, part) => total + part[of].created, 0)
    expect([sum('organizations'), sum('contacts')]).toEqual([
      whole.organizations.created,
      whole.contacts.created,
    ])
    expect(parts.flatMap(({ conflicts }) => conflicts)).toHaveLength(whole.conflicts.length)
    expect((await takeBytes(file)).organizations).toEqual(counts(0, 0, 12))
  })

  it('tells its progress line by line to whoever asks, and a refusal as ever', async () => {
    const accept = { Accept: 'application/x-ndjson' }
    const file = Buffer.from(aRoster([{}, { organization: 'Hill', email: 'hill@example.org' }]))
    const lines = (await (await send(file, '', accept)).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      { progress: { done: 2, of: 2 } },
      { report: expect.objectContaining({ organizations: counts(2, 0, 0) }) },
    ])
    expect((await send(Buffer.from('nothing'), '', accept)).status).toBe(422)
    expect((await (await send(Buffer.from(aRoster([])), '', accept)).text()).split('\n')).toHaveLength(2)
  })
})
