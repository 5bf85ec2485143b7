import { beforeEach, describe, expect, it } from 'vitest'
import { peopleOf, type Someone } from '../../identity/people.ts'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createPump, type Pump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { hidden, type Visitor, visitor } from './visitor.ts'

const rights = '/console/rights'
const codeIn = (html: string) => /<code>([0-9a-z]{4}(?:-[0-9a-z]{4}){3})<\/code>/.exec(html)?.[1]
const pageOf = ({ organizationId, contactId }: Someone) =>
  `/console/roster/${organizationId}/contacts/${contactId}`

describe('what coordinators give and take, in the console', { timeout: 120_000 }, () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let people: ReturnType<typeof peopleOf>
  let one: Visitor
  let two: Visitor
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    people = peopleOf(world, alliance.coordinator)
    one = (await coordinator()).browser
    two = (await coordinator()).browser
  })

  /** Somebody who holds the grant, in a session that has proved it. */
  const coordinator = async () => {
    const someone = await people.enter()
    const { organizationId, contactId } = someone
    await world.call(alliance.coordinator, 'POST', '/v1/grants', {
      organizationId,
      contactId,
      kind: 'coordinator',
    })
    await world.call(alliance.second, 'POST', `/v1/grants/${contactId}/coordinator/confirmation`)
    return {
      ...someone,
      browser: await visitor(world, { organizationId, contactId, grants: ['coordinator'] } as never),
    }
  }
  const mailsTo = async (email: string, act: () => Promise<unknown>) => {
    await pump.drain()
    const before = world.mail.sent.length
    await act()
    await pump.drain()
    return world.mail.sent.slice(before).filter(({ to }) => to === email).length
  }

  it('proposes somebody, and another confirms, who sees the code however often the form is sent', async () => {
    const someone = await people.enter()
    const page = pageOf(someone)
    const grant = `${rights}/grants/${someone.contactId}/coordinator`
    expect((await one.send(page, `${page}/grants/coordinator`)).location).toBe(`${page}?done=proposed`)
    expect((await two.get('/console')).html).toContain('Waits for a second coordinator')
    // Who has proposed it does not confirm it.
    expect((await one.get(rights)).html).not.toContain(`${grant}/confirmation`)
    const { html } = await two.get(rights)
    const form = html.slice(html.indexOf(`action="${grant}/confirmation"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const sent = await Promise.all([1, 2].map(() => two.post(`${grant}/confirmation`, fields)))
    const codes = sent.map((answer) => codeIn(answer.html))
    expect(codes[0], sent[0]!.html).toBeDefined()
    expect(codes[1]).toBe(codes[0])
    expect(codeIn((await two.get(rights)).html)).toBeUndefined()
    const session = await people.signIn(someone)
    expect((await people.register(session, codes[0])).recoveryCodes).toHaveLength(10)
    // Once it is used, sending the form again shows nothing that would be of use.
    expect(codeIn((await two.post(`${grant}/confirmation`, fields)).html)).toBeUndefined()
  })

  it('suspends a third by two: put, told, seconded; and gives back what rests', async () => {
    const third = await coordinator()
    const page = pageOf(third)
    const motions = `${rights}/motions/${third.contactId}`
    const without = await one.send(page, `${page}/motions`, { 'motion.reason': 'Why' })
    expect(without.status).toBe(422)
    expect(without.html).toMatch(/<details open[^>]*><summary>Change their rights/)
    expect(without.html).toContain('motion-kind-fault')
    const why = { 'motion.kind': 'suspend', 'motion.reason': 'Arrested this <morning>' }
    const told = await mailsTo(third.email, () => one.send(page, `${page}/motions`, why))
    expect(told).toBe(0)
    expect((await two.get(rights)).html).toContain('Arrested this &lt;morning&gt;')
    // Whom it is about cannot take it off the table.
    expect((await third.browser.get(pageOf(third))).html).not.toContain(`${motions}/suspend/end`)
    expect((await one.get(rights)).html).not.toContain('I want this too')
    expect((await two.send(rights, `${motions}/suspend`)).location).toBe(`${rights}?done=saved`)
    expect((await third.browser.get('/console')).status).toBe(401)
    expect((await one.get(page)).html).toContain('rests')
    await one.send(page, `${page}/motions`, { 'motion.kind': 'reinstate' })
    expect((await two.send(page, `${motions}/reinstate`)).status).toBe(303)
    expect((await one.get(page)).html).toContain('holds')
    await one.send(page, `${page}/motions`, { 'motion.kind': 'withdraw-coordinator' })
    expect((await two.send(page, `${motions}/withdraw-coordinator/end`)).status).toBe(303)
    expect((await one.get(page)).html).not.toContain('waits for a second')
  })

  it('has a second factor registered anew by two, whose second is shown one code however often they press', async () => {
    const third = await coordinator()
    const motions = `${rights}/motions/${third.contactId}`
    await one.send(pageOf(third), `${pageOf(third)}/motions`, { 'motion.kind': 'reset-factor' })
    const { html } = await two.get(rights)
    const form = html.slice(html.indexOf(`action="${motions}/reset-factor"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const sent = await Promise.all([1, 2, 3].map(() => two.post(`${motions}/reset-factor`, fields)))
    const codes = new Set(sent.map((answer) => codeIn(answer.html)))
    expect([codes.size, [...codes][0] !== undefined]).toEqual([1, true])
    // The second press was no motion of its own.
    expect((await one.get(rights)).html).not.toContain(`${motions}/reset-factor/end`)
    const session = await people.signIn(third)
    expect((await people.register(session, [...codes][0])).recoveryCodes).toHaveLength(10)
  })

  it('knows no other kinds of grants and motions, and nobody by what is no id', async () => {
    const { contactId } = await people.enter()
    const fields = hidden((await one.get(rights)).html)
    const token = { token: fields['token']!, once: 'a' }
    const paths = [
      `${rights}/grants/${contactId}/admin/confirmation`,
      `${rights}/grants/con_%00/coordinator/end`,
      `${rights}/motions/${contactId}/constructor`,
      `${rights}/motions/${'a'.repeat(500)}/suspend/end`,
    ]
    for (const path of paths) expect((await one.post(path, token)).status, path).toBe(404)
  })

  it('tells how many ways in somebody has and since which day, nothing else, and ends them all', async () => {
    const someone = await people.enter()
    const sessions = [await people.signIn(someone), await people.signIn(someone)]
    const token = { name: 'Secret project', scopes: ['events:read'], expiresAt: '2026-12-20T12:00:00Z' }
    const made = await world.call(sessions[0], 'POST', '/v1/tokens', token)
    const feed = await world.call(sessions[0], 'POST', '/v1/calendar-feeds', {})
    expect([made.status, feed.status]).toEqual([201, 201])
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}/ways-in`
    const { json } = await world.call(alliance.coordinator, 'GET', path)
    const since = world.clock.now().toISOString().slice(0, 10)
    expect(json).toEqual({
      sessions: { count: 2, since },
      tokens: { count: 1, since },
      feeds: { count: 1, since },
      webhooks: { count: 0 },
    })
    expect((await world.call(sessions[1], 'GET', path)).status).toBe(404)
    const page = pageOf(someone)
    const { html } = await one.get(page)
    expect(html).toContain('<b>2</b> sessions')
    expect(html).not.toMatch(/Secret project|sgn_|tok_/)
    const form = html.slice(html.indexOf(`action="${page}/ways-in/end"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const told = await mailsTo(someone.email, async () => {
      const ended = await Promise.all([1, 2].map(() => one.post(`${page}/ways-in/end`, fields)))
      expect(ended.map(({ status }) => status)).toEqual([303, 303])
      expect((await world.call(alliance.coordinator, 'DELETE', path)).status).toBe(204)
    })
    expect(told).toBe(1)
    expect((await world.call(sessions[0], 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(made.json.token, 'GET', '/v1/events')).status).toBe(401)
    expect((await world.app.request(new URL(feed.json.url).pathname)).status).toBe(404)
    expect((await world.call(alliance.coordinator, 'GET', path)).json.sessions).toEqual({ count: 0 })
    // The mailbox is trusted still.
    expect((await world.call(await people.signIn(someone), 'GET', '/v1/me')).status).toBe(200)
  })

  it('lets a role pass: proposed by who leaves, confirmed by a coordinator who sees the address', async () => {
    const someone = await people.enter()
    const { organizationId, contactId } = someone
    const own = await visitor(world, { organizationId, contactId } as never)
    const page = pageOf(someone)
    const bad = await own.send(page, `${page}/succession`, { 'successor.email': 'nobody' })
    expect([bad.status, bad.html.includes('successor-email-fault')]).toEqual([422, true])
    const next = { 'successor.email': 'next@example.org', 'successor.name': 'Next Desk' }
    expect((await own.send(page, `${page}/succession`, next)).location).toBe(`${page}?done=saved`)
    expect((await own.get(page)).html).not.toContain(`${page}/succession/confirmation`)
    expect((await one.get('/console')).html).toContain(page)
    expect((await one.get(page)).html).toContain('next@example.org')
    expect((await one.send(page, `${page}/succession/confirmation`)).status).toBe(303)
    expect((await one.get(page)).html).toContain('value="next@example.org"')
    expect((await own.get(page)).status).toBe(401)
  })

  it('removes somebody and has them forgotten, by the address that only a person knows by then', async () => {
    const someone = await people.enter()
    const colleague = await people.join(someone.organizationId, 'stays@example.org')
    const page = pageOf(someone)
    const { html: shown } = await one.get(page)
    const form = shown.slice(shown.indexOf(`action="${page}/remove"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const removed = await one.post(`${page}/remove`, fields)
    expect((await one.post(`${page}/remove`, fields)).location).toBe(removed.location)
    const erasure = `/console/roster/${someone.organizationId}/erasure`
    expect(removed.location).toBe(`${erasure}?contactId=${someone.contactId}`)
    const { html } = await one.get(removed.location!)
    expect(html).toContain(`<option value="${someone.contactId}" selected`)
    const still = { contactId: someone.contactId, email: colleague.email }
    expect((await one.send(removed.location!, erasure, still)).status).toBe(409)
    const right = { contactId: someone.contactId, email: someone.email }
    const sent = await one.send(removed.location!, erasure, right)
    expect(sent.location).toBe(`/console/roster/${someone.organizationId}?done=erased`)
    expect((await one.get(erasure)).html).toContain('Nobody was removed here')
    const { organizationId, contactId } = colleague
    const member = await visitor(world, { organizationId, contactId } as never)
    expect((await member.get(erasure)).status).toBe(404)
    const later = await people.join(someone.organizationId, 'later@example.org')
    const own = await member.send(pageOf(later), `${pageOf(later)}/remove`)
    expect(own.location).toBe(`/console/roster/${someone.organizationId}?done=saved`)
  })

  it('has what they wrote for their organization forgotten too, only where that is ticked', async () => {
    const wrote = async (what: string) => {
      const someone = await people.enter()
      const { organizationId, contactId } = someone
      const token = await world.tokenFor({ organizationId, contactId } as never)
      const { json } = await world.call(token, 'POST', '/v1/field-reports', { what })
      const closure = { outcome: 'dismissed', reason: 'Heard twice' }
      await world.call(alliance.coordinator, 'POST', `/v1/field-reports/${json.id}/closure`, closure)
      await one.send(pageOf(someone), `${pageOf(someone)}/remove`)
      return { someone, report: `/v1/field-reports/${json.id}` }
    }
    const [stays, goes] = [await wrote('Trucks by the village'), await wrote('Boats by the harbour')]
    for (const [{ someone }, ticked] of [
      [stays, {}],
      [goes, { words: 'yes' }],
    ] as const) {
      const erasure = `/console/roster/${someone.organizationId}/erasure`
      expect((await one.get(erasure)).html).toContain('nobody can bring them back')
      const fields = { contactId: someone.contactId, email: someone.email, ...ticked }
      expect((await one.send(erasure, erasure, fields)).status).toBe(303)
    }
    for (const wait of [60, 3600, 3600]) await pump.pass(wait)
    const read = async (path: string) => (await world.call(alliance.coordinator, 'GET', path)).text
    expect(await read(stays.report)).toContain('Trucks by the village')
    expect(await read(goes.report)).not.toContain('Boats by the harbour')
  })

  it('allows that everything is taken out, once however often it is sent, for all to see and to withdraw', async () => {
    const page = '/console/exports'
    const { html } = await one.get(page)
    const sent = [await one.post(page, hidden(html)), await one.post(page, hidden(html))]
    expect(sent.map(({ status }) => status)).toEqual([303, 303])
    const { items } = (await world.call(alliance.second, 'GET', '/v1/exports')).json
    expect(items).toHaveLength(1)
    expect((await two.get('/console')).html).toContain('Take everything out')
    expect((await two.send(page, `${page}/${items[0].id}/end`)).location).toBe(`${page}?done=saved`)
    expect((await world.call(alliance.second, 'GET', '/v1/exports')).json.items).toEqual([])
  })
})
