import { beforeEach, describe, expect, it } from 'vitest'
import { peopleOf } from '../../identity/people.ts'
import { aMeeting } from '../../meetings/gathering.ts'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createPump, type Pump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { hidden, type Visitor, visitor, visitorWith } from './visitor.ts'

const secretIn = (html: string) => /whsec_[\w+/=]+/.exec(html)?.[0]

describe('what a coordinator keeps in order', { timeout: 120_000 }, () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let coordinator: Visitor
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    alliance = await createAlliance(world)
    coordinator = await visitor(world, { grants: ['coordinator'] })
  })

  it('ends a session that is not theirs any more, and only one of their own', async () => {
    const { id: organizationId, contacts } = await alliance.organization({}, [
      { email: 'a@member.example.org' },
    ])
    const person = { organizationId, contactId: contacts[0]!.id } as never
    const [lost, own] = [await visitor(world, person), await visitor(world, person)]
    const page = await own.get('/console/sessions')
    expect(page.html.match(/action="\/console\/sessions\/sgn_\w+\/end"/g)).toHaveLength(2)
    expect(page.html.match(/this one/g)).toHaveLength(1)
    const rows = [...page.html.matchAll(/<li>(.*?)<\/li>/gs)].map(([, row]) => row!)
    const other = rows.find((row) => row.includes('sgn_') && !row.includes('this one'))!
    const [, path] = /action="([^"]+)"/.exec(other)!
    const tokenOf = async (who: Visitor) =>
      /name="token" value="([^"]+)"/.exec((await who.get('/console/sessions')).html)![1]!
    await coordinator.post(path!, { token: await tokenOf(coordinator) })
    expect((await lost.get('/console')).status).toBe(200)
    expect((await own.send('/console/sessions', path!)).location).toBe('/console/sessions?done=saved')
    expect((await lost.get('/console')).status).toBe(401)
    expect((await own.get('/console')).status).toBe(200)
    // What has ended has ended, however often it is asked.
    expect((await own.post(path!, { token: await tokenOf(own) })).status).toBe(303)

    const others = [await visitor(world, person), await visitor(world, person)]
    expect((await own.send('/console/sessions', '/console/sessions/end-others')).status).toBe(303)
    for (const each of others) expect((await each.get('/console')).status).toBe(401)
    expect((await own.get('/console')).status).toBe(200)
    expect((await coordinator.get('/console')).status).toBe(200)
  })

  it('gives an endpoint a new secret, shown once, while the old one signs along', async () => {
    const from = '/console/integrations'
    const url = 'https://hooks.example.org/in'
    const made = await coordinator.send(from, `${from}/endpoints`, { url, types: '*' })
    const first = secretIn(made.html)
    const path = /\/console\/integrations\/whk_\w+/.exec((await coordinator.get(from)).html)![0]
    const shown = (await coordinator.get(path)).html
    const form = shown.slice(shown.indexOf(`action="${path}/secret"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const sent = await Promise.all([1, 2].map(() => coordinator.post(`${path}/secret`, fields)))
    const [rotated, again] = [...sent, await coordinator.post(`${path}/secret`, fields)]
    if (!rotated || !again) throw new Error('Nothing was sent')
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    expect(new Set([...sent, again].map(({ html }) => secretIn(html))).size).toBe(1)
    expect(secretIn(rotated.html)).toBeDefined()
    expect(secretIn(rotated.html)).not.toBe(first)
    expect(rotated.html).toContain('The old one signs along until')
    expect(secretIn((await coordinator.get(path)).html)).toBeUndefined()
    // Once another has taken its place, the form that made it brings it back no more.
    const newer = await coordinator.send(path, `${path}/secret`)
    expect(secretIn(newer.html)).not.toBe(secretIn(rotated.html))
    const late = await coordinator.post(`${path}/secret`, fields)
    expect([late.status, secretIn(late.html)]).toEqual([412, undefined])
  })

  it('writes the rota, with the fault in the shift it lies in, and nobody but coordinators on it', async () => {
    const people = peopleOf(world, alliance.coordinator)
    const someone = await people.enter()
    const { organizationId, contactId } = someone
    const grant = { organizationId, contactId, kind: 'coordinator' }
    await world.call(alliance.coordinator, 'POST', '/v1/grants', grant)
    await world.call(alliance.second, 'POST', `/v1/grants/${contactId}/coordinator/confirmation`)
    const { html } = await coordinator.get('/console/rota')
    const who = new RegExp(`value="(org_\\w+ ${contactId})"`).exec(html)![1]!
    const shift = (at: number, change: object = {}) =>
      Object.fromEntries(
        Object.entries({
          contactId: who,
          days: ['1', '2'],
          from: '22:00',
          to: '06:00',
          timeZone: 'Africa/Nairobi',
          ...change,
        }).map(([name, value]) => [`duty.shifts.${at}.${name}`, value as string]),
      )
    const send = (fields: object) =>
      coordinator.send('/console/rota', '/console/rota', { 'duty.passOnAfter': '15', ...fields })
    const wrong = await send({ ...shift(0, { contactId: '' }), ...shift(1, { from: '25:00' }) })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toMatch(/id="duty-shifts-0-from-fault"/)
    const stranger = await send(shift(0, { contactId: 'org_none con_none' }))
    expect(stranger.html).toMatch(/id="duty-shifts-0-contactId-fault"/)
    expect((await send(shift(0))).location).toBe('/console/rota?done=saved')
    const { json } = await world.call(alliance.coordinator, 'GET', '/v1/settings')
    expect(json.duty).toMatchObject({
      passOnAfter: 15,
      shifts: [{ contactId: someone.contactId, days: [1, 2], from: '22:00' }],
    })
    expect((await send(shift(0, { contactId: '' }))).status).toBe(303)
    const after = await world.call(alliance.coordinator, 'GET', '/v1/settings')
    expect(after.json.duty.shifts).toEqual([])
  })

  it('reminds whoever is silent, each once, however often the button is pressed', async () => {
    await alliance.members(2)
    const id = await alliance.issue(pump, { level: 'warning' })
    const path = `/console/alerts/${id}`
    await pump.feedBack()
    const before = world.mail.sent.length
    for (let press = 0; press < 2; press++) {
      expect((await coordinator.send(path, `${path}/remind`)).location).toBe(`${path}?done=reminded`)
      world.clock.advance(60)
      await pump.pass(1)
      await pump.drain()
    }
    expect(
      world.mail.sent
        .slice(before)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['desk@member-0.example.org', 'desk@member-1.example.org'])
    await coordinator.send(path, `${path}/halt`)
    const token = /name="token" value="([^"]+)"/.exec((await coordinator.get(path)).html)![1]!
    expect((await coordinator.post(`${path}/remind`, { token, version: '1' })).status).toBe(409)
  })

  it('reminds the silent of a meeting by a button, which then is not there for a while', async () => {
    await alliance.members(2)
    const made = await world.call(alliance.coordinator, 'POST', '/v1/meetings', aMeeting())
    await pump.drain()
    const path = `/console/meetings/${made.json.id}`
    const { html } = await coordinator.get(path)
    const form = html.slice(html.indexOf(`action="${path}/reminder"`))
    const fields = hidden(form.slice(0, form.indexOf('</form>')))
    const sent = [
      await coordinator.post(`${path}/reminder`, fields),
      await coordinator.post(`${path}/reminder`, fields),
    ]
    expect(sent.map(({ location }) => location)).toEqual(Array(2).fill(`${path}?done=reminded`))
    const after = (await coordinator.get(path)).html
    expect(after).toContain('Reminded last:')
    expect(after).not.toContain(`${path}/reminder`)
    const member = await visitor(world)
    expect((await member.get(path)).html).not.toContain('Remind the silent')
  })

  it('finds in history what one person did, and nobody else is told who', async () => {
    const people = peopleOf(world, alliance.coordinator)
    const someone = await people.enter()
    const session = await people.signIn(someone)
    const writer = visitorWith(world, session)
    const roster = `/console/roster/${someone.organizationId}`
    const colleague = { email: 'colleague@example.org', languages: 'en', timeZone: 'UTC', role: 'other' }
    expect((await writer.send(roster, `${roster}/contacts`, colleague)).status).toBe(303)
    const query = new URLSearchParams({ by: someone.contactId })
    const own = await coordinator.get(`/console/history?${query}`)
    expect(own.html).toContain('contact.added')
    expect(own.html).not.toContain('organization.created')
    const outsider = await visitor(world)
    expect((await outsider.get(`/console/history?${query}`)).html).not.toContain('contact.added')
    const all = await world.call(alliance.coordinator, 'GET', `/v1/events?${query}`)
    expect(all.json.items.length).toBeGreaterThan(0)
    for (const { actor } of all.json.items) expect(actor.contactId).toBe(someone.contactId)
  })
})
