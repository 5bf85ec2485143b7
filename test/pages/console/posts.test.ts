import { beforeEach, describe, expect, it } from 'vitest'
import { buildHouse, type House } from '../../access/house.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, type Visitor, visitor } from './visitor.ts'

const typed: Fields = {
  kind: 'country-report',
  'texts.0.language': 'en',
  'texts.0.title': 'Six months on <the> river',
  'texts.0.body': 'What was seen.',
  'texts.1.language': 'fr',
  'texts.1.title': 'Six mois sur le fleuve',
  'texts.1.body': 'Ce qui a été vu.',
  'sources.0.title': 'The court',
  'sources.0.url': 'https://court.example.org/1',
  'audience.to': 'members',
  places: 'ke, ug',
}

describe('publications in the console', { timeout: 120_000 }, () => {
  let world: World
  let author: Visitor
  let reader: Visitor
  let coordinator: Visitor
  beforeEach(async () => {
    world = await createWorld()
    const house: House = await buildHouse(world)
    const { organizationId, contactId } = house
    author = await visitor(world, { organizationId, contactId })
    reader = await visitor(world)
    coordinator = await visitor(world, { grants: ['coordinator'] })
  })

  const write = async (fields: Fields = {}) => {
    const from = '/console/posts/new'
    const sent = await author.send(from, from, { ...typed, ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }
  const publish = async (path: string) => {
    expect((await author.send(path, `${path}/publication`)).location).toBe(`${path}?done=saved`)
  }

  it('are written, read by nobody else before they are out, then by every member in their language', async () => {
    const path = await write()
    expect((await author.get(path)).html).toContain('Draft')
    expect((await reader.get(path)).status).toBe(404)
    await publish(path)
    expect((await reader.get('/console/posts')).html).toContain('Six months on &lt;the&gt; river')
    const seen = await reader.get(`${path}?lang=fr`)
    expect(seen.html).toContain('Ce qui a été vu.')
    expect(seen.html).toContain(`href="${path}?lang=en"`)
    expect(seen.html).toContain('https://court.example.org/1')
    expect(seen.html).not.toContain(`${path}/withdrawal`)
  })

  it('are corrected with what has changed, and lose nothing that the form does not show', async () => {
    const path = await write()
    await publish(path)
    const edit = `${path}/edit`
    const { html } = await author.get(edit)
    expect(html).toContain('value="Six mois sur le fleuve"')
    const changed = { ...typed, 'texts.0.body': 'What was seen twice.', changed: 'It was seen twice.' }
    expect((await author.send(edit, edit, changed)).location).toBe(`${path}?done=saved`)
    const seen = await reader.get(path)
    expect(seen.html).toContain('It was seen twice.')
    expect(seen.html).toContain('What was seen twice.')
    const cut = { 'texts.0.language': 'en', 'texts.0.title': 'Cut', 'texts.0.body': 'Cut', changed: 'x' }
    expect((await author.send(edit, edit, cut)).status).toBe(400)
    expect((await reader.get(edit)).status).toBe(404)
  })

  it('are held by a coordinator, out of sight with the reason, and let go again', async () => {
    const path = await write()
    await publish(path)
    const silent = await coordinator.send(path, `${path}/hold`, { 'hold.reason': ' ' })
    expect(silent.status).toBe(422)
    expect(silent.html).toMatch(/<details open[^>]*>.*id="hold-reason-fault"/s)
    await coordinator.send(path, `${path}/hold`, { 'hold.reason': 'It names a village.' })
    expect((await reader.get(path)).status).toBe(404)
    expect((await author.get(path)).html).toContain('It names a village.')
    expect((await coordinator.get('/console/posts?show=held')).html).toContain(path)
    await coordinator.send(path, `${path}/release`)
    expect((await reader.get(path)).status).toBe(200)
  })

  it('are withdrawn for good: their place says why, and their words are gone', async () => {
    const path = await write()
    await publish(path)
    const sent = await author.send(path, `${path}/withdrawal`, { 'withdrawal.reason': 'It was wrong.' })
    expect(sent.location).toBe(`${path}?done=saved`)
    const seen = await reader.get(path)
    expect(seen.html).toContain('It was wrong.')
    expect(seen.html).not.toContain('What was seen.')
    expect((await reader.get('/console/posts')).status).toBe(200)
  })

  it('give the form back with the fault beside its field', async () => {
    const from = '/console/posts/new'
    const sent = await author.send(from, from, { ...typed, kind: 'event-notice', places: 'Nowhereland' })
    expect(sent.status).toBe(422)
    expect(sent.html).toMatch(/id="places-fault"/)
    expect(sent.html).toContain('Ce qui a été vu.')
    const noTime = await author.send(from, from, { ...typed, kind: 'event-notice' })
    expect(noTime.html).toMatch(/id="event-fault"/)
  })

  it('name stages, groups and options for action, which a change leaves as they are', async () => {
    const path = await write({
      kind: 'situation-report',
      stages: ['7', '8'],
      groups: 'Boat people, of the outer isles\nFishers',
      'options.1.addressee': 'Governments',
      'options.1.action': 'Ask in public why.',
      'options.1.rationale': 'Nobody has.',
    })
    await publish(path)
    const seen = await reader.get(path)
    expect(seen.html).toContain('Preparation and Persecution')
    for (const said of ['Boat people, of the outer isles', 'Ask in public why.', 'Nobody has.'])
      expect(seen.html).toContain(said)
    const edit = `${path}/edit`
    const { html } = await author.get(edit)
    expect(html).toContain('value="Governments"')
    expect(html).toContain('Boat people, of the outer isles\nFishers')
    const kept = { stages: ['7', '8'], groups: 'Fishers', 'options.0.addressee': 'Courts' }
    const more = { 'options.0.action': 'Keep the lists.', 'options.0.rationale': 'They fade.' }
    const changed = { ...typed, ...kept, ...more, changed: 'Whom it asks.' }
    expect((await author.send(edit, edit, changed)).location).toBe(`${path}?done=saved`)
    const after = await reader.get(path)
    expect(after.html).toContain('Keep the lists.')
    expect(after.html).not.toContain('Boat people')
    const lost = await author.send(edit, edit, { ...typed, changed: 'Nothing of it' })
    expect(lost.status).toBe(400)
  })

  it('have options for action only as situation reports, and the fault says so beside them', async () => {
    const from = '/console/posts/new'
    const fields = { 'options.0.addressee': 'Courts', 'options.0.action': 'Keep the lists.' }
    const half = await author.send(from, from, { ...typed, ...fields, kind: 'situation-report' })
    expect(half.status).toBe(422)
    expect(half.html).toMatch(/id="options-0-rationale-fault"/)
    const other = await author.send(from, from, { ...typed, ...fields, 'options.0.rationale': 'They fade.' })
    expect(other.status).toBe(422)
    expect(other.html).toMatch(/id="options-fault"/)
  })
})
