import { beforeEach, describe, expect, it } from 'vitest'
import { buildHouse, type House } from '../../access/house.ts'
import { createPump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Fields, formsIn, standing, type Visitor, visitor } from './visitor.ts'

const typed: Fields = {
  at: '2026-11-20T10:00',
  how: 'call',
  'asks.0.action': 'Ask in public <why>.',
  'asks.1.action': 'Send somebody.',
  'asks.1.rationale': 'Nobody is there.',
  answered: 'They will look into it.',
  'material.0.title': 'Six months on the river',
  confidentiality: 'present',
}

describe('briefings in the console', { timeout: 120_000 }, () => {
  let world: World
  let wire: Wire
  let house: House
  let author: Visitor
  let other: Visitor
  let keeper: Visitor
  let begin: string
  let officeId: string
  beforeEach(async () => {
    wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    house = await buildHouse(world)
    const { organizationId, contactId, authorityId } = house
    author = await visitor(world, { organizationId, contactId })
    other = await visitor(world)
    keeper = await visitor(world, { grants: ['coordinator'] })
    begin = `/console/briefings/new?authority=${authorityId}&situation=${house.situationId}`
    const token = await world.tokenFor({ grants: ['coordinator'] })
    const office = { authorityId, role: 'Envoy', name: 'The envoy' }
    officeId = (await world.call(token, 'POST', '/v1/offices', office)).json.id
  })

  /** Sends the form on a page as it stands, with some fields otherwise. */
  const change = async (page: string, fields: Fields = {}, to = page.replace(/\?.*/, '')) => {
    const form = formsIn((await author.get(page)).html, page).find(({ action }) => action === page)!
    return author.post(to, { ...standing(form.fields), ...fields })
  }
  const log = async (fields: Fields = {}) => {
    const sent = await change(begin, { ...typed, ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }

  it('are logged with people of an authority and about a situation, and read by who was there and coordinators', async () => {
    const whom = await author.get('/console/briefings/new')
    expect(whom.html).toContain(`value="${house.authorityId}"`)
    const path = await log({ officeIds: officeId, organizationIds: house.outsiderId })
    const { html } = await author.get(path)
    for (const said of [
      'The envoy, Envoy',
      'Ask in public &lt;why&gt;.',
      'They will look into it.',
      'Nobody is there.',
    ])
      expect(html).toContain(said)
    expect(html).toContain(`href="/console/situations/${house.situationId}"`)
    expect(html).toContain(`href="/console/roster/${house.authorityId}"`)
    // Who has left the directory since is no reason to lose the entry, nor to drop them from it.
    const token = await world.tokenFor({ grants: ['coordinator'] })
    await world.call(token, 'DELETE', `/v1/offices/${officeId}`)
    expect((await change(`${path}/edit`, { answered: 'They will look into <it>.' })).status).toBe(303)
    const own = await world.tokenFor({ organizationId: house.organizationId, contactId: house.contactId })
    const kept = (await world.call(own, 'GET', `/v1${path.slice(8)}`)).json
    expect([kept.officeIds, kept.answered]).toEqual([[officeId], 'They will look into <it>.'])
    const there = await visitor(world, { organizationId: house.outsiderId as never })
    expect((await there.get(path)).status).toBe(200)
    expect((await there.get(`${path}/edit`)).status).toBe(403)
    expect((await keeper.get(path)).status).toBe(200)
    expect((await other.get(path)).status).toBe(404)
    const lists = (who: Visitor, query = '') =>
      who.get(`/console/briefings${query}`).then(({ html }) => html.includes(path))
    expect(await lists(keeper)).toBe(true)
    expect(await lists(other)).toBe(false)
    expect(await lists(author, '?show=own')).toBe(true)
    expect(await lists(keeper, `?authority=${house.authorityId}`)).toBe(true)
    expect(await lists(keeper, `?situation=${house.situationId}`)).toBe(true)
    expect((await keeper.get(`/console/situations/${house.situationId}`)).html).toContain(path)
    expect((await other.get(`/console/situations/${house.situationId}`)).html).not.toContain(path)
  })

  it('are for a coalition or for one organization alone, as it was said, and coordinators do not read what is own', async () => {
    const own = await log({ confidentiality: 'own' })
    expect([(await author.get(own)).status, (await keeper.get(own)).status]).toEqual([200, 404])
    expect((await keeper.get(`/console/situations/${house.situationId}`)).html).not.toContain(own)
    const coalition = await log({ confidentiality: 'coalition', coalitionId: house.coalitionId })
    expect((await other.get(coalition)).status).toBe(404)
    const listed = `/console/briefings?show=${house.coalitionId}`
    expect((await author.get(`/console/coalitions/${house.coalitionId}`)).html).toContain(`href="${listed}"`)
    expect((await author.get(listed)).html).toContain(coalition)
    expect((await other.get(listed)).status).toBe(404)
    const without = await change(begin, { ...typed, confidentiality: 'coalition' })
    expect([without.status, /id="coalitionId-fault"/.test(without.html)]).toEqual([422, true])
    expect((await author.get(`${own}/edit`)).html).not.toContain('name="confidentiality"')
  })

  it('give back what was typed, each fault beside its field', async () => {
    const sent = await change(begin, {
      ...typed,
      at: '2027-11-20T10:00',
      'asks.0.action': '',
      'asks.1.action': '',
      'next.what': 'Call again',
      'material.0.url': 'javascript:alert(1)',
    })
    expect(sent.status).toBe(422)
    // The only ask comes first now, and has no action.
    for (const field of ['asks-0-action', 'next-dueAt', 'material-0-url'])
      expect(sent.html).toMatch(new RegExp(`id="${field}-fault"`))
    expect(sent.html).toContain('Nobody is there.')
    expect(sent.html).toContain('value="Call again"')
    const future = await change(begin, { ...typed, at: '2027-11-20T10:00' })
    expect([future.status, /id="at-fault"/.test(future.html)]).toEqual([422, true])
    for (const authorityId of ['', 'org_none', house.organizationId, 'x'.repeat(3000)])
      expect((await change(begin, { ...typed, authorityId })).status).toBe(404)
  })

  it('say more later, keep moments as they were, and remind their author once of what is next', async () => {
    const pump = createPump(world, wire)
    await pump.drain()
    const path = await log({ 'next.what': 'Call again', 'next.dueAt': '2026-11-24T09:00' })
    const edit = `${path}/edit`
    const token = await world.tokenFor({ organizationId: house.organizationId, contactId: house.contactId })
    const stored = async () => (await world.call(token, 'GET', `/v1${path.slice(8)}`)).json
    const before = await stored()
    /** Days later, in a session of then. */
    const pass = async (days: number) => {
      await pump.pass(days * 86_400)
      author = await visitor(world, { organizationId: house.organizationId, contactId: house.contactId })
    }
    await pass(3)
    const told = world.mail.sent.filter(({ raw }) => String(raw).includes('Call again')).length
    expect(told).toBe(1)
    // What is next is over by now, and stays while it is left alone.
    expect((await change(edit, { answered: 'They have asked.', 'asks.0.action': '' })).status).toBe(303)
    const after = await stored()
    expect([after.at, after.next, after.answered]).toEqual([before.at, before.next, 'They have asked.'])
    expect(after.asks.map(({ action }: { action: string }) => action)).toEqual(['Send somebody.'])
    await pass(1)
    expect(
      (await change(edit, { 'next.what': '', 'next.dueAt': '', situationId: '', answered: '' })).status,
    ).toBe(303)
    const done = await stored()
    expect([done.next, done.situationId, done.answered]).toEqual([undefined, undefined, undefined])
    expect(world.mail.sent.filter(({ raw }) => String(raw).includes('Call again')).length).toBe(1)
    const cut = await author.send(edit, edit, { at: '2026-11-20T10:00', how: 'call' })
    expect(cut.status).toBe(400)
  })
})
