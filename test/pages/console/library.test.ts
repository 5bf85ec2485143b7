import { beforeEach, describe, expect, it } from 'vitest'
import { buildHouse } from '../../access/house.ts'
import { aPdf, located, pdf } from '../../attachments/files.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, formsIn, standing, type Visitor, visitor } from './visitor.ts'

const typed: Fields = {
  kind: 'historical-account',
  'texts.0.language': 'en',
  'texts.0.title': 'What <the> neighbours remember',
  'texts.0.abstract': 'Forty voices.',
  languages: 'en, fr',
  licence: 'CC-BY-4.0',
  subjects: 'Memory, and its keepers\nNeighbours',
  audiences: ['teachers', 'students'],
  author: 'An archive',
  year: '2019',
  url: 'https://learn.example.org/remember',
  visibility: 'members',
}
const aFile = ({ name, bytes } = aPdf()) => new File([new Uint8Array(bytes)], name)

describe('the library in the console', { timeout: 120_000 }, () => {
  let world: World
  let wire: Wire
  let keeper: Visitor
  let member: Visitor
  beforeEach(async () => {
    wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    const { organizationId, contactId } = await buildHouse(world)
    keeper = await visitor(world, { grants: ['coordinator'] })
    member = await visitor(world, { organizationId, contactId })
  })

  /** Sends a form as it stands, with some fields otherwise. */
  const change = async (at: string, fields: Fields = {}, file?: File) => {
    const form = formsIn((await keeper.get(at)).html, at).find(({ action }) => action === at)!
    const { file: _, ...sent } = { ...standing(form.fields), ...fields }
    return keeper.upload(at, sent, file)
  }
  const add = async (fields: Fields = {}, file?: File) => {
    const sent = await change('/console/library/new', { ...typed, ...fields }, file)
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }

  it('takes something in, which members find by words and by what it is, and the public does not', async () => {
    const path = await add()
    const found = async (query: string, who = member) =>
      (await who.get(`/console/library?${query}`)).html.includes(path)
    expect(await found('')).toBe(true)
    expect(await found('q=NEIGHBOURS&kind=historical-account')).toBe(true)
    expect(await found('audience=teachers&language=fr')).toBe(true)
    expect([
      await found('q=nothing'),
      await found('kind=analytic-article'),
      await found('language=km'),
    ]).toEqual([false, false, false])
    const { html } = await member.get(path)
    for (const said of [
      'What &lt;the&gt; neighbours remember',
      'Forty voices.',
      'Memory, and its keepers',
      '2019',
    ])
      expect(html).toContain(said)
    expect(html).not.toContain(`${path}/edit`)
    expect((await member.get(`${path}/edit`)).status).toBe(403)
    expect((await (await visitor(world, { relation: 'authority' })).get(path)).status).toBe(404)
    expect(await (await world.app.request('/library')).text()).not.toContain('neighbours')
  })

  it('carries a file where there is no address, and needs one or the other', async () => {
    const neither = await change('/console/library/new', { ...typed, url: '' })
    expect(neither.status).toBe(422)
    expect(neither.html).toMatch(/id="url-fault"/)
    const place = await change(
      '/console/library/new',
      { ...typed, url: '' },
      aFile(Object.values(located)[0]),
    )
    expect(place.status).toBe(422)
    expect(place.html).toMatch(/id="file-fault"[\s\S]*says where it was taken/)
    expect(place.html).toContain('Memory, and its keepers')
    const path = await add({ url: '' }, aFile())
    const link = new RegExp(`href="(${path}/attachments/att_[^"]+)"`)
    const at = link.exec((await member.get(path)).html)![1]!
    const gone = await member.get(at)
    expect(gone.status).toBe(302)
    const got = (await world.files.fetch(new Request(gone.headers.get('Location')!)))!
    expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf())
    const id = at.split('/').at(-1)!
    const bare = await change(`${path}/edit`, { takeOff: id })
    expect([bare.status, /id="url-fault"/.test(bare.html)]).toEqual([422, true])
    const moved = await change(`${path}/edit`, { takeOff: id, url: 'https://learn.example.org/moved' })
    expect(moved.status).toBe(303)
    expect((await member.get(at)).status).toBe(404)
  })

  it('changes in one form, which loses nothing and takes out what was taken out', async () => {
    const path = await add()
    const more = { 'texts.1.language': 'fr', 'texts.1.title': 'Ce dont les voisins se souviennent' }
    expect((await change(`${path}/edit`, { ...more, author: '', year: '' })).status).toBe(303)
    const token = await world.tokenFor({ grants: ['coordinator'] })
    const { json } = await world.call(token, 'GET', `/v1${path.slice(8)}`)
    expect([json.texts.length, json.author, json.year, json.url]).toEqual([
      2,
      undefined,
      undefined,
      typed['url'],
    ])
    expect(json).toMatchObject({
      subjects: ['Memory, and its keepers', 'Neighbours'],
      audiences: ['teachers', 'students'],
      languages: ['en', 'fr'],
    })
    const form = formsIn((await keeper.get(`${path}/edit`)).html, `${path}/edit`)[1]!
    const { file: _, ...begun } = standing(form.fields)
    await change(`${path}/edit`, { licence: 'CC0-1.0' })
    const late = await keeper.upload(`${path}/edit`, { ...begun, licence: 'Late' })
    expect([late.status, late.html.includes('value="Late"')]).toEqual([412, true])
    const year = await change(`${path}/edit`, { year: '12', subjects: 'a\nb\nc\nd\ne\nf' })
    expect(year.status).toBe(422)
    expect(year.html).toMatch(/id="year-fault"/)
    expect(year.html).toMatch(/id="subjects-fault"/)
    expect(
      (await keeper.upload(`${path}/edit`, { ...begun, 'texts.1.title': [], texts: [] })).status,
    ).not.toBe(303)
  })

  it('has once what is sent twice, its file and all', async () => {
    const at = '/console/library/new'
    const form = formsIn((await keeper.get(at)).html, at)[1]!
    const { file: _, ...begun } = standing(form.fields)
    const send = () => keeper.upload(at, { ...begun, ...typed, url: '' }, aFile())
    const both = await Promise.all([send(), send()])
    for (const { status } of both) expect(status).toBeLessThan(500)
    const before = wire.stream.length
    const again = await send()
    expect([again.status, wire.stream.length]).toEqual([303, before])
    expect((await member.get('/console/library?q=neighbours')).html.match(/What &lt;the/g)).toHaveLength(1)
  })

  it('loses an item for good when a coordinator says so, on the second look', async () => {
    const path = await add({ visibility: 'public' })
    expect(await (await world.app.request('/library')).text()).toContain('neighbours')
    const form = formsIn((await keeper.get(path)).html, path).find(
      ({ action }) => action === `${path}/removal`,
    )!
    const sent = await keeper.post(`${path}/removal`, standing(form.fields))
    expect([sent.status, sent.location]).toEqual([303, '/console/library?done=saved'])
    expect((await keeper.post(`${path}/removal`, standing(form.fields))).status).toBe(404)
    expect((await member.get(path)).status).toBe(404)
    expect(await (await world.app.request('/library')).text()).not.toContain('neighbours')
  })
})
