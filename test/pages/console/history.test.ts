import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../shared/access/actor.ts'
import { forCoordinators, record } from '../../../shared/events/record.ts'
import { peopleOf, type Someone } from '../../identity/people.ts'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Visitor, visitor } from './visitor.ts'

const page = '/console/history'
const further = (html: string) =>
  /<a href="([^"]+)" rel="next">Go further back/.exec(html)![1]!.replaceAll('&amp;', '&')
const count = (html: string, text: string) => html.split(text).length - 1

describe('history in the console', { timeout: 120_000 }, () => {
  let world: World
  let alliance: Alliance
  let someone: Someone
  let theirs: string
  beforeEach(async () => {
    world = await createWorld()
    alliance = await createAlliance(world)
    const people = peopleOf(world, alliance.coordinator)
    someone = await people.enter()
    theirs = await world.tokenFor({
      organizationId: someone.organizationId,
      contactId: someone.contactId,
    } as never)
  })
  const coordinator = (): Promise<Visitor> => visitor(world, { grants: ['coordinator'] })
  const post = async (title: string) => {
    const body = { kind: 'news', texts: [{ language: 'en', title, body: 'What was seen' }] }
    const { json } = await world.call(theirs, 'POST', '/v1/posts', body)
    // Of one moment, events have no order.
    world.clock.advance(1)
    await world.call(theirs, 'POST', `/v1/posts/${json.id}/publication`)
  }

  it('follows what one person did back over the days, and says from where on nothing was looked at', async () => {
    const { contactId } = someone
    await post('First')
    world.clock.advance(10 * 86_400)
    await post('Second')
    world.clock.advance(20 * 86_400)
    const reader = await coordinator()
    const first = (await reader.get(`${page}?by=${contactId}`)).html
    expect([count(first, 'post.published'), first.includes('Nothing')]).toEqual([0, true])
    expect(first).toContain('What lies before was not looked at.')
    const second = (await reader.get(further(first))).html
    expect(count(second, 'type=post.published')).toBe(1)
    const third = (await reader.get(further(second))).html
    expect(count(third, 'type=post.published')).toBe(1)
    expect(third).not.toContain('organization.created')
  })

  it('finds what is of one type, of whoever it is, and of one thing from its beginning', async () => {
    await post('First')
    const reader = await coordinator()
    const { html } = await reader.get(`${page}?type=post.published`)
    expect(count(html, '<tr><td>')).toBe(1)
    const subject = (await reader.get(`${page}?subject=${someone.organizationId}&type=contact.added`)).html
    expect([count(subject, '<tr><td>'), count(subject, 'rel="next"')]).toEqual([1, 0])
    expect((await reader.get(`${page}?type=%00&until=2026-99-99&day=x&by=${'a'.repeat(90)}`)).status).toBe(
      200,
    )
    expect((await reader.get(`${page}?type=${'a'.repeat(101)}`)).status).toBe(422)
    const { json } = await world.call(alliance.coordinator, 'GET', '/v1/events?type=post.published')
    expect(json.items.map(({ type }: { type: string }) => type)).toEqual(['post.published'])
    const ofPosts = (await world.call(alliance.coordinator, 'GET', '/v1/events?type=post')).json.items
    expect(ofPosts.map(({ type }: { type: string }) => type)).toEqual(['post.drafted', 'post.published'])
  })

  it('fills a page with whole days, the last first, and leads to the rest of a day that is too long', async () => {
    for (let day = 0; day < 3; day++) {
      for (let made = 0; made < 30; made++) await post(`${day} ${made}`)
      world.clock.advance(86_400)
    }
    const reader = await coordinator()
    const { html } = await reader.get(`${page}?by=${someone.organizationId}`)
    const days = [...html.matchAll(/<time datetime="(\d{4}-\d\d-\d\d)">/g)].map(([, day]) => day!)
    expect(days).toEqual([...days].sort().reverse())
    expect(count(html, '<tr><td>')).toBe(50)
    const [whole] = /\/console\/history\?[^"]*day=[^"]*/.exec(html)!
    const rest = await reader.get(whole.replaceAll('&amp;', '&'))
    expect(rest.html).toContain('rel="next"')
    expect((await reader.get(further(html))).status).toBe(200)
  })

  it('calls things by their names for coordinators, and for nobody else', async () => {
    await alliance.situation({ title: 'Lantern Isles (an invented place)' })
    expect((await (await coordinator()).get(page)).html).toContain('Lantern Isles')
    const { organizationId, contactId } = someone
    const member = await visitor(world, { organizationId, contactId } as never)
    const { html } = await member.get(page)
    expect([html.includes('situation.created'), html.includes('Lantern Isles')]).toEqual([true, false])
  })

  it('says what happened in the reader’s words, and offers each area and what happens in the chosen one', async () => {
    await post('First')
    const reader = await coordinator()
    const { html } = await reader.get(page)
    expect(html).toContain('<a href="/console/history?type=post.published">A post was published</a>')
    expect(html).toContain('<option value="post">Publications</option>')
    expect(html).not.toMatch(/<optgroup|value="post\.published"|>post\.published</)
    const ofPosts = (await reader.get(`${page}?type=post`)).html
    expect(ofPosts).toContain('<option value="post" selected="">Publications</option><optgroup')
    expect(ofPosts).toContain('<option value="post.held">A post was held back</option>')
    expect([count(ofPosts, 'A post was begun</a>'), count(ofPosts, 'type=organization')]).toEqual([1, 0])
    const chosen = (await reader.get(`${page}?type=post.published`)).html
    expect(chosen).toContain('<option value="post.published" selected="">A post was published</option>')
    expect([count(chosen, '<optgroup'), count(chosen, ' selected=""')]).toEqual([1, 1])
    // What nobody knows stays chosen, so that an empty page says what was asked.
    const typed = (await reader.get(`${page}?type=post.%3Cb%3E`)).html
    expect(typed).toContain('<option value="post.&lt;b&gt;" selected="">post.&lt;b&gt;</option>')
    expect([count(typed, '<tr><td>'), (await reader.get(`${page}?type=pos`)).html.includes('<tr>')]).toEqual([
      0,
      false,
    ])
  })

  it('names an alert’s level beside what happened, and an exercise as one', async () => {
    const data = {
      revision: 1,
      situationId: world.deps.ids.next('situation'),
      level: 'emergency',
      exercise: true,
      digest: 'e3b0',
    }
    const subject = world.deps.ids.next('alert')
    await world.deps.store.transact([
      record(world.deps, system, { type: 'alert.submitted', subject, audience: forCoordinators, data }),
    ])
    const { html } = await (await coordinator()).get(`${page}?type=alert`)
    expect(html).toMatch(
      /An alert was submitted for approval<\/a> <span class="badge emergency">Emergency<\/span> · EXERCISE/,
    )
  })

  it.each(['km', 'ar'])('weighs less than 60 KB where a page is full, in %s', async (language) => {
    for (let day = 0; day < 2; day++) {
      for (let made = 0; made < 24; made++) await post(`${day} ${made}`)
      world.clock.advance(86_400)
    }
    const { id, contacts } = await alliance.organization({}, [
      { email: 'desk@example.org', languages: [language] },
    ])
    const reader = await visitor(world, {
      organizationId: id,
      contactId: contacts[0]!.id,
      grants: ['coordinator'],
    } as never)
    const { html } = await reader.get(`${page}?type=post`)
    expect(count(html, '<tr><td>')).toBe(48)
    expect(html).not.toContain('lang="en"')
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
  })

  it('does not name a discreet person, nor tell an outsider who did it', async () => {
    const { organizationId } = someone
    const { id, contacts } = await alliance.organization({}, [
      { email: 'quiet@example.org', name: 'Never Named', discreet: true, alias: 'The desk' },
    ])
    const quiet = await world.tokenFor({ organizationId: id, contactId: contacts[0]!.id } as never)
    const body = { email: 'next@example.org', role: 'other', languages: ['en'], timeZone: 'UTC' }
    expect((await world.call(quiet, 'POST', `/v1/organizations/${id}/contacts`, body)).status).toBe(201)
    const { html } = await (await coordinator()).get(`${page}?by=${id}`)
    expect(html).toContain('The desk')
    expect(html).not.toContain('Never Named')
    const outsider = await visitor(world, { organizationId, contactId: someone.contactId } as never)
    const seen = (await outsider.get(`${page}?by=${contacts[0]!.id}`)).html
    expect(seen).not.toMatch(/Never Named|The desk|contact\.added/)
  })
})
