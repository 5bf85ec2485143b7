import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { visitor } from '../pages/console/visitor.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const desk = 'desk@harbour.example.org'
const colleague = 'colleague@harbour.example.org'

let world: World
let pump: Pump
let alliance: Alliance
let organizationId: `org_${string}`
let contactId: `con_${string}`
let session: string
beforeEach(async () => {
  const wire = new Wire()
  world = await createWorld({ client: wire.wrap })
  pump = createPump(world, wire)
  alliance = await createAlliance(world)
  const contacts = [
    { email: desk, role: 'focal-point' },
    { email: colleague, role: 'alternate' },
    { email: 'all@harbour.example.org', role: 'other', kind: 'list' },
  ]
  const made = await alliance.organization({ name: 'Harbour Watch' }, contacts)
  organizationId = made.id as typeof organizationId
  contactId = made.contacts[0]!.id as typeof contactId
  session = await world.tokenFor({ organizationId, contactId, relation: 'member' })
})

const listen = async (url = 'https://hooks.example.net/stolen?key=hidden', token = session) => {
  const { status, json } = await world.call(token, 'POST', '/v1/webhooks', {
    url,
    types: ['situation.created'],
  })
  expect(status).toBe(201)
  return json.id as string
}
/** Something that every member may hear of happens; says what was posted of it, and where. */
const heard = async () => {
  world.http.calls.splice(0)
  await alliance.situation()
  await pump.drain()
  return world.http.calls.map(({ url }) => new URL(url).host)
}
const at = () => `/v1/organizations/${organizationId}/contacts/${contactId}`
const state = async (id: string) => {
  const token = await world.tokenFor({ organizationId, relation: 'member' })
  return (await world.call(token, 'GET', `/v1/webhooks/${id}`)).json
}
/** The mails about endpoints: to whom, and what they say. */
const notices = async () => {
  await pump.drain()
  const read = await Promise.all(
    world.mail.sent.map(async ({ to, raw }) => ({ ...(await PostalMime.parse(raw)), to })),
  )
  return read.filter(({ subject = '' }) => subject.includes('webhook endpoint'))
}
const told = async () => (await notices()).map(({ to }) => to)

describe('an endpoint whose owner’s access is ended', () => {
  it('hears nothing more from the moment on in which a coordinator ends their ways in, and its owner is told', async () => {
    const id = await listen()
    expect(await heard()).toEqual(['hooks.example.net'])
    expect((await world.call(alliance.coordinator, 'GET', `${at()}/ways-in`)).json.webhooks.count).toBe(1)
    expect((await world.call(alliance.coordinator, 'DELETE', `${at()}/ways-in`)).status).toBe(204)
    expect(await state(id)).toMatchObject({ enabled: false, disabledReason: 'owner-changed' })
    expect(await heard()).toEqual([])
    const own = await visitor(world, { organizationId, contactId, relation: 'member' })
    expect((await own.get(`/console/integrations/${id}`)).html).toContain('everything by which they came in')
    expect(await told()).toEqual([desk])
    const [{ text } = {}] = await notices()
    expect(text).toContain(`hooks.example.net (${id})`)
    expect(text).not.toContain('hidden')
    expect((await world.call(alliance.coordinator, 'GET', `${at()}/ways-in`)).json.webhooks.count).toBe(0)
    // Asked again, there is nothing to end, and nobody hears of it a second time.
    await world.call(alliance.coordinator, 'DELETE', `${at()}/ways-in`)
    expect(await told()).toEqual([desk])
  })

  it('is ended where it is the only thing that is left, and leaves the endpoints of colleagues alone', async () => {
    const other = await world.tokenFor({ organizationId, relation: 'member' })
    const { contacts } = (
      await world.call(alliance.coordinator, 'GET', `/v1/organizations/${organizationId}`)
    ).json
    const theirs = await world.tokenFor({ organizationId, contactId: contacts[1].id, relation: 'member' })
    const [mine, kept] = [await listen(), await listen('https://kept.example.net/', theirs)]
    await world.call(session, 'DELETE', '/v1/me')
    await world.call(alliance.coordinator, 'DELETE', `${at()}/ways-in`)
    expect((await state(mine)).enabled).toBe(false)
    expect((await world.call(other, 'GET', `/v1/webhooks/${kept}`)).json.enabled).toBe(true)
    expect(await heard()).toEqual(['kept.example.net'])
  })

  it('hears again once the owner, signed in anew, has confirmed it', async () => {
    const id = await listen()
    await world.call(alliance.coordinator, 'DELETE', `${at()}/ways-in`)
    const anew = await world.tokenFor({ organizationId, contactId, relation: 'member' })
    const headers = { 'If-Match': `"${(await state(id)).version}"` }
    const enable = (token: string) =>
      world.call(token, 'PATCH', `/v1/webhooks/${id}`, { enabled: true }, headers)
    expect((await enable(session)).status).toBe(401)
    expect((await enable(anew)).status).toBe(200)
    expect(await heard()).toEqual(['hooks.example.net'])
  })

  it('is not set up by a session that ends in the very moment', async () => {
    const [made] = await Promise.all([
      world.call(session, 'POST', '/v1/webhooks', {
        url: 'https://late.example.net/',
        types: ['situation.created'],
      }),
      world.call(alliance.coordinator, 'DELETE', `${at()}/ways-in`),
    ])
    const alive = made.status === 201 && (await state(made.json.id)).enabled
    expect([made.status, alive]).toEqual([made.status === 201 ? 201 : 401, false])
    expect(await heard()).toEqual([])
  })

  it.each(['coordinator', 'owner'] as const)(
    'hears nothing of a mailbox that its %s reports as compromised; colleagues are told, not the mailbox',
    async (by) => {
      const id = await listen()
      const token = by === 'coordinator' ? alliance.coordinator : session
      expect((await world.call(token, 'POST', `${at()}/compromised`)).status).toBeLessThan(300)
      expect(await state(id)).toMatchObject({ enabled: false, disabledReason: 'owner-changed' })
      expect(await heard()).toEqual([])
      expect(await told()).toEqual([colleague])
    },
  )

  it('hears nothing of an owner who is removed; colleagues are told', async () => {
    const id = await listen()
    expect((await world.call(alliance.coordinator, 'DELETE', at())).status).toBe(204)
    expect(await state(id)).toMatchObject({ enabled: false, disabledReason: 'owner-changed' })
    expect(await heard()).toEqual([])
    expect(await told()).toEqual([colleague])
  })

  it('hears nothing of a coordinator whom two others suspend', async () => {
    const seat = async (of: { organizationId: string; contactId: string }) => {
      await world.call(alliance.coordinator, 'POST', '/v1/grants', { ...of, kind: 'coordinator' })
      const confirmation = `/v1/grants/${of.contactId}/coordinator/confirmation`
      expect((await world.call(alliance.second, 'POST', confirmation)).status).toBeLessThan(300)
      return world.tokenFor({ ...(of as object), grants: ['coordinator'] })
    }
    const first = await alliance.organization({ name: 'Northern Desk' })
    const north = await seat({ organizationId: first.id, contactId: first.contacts[0]!.id })
    const token = await seat({ organizationId, contactId })
    const id = await listen('https://hooks.example.net/', token)
    expect(await heard()).toEqual(['hooks.example.net'])
    const motion = { contactId, kind: 'suspend' }
    expect((await world.call(north, 'POST', '/v1/motions', motion)).status).toBeLessThan(300)
    expect(await heard()).toEqual(['hooks.example.net'])
    expect((await world.call(alliance.second, 'POST', '/v1/motions', motion)).status).toBeLessThan(300)
    expect(await state(id)).toMatchObject({ enabled: false, disabledReason: 'owner-changed' })
    expect(await heard()).toEqual([])
    expect(await told()).toEqual([desk])
  })

  it('hears nothing of an organization that is suspended, nor when it is back, until its owner confirms it', async () => {
    const id = await listen()
    const path = `/v1/organizations/${organizationId}`
    const suspended = await world.call(alliance.coordinator, 'PUT', `${path}/suspension`, {
      reason: 'It sells names.',
    })
    expect(suspended.status, suspended.text).toBeLessThan(300)
    expect(await heard()).toEqual([])
    expect(await told()).toEqual([])
    expect((await state(id)).enabled).toBe(false)
  })
})
