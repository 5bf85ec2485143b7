import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../support/world.ts'
import { hidden, sessionFor } from './visitor.ts'

const path = '/console/roster/import'

describe('importing a roster in the console', () => {
  let world: World
  let cookie: string
  let token: string
  beforeEach(async () => {
    world = await createWorld()
    cookie = `tocsin_session=${await sessionFor(world, { grants: ['coordinator'] })}`
    token = hidden(await (await world.app.request(path, { headers: { Cookie: cookie } })).text())['token']!
  })

  const send = async (fields: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ token, ...fields })) body.set(name, value)
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }
    const answer = await world.app.request(path, { method: 'POST', body, headers })
    return { status: answer.status, html: await answer.text() }
  }
  /** What each select of the page stands at. */
  const chosen = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(
        ([, name, inner]) => [name!, /<option value="([^"]*)" selected/.exec(inner!)?.[1] ?? ''],
      ),
    )
  const names = async () =>
    (
      await world.call(await world.tokenFor({ grants: ['coordinator'] }), 'GET', '/v1/organizations')
    ).json.items.map(({ name }: { name: string }) => name)

  it('asks what unknown columns mean, guesses by our languages, and goes on with what was said', async () => {
    const bytes = readFileSync(
      new URL('../../organizations/fixtures/ugly/french-unicode-text.txt', import.meta.url),
    )
    const first = await send({ more: 'dry', file: new File([bytes], 'liste.txt') })
    expect(first.status).toBe(422)
    expect(chosen(first.html)).toMatchObject({
      'columns.1': 'class',
      'columns.2': 'relation',
      'columns.3': 'country',
      'columns.4': 'works_in',
      'columns.6': 'website',
      'columns.7': 'contact_role',
      'columns.8': 'email',
    })
    const said = {
      ...hidden(first.html),
      ...chosen(first.html),
      'columns.0': 'organization',
      'columns.10': 'time_zone',
    }
    const csv = /<textarea id="csv"[^>]*>\n?(.*?)<\/textarea>/s.exec(first.html)![1]!
    const looked = await send({ more: 'dry', csv, ...said })
    expect(looked.status).toBe(200)
    expect(looked.html).toContain('Nothing is stored yet')
    expect(await names()).toEqual([])
    const done = await send({ csv, ...said, ...hidden(looked.html), ...chosen(looked.html) })
    expect(done.html).toContain('Importing the same file again changes nothing')
    expect(await names()).toContain('Observatoire des Grands Lacs')
    expect(done.html).toContain('perhaps')
  })

  it('passes a column over, takes what the form says for what is new, and tells who is not in the file', async () => {
    const csv = 'Nom;Pays;Courriel;Notes\nVeille;Kenya;veille@ke.example.org;vue en mai\n'
    const asked = await send({ more: 'dry', csv })
    expect([asked.status, chosen(asked.html)['columns.3']]).toEqual([422, ''])
    const said = {
      ...hidden(asked.html),
      ...{ 'columns.0': 'organization', 'columns.1': 'country', 'columns.2': 'email', 'columns.3': '' },
      ...{ 'defaults.class': 'ngo', 'defaults.relation': 'member', 'defaults.contact_role': 'focal-point' },
      ...{ 'defaults.languages': 'fr', 'defaults.language': 'fr', 'defaults.time_zone': 'Africa/Nairobi' },
      ...{ 'defaults.works_in': 'KE', 'defaults.website': '' },
    }
    const done = await send({ csv, ...said })
    expect(done.status).toBe(200)
    expect(await names()).toEqual(['Veille'])
    const other = 'Nom;Pays;Courriel;Notes\nAutre;Kenya;autre@ke.example.org;\n;;deux@ke.example.org;\n'
    const second = await send({ csv: other, ...said })
    expect(second.html).toContain('Taken as of the organization on the line above: 3')
    expect(second.html).toMatch(/In the roster and not in the file.*Veille/s)
  })

  it('keeps what was said to the file it was said of, and comes back with a page for whatever is sent', async () => {
    const csv = 'Nom;Pays\nVeille;Kenya\n'
    const asked = await send({ more: 'dry', csv })
    const said = { ...hidden(asked.html), 'columns.0': 'country', 'columns.1': 'organization' }
    const other = await send({ more: 'dry', csv: 'Land;Organisation\nKenia;Wacht\n', ...said })
    expect(chosen(other.html)).toMatchObject({ 'columns.0': 'country', 'columns.1': 'organization' })
    for (const broken of ['', '"', '"a\nb', '\u0000', ';;;;\n', `${'x'.repeat(5000)};y\n1;2`])
      expect([400, 422]).toContain((await send({ more: 'dry', csv: broken })).status)
    const strange = { ...said, 'columns.0': 'nonsense', 'columns.1': 'nonsense' }
    expect((await send({ more: 'dry', csv, ...strange })).status).toBe(422)
  })
})
