import { beforeEach, describe, expect, it } from 'vitest'
import { peopleOf } from '../../identity/people.ts'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createPump, type Pump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { hidden, type Visitor, visitor, visitorWith } from './visitor.ts'

const anApplication = {
  name: 'Juba Women <Watch>',
  country: 'ss',
  email: 'desk@juba.example.org',
  contact: 'A. Desk',
  website: 'https://juba.example.org/',
  message: 'We keep what happens on the river.',
}

describe('who comes into the alliance and who goes, in the console', { timeout: 120_000 }, () => {
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

  const apply = async (change: object = {}) => {
    const body = new URLSearchParams({ ...anApplication, ...change })
    expect((await world.app.request('/join', { method: 'POST', body })).status).toBe(200)
    const { html } = await coordinator.get('/console/applications')
    return /\/console\/applications\/apl_\w+/.exec(html)![0]
  }
  const organizationOf = (location: string | null) => /\/console\/roster\/org_\w+/.exec(location ?? '')![0]

  it('shows what was written at /join from today on, and invites them, once however often it is sent', async () => {
    const path = await apply()
    const today = await coordinator.get('/console')
    expect(today.html).toContain('Somebody asks to join')
    expect(today.html).toContain(path)
    const { html } = await coordinator.get(path)
    expect(html).toContain('We keep what happens on the river.')
    expect(html).toContain('Juba Women &lt;Watch&gt;')
    // Who looks is not told to them by a click.
    expect(html).not.toContain('href="https://juba.example.org/"')
    const fields = { ...hidden(html) }
    const both = await Promise.all([1, 2].map(() => coordinator.post(`${path}/invitation`, fields)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[0]!.location).toBe(both[1]!.location)
    await pump.drain()
    expect(world.mail.sent.filter(({ to }) => to === anApplication.email)).toHaveLength(1)
    expect((await coordinator.get('/console')).html).not.toContain(path)
    expect((await coordinator.get('/console/absent?status=invited')).html).toContain('Juba Women')
    const organization = organizationOf(both[0]!.location)
    expect((await coordinator.get(organization)).html).toContain('Invited, and has not answered')
    expect((await coordinator.send(organization, `${organization}/invitation/end`)).status).toBe(303)
    expect((await coordinator.get(organization)).html).toContain('Ask them to come back')
  })

  it('does not invite them, and keeps why for the other coordinators; it mails nobody', async () => {
    const path = await apply()
    const without = await coordinator.send(path, `${path}/refusal`, { 'refusal.reason': ' ' })
    expect(without.status).toBe(422)
    expect(without.html).toContain('id="refusal-reason-fault"')
    const why = { 'refusal.reason': 'Nobody there knows them.' }
    expect((await coordinator.send(path, `${path}/refusal`, why)).location).toBe(`${path}?done=saved`)
    await pump.drain()
    expect(world.mail.sent.filter(({ to }) => to === anApplication.email)).toEqual([])
    const other = await visitor(world, { grants: ['coordinator'] })
    expect((await other.get('/console/applications?status=declined')).html).toContain(path)
    expect((await other.get(path)).html).toContain('Nobody there knows them.')
    expect((await other.get(path)).html).not.toContain('Invite them')
  })

  it('asks for the second factor before it invites, and keeps what was sent until it is proved', async () => {
    const path = await apply()
    const person = await peopleOf(world, alliance.coordinator).enter()
    const grants = ['coordinator' as const]
    const unproved = await visitor(world, { ...person, grants, unproved: true } as never)
    expect((await unproved.get(path)).status).toBe(403)
    world.clock.advance(20 * 60)
    expect((await coordinator.get(path)).html).toContain('Invite them')
    const { html } = await coordinator.get(path)
    const sent = await coordinator.post(`${path}/invitation`, hidden(html))
    expect(sent.status).toBe(403)
    expect(sent.html).toContain(`<form method="post" action="${path}/invitation">`)
    expect((await coordinator.get(path)).html).toContain('Invite them')
  })

  it('suspends an organization and gives it back, saying first what will happen', async () => {
    const { id, contacts } = await alliance.organization({ name: 'Rift Monitor' }, [
      { email: 'desk@rift.example.org' },
    ])
    const path = `/console/roster/${id}`
    const member = await visitor(world, { organizationId: id, contactId: contacts[0]!.id } as never)
    expect((await coordinator.get(path)).html).toContain('links, programs, feeds and mails stop at once')
    expect((await member.get(path)).html).not.toContain('Suspend this organization')
    const why = { 'suspension.reason': 'Their office was raided.' }
    const { html } = await coordinator.get(path)
    const both = [
      await coordinator.post(`${path}/suspension`, { ...hidden(html), ...why }),
      await coordinator.post(`${path}/suspension`, { ...hidden(html), ...why }),
    ]
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect((await member.get('/console')).status).toBe(401)
    expect((await coordinator.get('/console/absent?status=suspended')).html).toContain('Rift Monitor')
    expect((await coordinator.get('/console/roster')).html).not.toContain('Rift Monitor')
    expect((await coordinator.get(path)).html).toContain('Their office was raided.')
    const outsider = await visitor(world)
    expect((await outsider.get(path)).status).toBe(404)
    expect((await coordinator.send(path, `${path}/reinstatement`)).location).toBe(`${path}?done=saved`)
    expect((await coordinator.get('/console/roster')).html).toContain('Rift Monitor')
    const events = await world.call(alliance.coordinator, 'GET', `/v1/events?subject=${id}`)
    const types = events.json.items.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type === 'organization.suspended')).toHaveLength(1)
  })

  it('lets an organization say that the public may see it, which nobody else says, and leave', async () => {
    const people = peopleOf(world, alliance.coordinator)
    const someone = await people.enter()
    const member = visitorWith(world, await people.signIn(someone))
    const path = `/console/roster/${someone.organizationId}`
    const edit = `${path}/edit`
    expect((await coordinator.get(edit)).html).not.toContain('name="listed"')
    expect((await member.get(edit)).html).not.toContain('name="class"')
    const { name } = (
      await world.call(alliance.coordinator, 'GET', `/v1/organizations/${someone.organizationId}`)
    ).json
    expect((await member.send(edit, edit, { name, listed: 'yes' })).location).toBe(`${path}?done=saved`)
    expect((await world.call(undefined, 'GET', '/v1/members')).json.items).toMatchObject([{ name }])
    expect((await member.get(path)).html).toContain('The public sees it in the list of members')
    // A coordinator who mends the name takes nothing of it away.
    const mended = await coordinator.send(edit, edit, { name: 'Mended', worksIn: 'ss, ug' })
    expect(mended.location).toBe(`${path}?done=saved`)
    expect((await world.call(undefined, 'GET', '/v1/members')).json.items).toMatchObject([{ name: 'Mended' }])
    expect((await member.send(edit, edit, { name: 'Mended' })).status).toBe(303)
    expect((await world.call(undefined, 'GET', '/v1/members')).json.items).toEqual([])

    const unsure = await member.send(path, `${path}/departure`)
    expect(unsure.status).toBe(422)
    const left = await member.send(path, `${path}/departure`, { sure: 'yes' })
    expect([left.status, left.html.includes('You have left the alliance')]).toEqual([200, true])
    expect((await member.get('/console')).status).toBe(401)
    expect((await coordinator.get('/console/absent?status=left')).html).toContain('Mended')
    const back = await coordinator.send(path, `${path}/invitation`)
    expect(back.location).toBe(`${path}?done=invited`)
  })

  it('adds an organization, once however often it is sent', async () => {
    const from = '/console/roster/new'
    const fields = { name: 'Delta Archive', class: 'ngo', relation: 'member', country: 'bd' }
    const { html } = await coordinator.get(from)
    const wrong = await coordinator.post(from, { ...hidden(html), ...fields, country: 'xx' })
    expect([wrong.status, wrong.html.includes('id="country-fault"')]).toEqual([422, true])
    const both = [1, 2].map(() => coordinator.post(from, { ...hidden(html), ...fields }))
    const sent = await Promise.all(both)
    expect(sent.map(({ location }) => location)).toEqual([sent[0]!.location, sent[0]!.location])
    expect((await coordinator.get(organizationOf(sent[0]!.location))).html).toContain('Delta Archive')
  })

  it('changes of a contact what was changed, and keeps the name of who is discreet', async () => {
    const { id, contacts } = await alliance.organization({}, [
      { email: 'a@quiet.example.org', name: 'Never Named', discreet: true, alias: 'The desk' },
    ])
    const contactId = contacts[0]!.id
    const path = `/console/roster/${id}/contacts/${contactId}`
    const shown = await coordinator.get(path)
    expect(shown.html).toContain('The desk')
    expect(shown.html).not.toContain('Never Named')
    const fields = {
      name: 'The desk',
      alias: 'The desk',
      email: 'a@quiet.example.org',
      role: 'alternate',
      languages: 'en',
      timeZone: 'Africa/Nairobi',
      discreet: 'yes',
      'preferences.about': ['alerts', 'meetings', 'coalitions'],
      'preferences.levels': ['watch', 'warning', 'emergency'],
    }
    expect((await coordinator.send(path, path, fields)).location).toBe(`${path}?done=saved`)
    const own = await visitor(world, { organizationId: id, contactId } as never)
    const { html } = await own.get(path)
    expect(html).toContain('value="Never Named"')
    expect(html).toMatch(/value="alternate" selected/)
    expect(html).toContain('name="phone.number"')
    expect(
      (await own.send(path, path, { ...fields, name: 'Never Named', 'phone.number': '+211 912 345 678' }))
        .status,
    ).toBe(303)
    expect((await own.get(path)).html).toContain('value="+211')
    expect((await coordinator.get(path)).html).not.toContain('+211')
    expect((await coordinator.send(path, path, { ...fields, role: 'press' })).status).toBe(303)
    expect((await own.get(path)).html).toContain('value="+211')
  })
})
