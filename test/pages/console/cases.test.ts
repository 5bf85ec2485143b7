import { beforeEach, describe, expect, it } from 'vitest'
import { buildHouse } from '../../access/house.ts'
import { createPump, type Pump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, formsIn, standing, type Visitor, visitor } from './visitor.ts'

const shown = {
  'sources.0.title': 'Decision of the chamber',
  'sources.0.url': 'https://court.example.org/1',
}
const typed: Fields = {
  title: 'Prosecutor v. <the> commander',
  'court.kind': 'special-court',
  'court.name': 'Special Chamber for the Isles',
  'court.country': 'Cambodia',
  visibility: 'members',
  stage: 'investigation',
  since: '2026-11-02',
  ...shown,
  'accused.0.name': 'The commander',
  'accused.1.name': 'The clerk',
  'charges.0.crime': 'genocide',
  'charges.0.text': 'Killing members of the group',
  'warrants.0.kind': 'warrant',
  'warrants.0.against': '2',
  'warrants.0.state': 'outstanding',
  'warrants.0.on': '2026-10-01',
  'warrants.0.source.title': 'The warrant',
  'warrants.0.source.url': 'https://court.example.org/2',
}

describe('cases in the console', { timeout: 120_000 }, () => {
  let world: World
  let pump: Pump
  let keeper: Visitor
  let member: Visitor
  let address: string
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    const { organizationId, contactId } = await buildHouse(world)
    address = `person1@${organizationId.slice(4)}.example.org`
    keeper = await visitor(world, { grants: ['coordinator'] })
    member = await visitor(world, { organizationId, contactId })
    await pump.drain()
  })

  const open = async (fields: Fields = {}) => {
    const from = '/console/cases/new'
    const sent = await keeper.send(from, from, { ...typed, ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }
  /** Sends a form as it stands, with some fields otherwise. */
  const change = async (at: string, fields: Fields = {}, who = keeper) => {
    const form = formsIn((await who.get(at)).html, at).find(({ action }) => action === at)!
    return who.post(at, { ...standing(form.fields), ...fields })
  }

  it('are followed by coordinators and read by members, never without saying that nobody has been judged', async () => {
    const path = await open()
    const { html } = await member.get(path)
    for (const said of [
      'Prosecutor v. &lt;the&gt; commander',
      'No court has judged yet',
      'Charges (alleged)',
    ])
      expect(html).toContain(said)
    expect(html).toMatch(/The clerk<\/bdi> – alleged, not judged/)
    expect(html).toContain('https://court.example.org/1')
    expect(html).not.toContain(`${path}/edit`)
    expect((await member.get(`${path}/edit`)).status).toBe(403)
    expect((await member.get('/console/cases?stage=investigation')).html).toContain(path)
    expect((await member.get('/console/cases?stage=trial')).html).not.toContain(path)
    const official = await visitor(world, { relation: 'authority' })
    expect((await official.get(path)).status).toBe(404)
    expect((await world.app.request(path.replace('/console', ''))).status).toBe(404)
  })

  it('give back what was typed, each fault beside its row, though rows before it were left empty', async () => {
    const from = '/console/cases/new'
    const sent = await keeper.send(from, from, {
      ...typed,
      'accused.0.name': '',
      'warrants.0.against': '1',
      'charges.0.crime': '',
      'charges.0.text': '',
      'charges.1.crime': 'genocide',
      'sources.0.url': 'javascript:alert(1)',
    })
    expect(sent.status).toBe(422)
    expect(sent.html).toMatch(/id="charges-0-text-fault"/)
    expect(sent.html).toMatch(/id="sources-0-url-fault"/)
    expect(sent.html).toContain('value="The clerk"')
    // The clerk is still the second, and the warrant against the first is against nobody.
    const mended = { 'charges.0.text': 'Killing', 'sources.0.url': 'https://court.example.org/1' }
    const form = formsIn(sent.html, from).find(({ action }) => action === from)!
    const again = await keeper.post(from, { ...standing(form.fields), ...mended })
    expect([again.status, /id="warrants-0-against-fault"/.test(again.html)]).toEqual([422, true])
    const last = await keeper.post(from, { ...standing(form.fields), ...mended, 'warrants.0.against': '2' })
    expect(last.status).toBe(303)
    const seen = await member.get(last.location!)
    expect(seen.html).toMatch(/Warrant – <bdi>The clerk/)
  })

  it('are changed in one form, which loses nothing and gives nobody the number of another', async () => {
    const path = await open()
    const edit = `${path}/edit`
    const gone = { 'accused.0.name': '', 'accused.2.name': 'The captain', visibility: 'public' }
    const sent = await change(edit, gone)
    expect([sent.status, sent.location]).toEqual([303, `${path}?done=saved`])
    const token = await world.tokenFor({ grants: ['coordinator'] })
    const { json } = await world.call(token, 'GET', `/v1${path.slice(8)}`)
    expect(json.accused.map(({ number, name }: { number: number; name: string }) => [number, name])).toEqual([
      [2, 'The clerk'],
      [3, 'The captain'],
    ])
    expect([json.court.country, json.charges.length, json.warrants.length]).toEqual(['KH', 1, 1])
    expect((await world.app.request(path.replace('/console', ''))).status).toBe(200)
    // The captain goes, and who comes after is no third.
    expect((await change(edit, { 'accused.1.name': '', 'accused.2.name': 'The guard' })).status).toBe(303)
    const { accused } = (await world.call(token, 'GET', `/v1${path.slice(8)}`)).json
    expect(accused.map(({ number }: { number: number }) => number)).toEqual([2, 4])
    const cut = await keeper.send(edit, edit, { title: 'Cut', 'court.kind': 'icc', 'court.name': 'Cut' })
    expect(cut.status).toBe(400)
    const form = formsIn((await keeper.get(edit)).html, edit).find(({ action }) => action === edit)!
    await change(edit, { title: 'Another title' })
    const late = await keeper.post(edit, { ...standing(form.fields), title: 'A late title' })
    expect([late.status, late.html.includes('value="A late title"')]).toEqual([412, true])
    expect((await change(edit, { title: 'x' }, member).catch(() => ({ status: 0 }))).status).toBe(0)
  })

  it('come from stage to stage with what shows it, and nobody is convicted before a court has judged', async () => {
    const path = await open()
    const stage = `${path}/stage`
    const convicted = { 'accused.0.outcome': 'convicted' }
    const early = await change(`${path}/edit`, convicted)
    expect([early.status, /id="accused-0-outcome-fault"/.test(early.html)]).toEqual([422, true])
    const mute = await change(stage, { stage: 'trial', since: '2026-11-10', note: 'A <long> trial' })
    expect(mute.status).toBe(422)
    expect(mute.html).toMatch(/id="sources-fault"/)
    expect(mute.html).toContain('A &lt;long&gt; trial')
    expect((await change(stage, { stage: 'sentence', since: '2026-11-10', ...shown })).status).toBe(409)
    for (const to of ['trial', 'judgment'])
      expect((await change(stage, { stage: to, since: '2026-11-10', ...shown })).status).toBe(303)
    expect((await change(`${path}/edit`, convicted)).status).toBe(303)
    expect((await member.get(path)).html).toMatch(/The commander<\/bdi> – convicted/)
    expect((await keeper.get(`${stage}?to=closed`)).html).toMatch(/value="closed" selected/)
    const wrong = { stage: 'trial', since: '2026-11-10', correction: 'yes', note: 'Another case was meant.' }
    expect((await change(stage, { ...wrong, ...shown })).status).toBe(303)
    const { html } = await member.get(path)
    expect(html).toMatch(/The commander<\/bdi> – alleged/)
    expect(html).toContain('Another case was meant.')
    expect((await change(stage, { stage: 'closed', since: '2026-11-20', ...shown })).status).toBe(303)
    expect((await keeper.get(path)).html).not.toContain('to=closed')
  })

  it('have hearings, which are moved, called off, and lose what is taken out of them', async () => {
    const path = await open()
    const hearing = {
      title: 'Opening',
      startsAt: '2026-12-03T09:30',
      timeZone: 'Asia/Phnom_Penh',
      durationMinutes: '90',
      location: 'Hall 2',
      note: 'Open to the <public>',
    }
    const from = `${path}/hearings/new`
    const wrong = await keeper.send(from, from, { ...hearing, timeZone: 'Nowhere/Land' })
    expect([wrong.status, /id="timeZone-fault"/.test(wrong.html)]).toEqual([422, true])
    expect((await keeper.send(from, from, hearing)).location).toBe(`${path}?done=saved`)
    const seen = (await member.get(path)).html
    expect(seen).toContain('datetime="2026-12-03T02:30:00.000Z"')
    expect(seen).toContain('Open to the &lt;public&gt;')
    const at = /href="([^"]+\/hearings\/hrg_[^"]+)"/.exec((await keeper.get(path)).html)?.[1]
    expect(at).toBeDefined()
    expect(seen).not.toContain(at)
    expect((await change(at!, { status: 'cancelled', note: '', location: '' })).status).toBe(303)
    const after = (await member.get(path)).html
    expect(after).toContain('called off')
    expect(after).not.toContain('Hall 2')
    expect(after).not.toContain('Open to the')
    const other = await open()
    expect((await keeper.get(at!.replace(path, other))).status).toBe(404)
  })

  it('are watched by members, who are told of changes until they want no more', async () => {
    const path = await open()
    expect((await member.send(path, `${path}/watch`)).status).toBe(303)
    const { html } = await member.get(path)
    expect(html).toContain('You are told of every change.')
    expect((await keeper.get(path)).html).toContain('Watching: 1')
    const other = await visitor(world)
    expect((await other.get(path)).html).not.toContain('Watching')
    const told = async () => {
      const before = world.mail.sent.length
      await change(`${path}/edit`, { summary: `Known since ${before}` })
      await pump.drain()
      return world.mail.sent.slice(before).map(({ to }) => to)
    }
    expect(await told()).toEqual([address])
    expect((await member.send(path, `${path}/unwatch`)).status).toBe(303)
    expect(await told()).toEqual([])
  })
})
