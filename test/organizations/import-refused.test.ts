import { beforeEach, describe, expect, it } from 'vitest'
import { aRoster } from '../support/roster-file.ts'
import { anImporter, counts, dirty } from './importer.ts'

interface Rejection {
  line: number
  column: string
  reason: string
}

type Importer = Awaited<ReturnType<typeof anImporter>>

describe('importing a roster that is not all good', () => {
  let send: Importer['send']
  let take: Importer['take']
  let roster: Importer['roster']
  let world: Importer['world']
  let coordinator: Importer['coordinator']
  beforeEach(async () => {
    ;({ send, take, roster, world, coordinator } = await anImporter())
  })

  it.each([
    ['as it is', dirty],
    ['with CRLF and a byte order mark', `\ufeff${dirty.replaceAll('\n', '\r\n')}`],
  ])('lets good rows in and gives bad ones back by line, column and reason: %s', async (_, file) => {
    const { rejected, ...report } = await take(file)
    expect(
      rejected.map(({ line, column, reason }: Rejection) => [line, column, reason.split(';')[0]]),
    ).toEqual([
      [4, 'country', 'is not a country of ISO 3166-1'],
      [5, 'time_zone', 'is not an IANA time zone'],
      [6, 'time_zone', 'is not an IANA time zone'],
      [7, 'email', 'is not a mail address'],
      [8, 'organization', 'contains line breaks or control characters'],
      [10, 'email', 'is not a mail address'],
      [14, 'languages', 'is not a BCP 47 language tag'],
      [15, 'class', expect.stringContaining('expected one of')],
      [16, 'website', 'is not an http or https address'],
      [17, 'organization', 'is empty'],
      [18, 'country', 'the row has 3 cells where the file has 11 columns'],
      [19, 'time_zone', 'the row has 13 cells where the file has 11 columns'],
      [20, 'organization', 'has a quote in the middle of a cell'],
      [21, 'organization', 'has text after a closing quote'],
      [22, 'organization', 'has a quote that is not closed'],
      [26, 'contact_role', 'has a quote that is not closed'],
    ])
    expect(report).toEqual({ organizations: counts(4, 0, 0), contacts: counts(4, 0, 1), conflicts: [] })
    expect((await roster()).map(({ name }) => name).sort()).toEqual([
      '<img src=x onerror=alert(1)>',
      '=SUM("A1",1)',
      'After the Unclosed',
      'Harbour Watch',
    ])
  })

  it('turns the 51st contact and the 21st organization of an address away by line', async () => {
    const contacts = Array.from({ length: 51 }, (_, at) => ({ email: `desk-${at}@harbour.example.org` }))
    const organizations = Array.from({ length: 21 }, (_, at) => ({
      organization: `Hill ${at}`,
      email: 'hill@example.org',
    }))
    const file = aRoster([...contacts, ...organizations])
    const dry = await take(file, '?dryRun=true')
    expect(dry.rejected).toEqual([
      { line: 52, column: 'email', reason: 'An organization has at most 50 contacts' },
      { line: 73, column: 'email', reason: 'One address serves at most 20 organizations' },
    ])
    expect(await take(file)).toEqual(dry)
    expect(await roster()).toHaveLength(21)
  })

  it('names the columns that are missing, unknown or there twice', async () => {
    const faults = async (header: string) => {
      const { status, json } = await send(`${header}\n`)
      expect(status).toBe(422)
      return json.errors.map(({ pointer }: { pointer: string }) => pointer)
    }
    const header = aRoster([]).trim()
    expect(await faults(header.replace(',email', ''))).toEqual(['#/email'])
    expect(await faults(`${header},discret,email`)).toEqual(['#/discret', '#/email'])
    expect(await take(header)).toMatchObject({ organizations: counts(0, 0, 0), rejected: [] })
  })

  it('refuses what is no CSV file, or not in the encoding it names', async () => {
    const status = async (file: string, headers = {}) => (await send(file, '', headers)).status
    expect(await status('')).toBe(400)
    expect(await status('\n\n')).toBe(400)
    expect(await status('"organization,class')).toBe(400)
    expect(await status(aRoster([{}]), { 'Content-Type': 'application/json' })).toBe(415)
    expect(await status(aRoster([{}]), { 'Content-Type': 'text/csv; charset=klingon' })).toBe(415)
    expect(await status(aRoster([{}]), { 'Content-Type': 'Text/CSV; Charset="UTF-8"' })).toBe(200)
    const sendBytes = (body: Buffer, type = 'text/csv') =>
      world.app.request('/v1/organizations/import', {
        method: 'POST',
        headers: { Authorization: `Bearer ${coordinator}`, 'Content-Type': type },
        body,
      })
    const latin = Buffer.from(aRoster([{ organization: 'Mémoire' }]), 'latin1')
    expect((await sendBytes(latin, 'text/csv; charset=utf-8')).status).toBe(400)
    const workbook = await sendBytes(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0]))
    expect([workbook.status, await workbook.text()]).toEqual([400, expect.stringContaining('workbook')])
    expect((await send(aRoster([{}]), '?dryRun=perhaps')).status).toBe(422)
  })

  it('is for coordinators', async () => {
    const status = async (token?: string) => (await send(aRoster([{}]), '', {}, token ?? '')).status
    expect(await status(await world.tokenFor())).toBe(403)
    expect(await status(await world.tokenFor({ grants: ['approver'] }))).toBe(403)
    expect(await status()).toBe(401)
    expect(await roster()).toEqual([])
  })
})
