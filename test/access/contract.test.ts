import { beforeEach, describe, expect, it } from 'vitest'
import { aContact, anOrganization } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let coordinator: string
beforeEach(async () => {
  world = await createWorld()
  coordinator = await world.tokenFor({ grants: ['coordinator'] })
})

const create = (body: Uint8Array) =>
  world.app.request('/v1/organizations', {
    method: 'POST',
    headers: { Authorization: `Bearer ${coordinator}`, 'Content-Type': 'application/json' },
    body,
  })

describe('what a program may rely on', () => {
  it('is refused a body in another encoding, in which the letters of a name would be lost', async () => {
    const json = JSON.stringify(anOrganization({ name: 'Côte' }))
    const refused = await create(Buffer.from(json, 'latin1'))
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ detail: 'The body is not in UTF-8.' })
    const taken = await create(Buffer.from(json, 'utf8'))
    expect(await taken.json()).toMatchObject({ name: 'Côte' })
  })

  it('has answers that nobody keeps on the way', async () => {
    for (const path of ['/v1/organizations', '/v1/me', '/v1/organizations/org_none', '/v1/tokens']) {
      const { headers } = await world.call(coordinator, 'GET', path)
      expect([path, headers.get('Cache-Control')]).toEqual([path, 'no-store'])
    }
  })

  it('learns with a new contact the version under which it is changed', async () => {
    const { json: organization } = await world.call(
      coordinator,
      'POST',
      '/v1/organizations',
      anOrganization(),
    )
    const contacts = `/v1/organizations/${organization.id}/contacts`
    const { json: contact, headers } = await world.call(coordinator, 'POST', contacts, aContact())
    expect(headers.get('ETag')).toBe(`"${contact.version}"`)
    const changed = await world.call(
      coordinator,
      'PATCH',
      `${contacts}/${contact.id}`,
      { role: 'press' },
      { 'If-Match': `"${contact.version}"` },
    )
    expect(changed).toMatchObject({ status: 200, json: { role: 'press', version: contact.version + 1 } })
  })

  it('has a telephone’s number in the digits that every telephone has', async () => {
    const { json: organization } = await world.call(
      coordinator,
      'POST',
      '/v1/organizations',
      anOrganization(),
    )
    const contact = aContact({ phone: { number: '\u202a+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧\u202c' } })
    const path = `/v1/organizations/${organization.id}/contacts`
    const { json } = await world.call(coordinator, 'POST', path, contact)
    expect(json.phone).toBeUndefined()
    const own = await world.tokenFor({ organizationId: organization.id })
    const { json: shown } = await world.call(own, 'GET', `/v1/organizations/${organization.id}`)
    expect(shown.contacts[0].phone.number).toBe('+966 50 123 4567')
  })

  it('is told what an id looks like where it gives none, and what a body may be where it may be two things', async () => {
    const situation = { title: 'Isles', level: 'watch', countries: ['NL'], withholdFrom: ['Harbour Watch'] }
    const { json: refused } = await world.call(coordinator, 'POST', '/v1/situations', situation)
    expect(refused.errors).toEqual([
      { detail: 'is not an id that begins with org_', pointer: '#/withholdFrom/0' },
    ])
    const endpoint = { url: 'https://partner.example.org/in', types: ['organization.created'] }
    const { json: made } = await world.call(coordinator, 'POST', '/v1/webhooks', endpoint)
    const replay = await world.call(coordinator, 'POST', `/v1/webhooks/${made.id}/replay`, {
      from: '2026-11-01T00:00:00Z',
    })
    expect(replay.json.errors[0].detail).toBe('gives neither an eventId alone nor since and until')
  })

  it('finds a new token where it was told to, without its secret, and a version that rotation raises', async () => {
    const input = { name: 'Program', scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }
    const made = await world.call(coordinator, 'POST', '/v1/tokens', input)
    expect([made.json.version, made.headers.get('ETag')]).toEqual([1, '"1"'])
    const at = made.headers.get('Location')!
    const { token: _, ...shown } = made.json
    expect((await world.call(coordinator, 'GET', at)).json).toEqual(shown)
    const rotated = await world.call(coordinator, 'POST', `${at}/secret`, {})
    expect([rotated.json.version, rotated.headers.get('ETag')]).toEqual([2, '"2"'])
    expect((await world.call(coordinator, 'GET', at)).headers.get('ETag')).toBe('"2"')
    const other = await world.tokenFor({ grants: ['coordinator'] })
    expect((await world.call(other, 'GET', at)).status).toBe(404)
  })
})
