import { beforeEach, describe, expect, it } from 'vitest'
import { deliveryStates, skipReasons } from '../../../shared/ledger/delivery.ts'
import { suppressionReasons } from '../../../shared/organizations/schema.ts'
import { unsubscribe } from '../../../shared/organizations/unsubscribe.ts'
import { wordsFor } from '../../../shared/rendering/catalogue.ts'
import { mailKinds } from '../../../shared/rendering/kinds.ts'
import { taskKinds } from '../../../shared/tasks/schema.ts'
import { buildHouse, type House } from '../../access/house.ts'
import { createWorld, type World } from '../../support/world.ts'
import { hidden, type Visitor, visitor } from './visitor.ts'

describe('a member in the console', () => {
  let world: World
  let house: House
  let member: Visitor
  let coordinator: Visitor
  beforeEach(async () => {
    world = await createWorld()
    house = await buildHouse(world)
    const { organizationId, contactId } = house
    member = await visitor(world, { organizationId, contactId })
    coordinator = await visitor(world, { grants: ['coordinator'] })
  })

  it('answers an alert that they were told of', async () => {
    const path = `/console/alerts/${house.issuedId}`
    expect((await member.get('/console')).html).toContain(path)
    const sent = await member.send(path, `${path}/answer`, { answer: 'will-act', comment: 'We call them.' })
    expect([sent.status, sent.location]).toEqual([303, `${path}?done=answered`])
    expect((await coordinator.get(`${path}/progress`)).html).toContain('We call them.')
    const { html } = await member.get(path)
    expect(html).toContain('Your answer so far: We will act')
    expect(html).toMatch(/value="will-act" checked|checked[^>]*value="will-act"/)
    expect(html).toMatch(/<textarea[^>]*name="comment"[^>]*>\nWe call them\./)
  })

  it('is asked for no answer to what they were not told of, coordinator or not', async () => {
    const alert = `/console/alerts/${house.issuedId}`
    const meeting = `/console/meetings/${house.meetingId}`
    for (const path of [alert, meeting]) {
      expect((await member.get(path)).html, path).toContain(`action="${path}/answer"`)
      expect((await coordinator.get(path)).html, path).not.toContain(`action="${path}/answer"`)
    }
    const told = await visitor(world, { ...house, grants: ['coordinator'] })
    for (const path of [alert, meeting])
      expect((await told.get(path)).html, path).toContain(`action="${path}/answer"`)
  })

  it('answers an invitation, and learns what was decided', async () => {
    const path = `/console/meetings/${house.meetingId}`
    const sent = await member.send(path, `${path}/answer`, { answer: 'accepted', delegates: '2' })
    expect([sent.status, sent.location]).toEqual([303, `${path}?done=answered`])
    expect((await coordinator.get(path)).html).toContain('<b>2</b> people coming')
    const own = (await member.get(path)).html
    expect(own).toContain('Your answer so far: Yes, I will take part')
    expect(own).toMatch(/name="delegates"[^>]*value="2"/)
    world.clock.advance(10 * 86_400)
    const keeper = await visitor(world, { grants: ['coordinator'] })
    const reader = await visitor(world, house)
    const text = 'To write to the regional organization.'
    const present = { present: [house.organizationId] }
    await keeper.send(`${path}/minutes`, `${path}/attendance`, present)
    const decided = await keeper.send(`${path}/minutes`, `${path}/decisions`, { decision: text })
    expect(decided.status, decided.html).toBe(303)
    expect((await reader.get(`${path}/minutes`)).html).toContain(text)
  })

  it('tells what they saw, once however often it is sent, and a coordinator looks at it', async () => {
    const { html } = await member.get('/console/report')
    const hidden = Object.fromEntries(
      [...html.matchAll(/type="hidden" name="(token|once)" value="([^"]+)"/g)].map(([, name, value]) => [
        name!,
        value!,
      ]),
    )
    const fields = { ...hidden, what: 'Lists of <names> are made.', sharing: 'coordinators' }
    const both = await Promise.all([1, 2].map(() => member.post('/console/report', fields)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[0]!.location).toBe(both[1]!.location)
    expect((await member.get('/console/reports')).status).toBe(403)
    const list = await coordinator.get('/console/reports')
    const [path] = /\/console\/reports\/\w+/.exec(list.html)!
    expect((await coordinator.get(path)).html).toContain('Lists of &lt;names&gt; are made.')
    const closed = await coordinator.send(path, `${path}/dismiss`, { reason: 'Known since May.' })
    expect(closed.location).toBe(`${path}?done=saved`)
    expect((await coordinator.get('/console/reports')).html).not.toContain(path)
  })

  it('says what they want to hear of, and has nothing else changed by it', async () => {
    const path = `/console/roster/${house.organizationId}/contacts/${house.contactId}`
    const { json: before } = await world.call(
      house.tokenOf('member', undefined),
      'GET',
      `/v1/organizations/${house.organizationId}`,
    )
    const contact = before.contacts.find(({ id }: { id: string }) => id === house.contactId)
    const fields = {
      email: contact.email,
      role: contact.role,
      languages: contact.languages,
      timeZone: contact.timeZone,
      'preferences.about': ['alerts'],
      'preferences.levels': ['warning', 'emergency'],
      'preferences.places': 'ke, ug',
      'preferences.digest.levels': ['watch'],
      'preferences.hours.from': '7',
      'preferences.hours.to': '19',
      'preferences.weekend': ['5', '6'],
    }
    const wrong = await member.send(path, path, { ...fields, 'preferences.hours.to': '6' })
    expect([wrong.status, wrong.html.includes('id="preferences-hours-to-fault"')]).toEqual([422, true])
    const sent = await member.send(path, path, fields)
    expect(sent.location, sent.html).toBe(`${path}?done=saved`)
    const { json: after } = await world.call(
      house.tokenOf('member', undefined),
      'GET',
      `/v1/organizations/${house.organizationId}`,
    )
    const preferences = {
      about: ['alerts'],
      levels: ['warning', 'emergency'],
      places: ['KE', 'UG'],
      digest: { levels: ['watch'] },
      hours: { from: 7, to: 19 },
      weekend: [5, 6],
    }
    expect(after.contacts.find(({ id }: { id: string }) => id === house.contactId)).toEqual({
      ...contact,
      preferences,
    })
    const stale = await member.post(path, { ...fields, version: '1', token: 'x' })
    expect(stale.status).toBe(403)
  })
})

describe('a member in the console, about themselves', () => {
  it('is written to again when they say so themselves, and when nobody else does', async () => {
    const world = await createWorld()
    const house = await buildHouse(world)
    const { organizationId, contactId } = house
    const member = await visitor(world, { organizationId, contactId })
    const coordinator = await visitor(world, { grants: ['coordinator'] })
    const path = `/console/roster/${organizationId}/contacts/${contactId}`
    expect((await member.get(path)).html).not.toContain('Write here again')
    await unsubscribe(world.deps, { kind: 'recipient', organizationId, contactId })
    expect((await coordinator.get(path)).html).toContain('because the reader asked us to stop')
    expect((await coordinator.get(path)).html).not.toContain('Write here again')
    const { html } = await coordinator.get('/console')
    const forged = await coordinator.post(`${path}/resubscription`, hidden(html))
    expect(forged.status).toBe(403)
    expect((await member.send(path, `${path}/resubscription`)).location).toBe(`${path}?done=saved`)
    expect((await coordinator.get(path)).html).not.toContain('asked us to stop')
  })

  it('has their meetings in a calendar of their own, by an address told once however often the form is sent', async () => {
    const world = await createWorld()
    const house = await buildHouse(world)
    const member = await visitor(world, house)
    const page = '/console/calendars'
    const { html } = await member.get(page)
    const sent = await Promise.all([1, 2].map(() => member.post(page, hidden(html))))
    const [first, second] = sent.map((answer) => /<code>([^<]+\.ics)<\/code>/.exec(answer.html)?.[1])
    expect([first !== undefined, second]).toEqual([true, first])
    expect((await world.app.request(new URL(first!).pathname)).status).toBe(200)
    const list = (await member.get(page)).html
    expect(list).not.toContain('.ics')
    const ends = [...list.matchAll(/action="(\/console\/calendars\/cal_\w+\/end)"/g)].map(([, path]) => path!)
    expect(ends).toHaveLength(1)
    expect((await member.send(page, ends[0]!)).status).toBe(303)
    expect((await world.app.request(new URL(first!).pathname)).status).toBe(404)
    expect((await member.post(page, hidden(html))).location).toBe(page)
  })
})

describe('whoever connects programs', () => {
  it('sees a secret once, and never by an address', async () => {
    const world = await createWorld()
    const house = await buildHouse(world)
    const member = await visitor(world, house)
    const endpoint = { url: 'https://hooks.example.org/more', types: '*' }
    const [path, tokens] = ['/console/integrations/endpoints', '/console/tokens']
    const { html } = await member.get('/console/integrations')
    const twice = (to: string, fields: object) =>
      Promise.all([1, 2].map(() => member.post(to, { ...hidden(html), ...fields })))
    const [made, again] = (await twice(path, endpoint)).map((answer) => answer.html.match(/whsec_[\w+/=]+/g))
    expect([made?.length, again]).toEqual([1, made])
    const token = { name: 'A dashboard', scopes: ['alerts:read'], expiresAt: '2026-12-20T12:00' }
    const given = (await twice(tokens, token)).map((answer) => /tocsin_\w{20,}/.exec(answer.html)![0])
    const secret = given[0]!
    expect(given[1]).toBe(secret)
    expect((await world.call(secret, 'GET', '/v1/alerts')).status).toBe(200)
    const later = await member.get('/console/integrations')
    expect(later.html.match(/A dashboard/g)).toHaveLength(1)
    expect(later.html).not.toMatch(/whsec_|tocsin_\w{20}/)
    // What has ended does not come back by sending the form again.
    const [revocation] = /\/console\/tokens\/tok_\w+\/revoke/.exec(later.html)!
    await member.send('/console/integrations', revocation)
    expect((await twice(tokens, token)).map((answer) => answer.location)).toEqual([
      '/console/integrations',
      '/console/integrations',
    ])
    expect((await world.call(secret, 'GET', '/v1/alerts')).status).toBe(401)
    const bad = await member.send('/console/integrations', '/console/tokens', { ...token, name: '' })
    expect(bad.status).toBe(422)
    expect(bad.html).toMatch(/id="name-fault"/)
  })
})

describe('the console', () => {
  it('has words for every kind of task and of mail, every state of a delivery, and why somebody was left out', () => {
    const { has } = wordsFor(['en'])
    const keys = [
      ...taskKinds.map((kind) => `task.${kind}`),
      ...mailKinds.map((kind) => `console.mail.${kind}`),
      ...deliveryStates.map((state) => `delivery.${state}`),
      ...[...skipReasons, ...suppressionReasons].map((reason) => `console.left.${reason}`),
    ]
    expect(keys.filter((key) => !has(key))).toEqual([])
  })
})

describe('what the alliance has set', () => {
  it('is loosened only when a second coordinator confirms it', async () => {
    const world = await createWorld()
    const first = await visitor(world, { grants: ['coordinator'] })
    const second = await visitor(world, { grants: ['coordinator'] })
    const { html } = await first.get('/console/settings')
    const shown = Object.fromEntries(
      [...html.matchAll(/name="((?:approvals|escalation|holdSeconds)[^"]*)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    )
    expect(shown['holdSeconds']).toBe('120')
    const page = '/console/settings'
    expect((await first.send(page, page, { ...shown, holdSeconds: '30' })).status).toBe(303)
    expect((await first.get(page)).html).toContain('Take it back')
    expect((await second.send(page, `${page}/confirm`)).status).toBe(303)
    expect((await second.get(page)).html).toMatch(/name="holdSeconds"[^>]*value="30"/)
  })

  it('keeps longer at once, and less long only when a second coordinator confirms it', async () => {
    const world = await createWorld()
    const first = await visitor(world, { grants: ['coordinator'] })
    const second = await visitor(world, { grants: ['coordinator'] })
    const page = '/console/settings'
    const form = `${page}/retention`
    const days = async () =>
      (await world.call(await world.tokenFor({ grants: ['coordinator'] }), 'GET', '/v1/settings')).json
        .retention
    const wrong = await first.send(page, form, { 'retention.audit': '400', 'retention.tasks': '5' })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('id="retention-tasks-fault"')
    expect(wrong.html).toMatch(/name="retention.tasks"[^>]*value="5"/)
    expect((await first.send(page, form, { 'retention.audit': '500' })).status).toBe(303)
    expect(await days()).toMatchObject({ audit: 500, tasks: null })
    expect((await first.send(page, form, { 'retention.audit': '500', 'retention.tasks': '90' })).status).toBe(
      303,
    )
    expect(await days()).toMatchObject({ tasks: null })
    expect((await first.get(page)).html).not.toContain(`${page}/confirm`)
    expect((await second.send(page, `${page}/confirm`)).status).toBe(303)
    expect(await days()).toMatchObject({ audit: 500, tasks: 90, replies: null })
  })
})
