import { beforeEach, describe, expect, it } from 'vitest'
import { type People, peopleOf, type Someone } from '../identity/people.ts'
import { anOrganization } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'

describe('credentials', () => {
  let world: World
  let coordinator: string
  let people: People
  let someone: Someone
  let session: string
  beforeEach(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    people = peopleOf(world, coordinator)
    someone = await people.enter()
    session = await people.signIn(someone)
  })

  const status = async (token: string | undefined, headers = {}) =>
    (await world.call(token, 'GET', '/v1/me', undefined, headers)).status

  it('that are none, forged, misspelt or empty are refused, and say how to come back', async () => {
    for (const Authorization of [
      'Bearer wrong',
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      'nonsense',
      `Bearer ${session}x`,
    ])
      expect(await status(undefined, { Authorization })).toBe(401)
    const refused = await world.call(undefined, 'GET', '/v1/organizations')
    expect([refused.status, refused.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
    expect(await status(undefined, { Authorization: `bearer ${session}` })).toBe(200)
  })

  it('are not to be found in the tables', async () => {
    const { items } = await world.deps.store.query({
      table: 'integrations',
      partition: `person#${someone.contactId}`,
    })
    expect(items.length).toBe(2)
    expect(JSON.stringify(items)).not.toContain(session)
  })

  it('of a bad cookie are as none at all, so that one can sign in again', async () => {
    expect(await status(undefined, { Cookie: 'tocsin_session=stolen-and-ended' })).toBe(401)
    const asked = { Cookie: 'tocsin_session=stolen-and-ended' }
    expect((await world.call(undefined, 'POST', '/v1/sign-in', { email: someone.email }, asked)).status).toBe(
      202,
    )
  })

  it('end after twelve hours', async () => {
    world.clock.advance(12 * 3600 - 1)
    expect(await status(session)).toBe(200)
    world.clock.advance(1)
    expect(await status(session)).toBe(401)
  })

  it('end when their bearer signs out, and only theirs', async () => {
    const other = await people.signIn(someone)
    expect((await world.call(session, 'POST', '/v1/sign-out')).status).toBe(204)
    expect([await status(session), await status(other)]).toEqual([401, 200])
  })

  it('end the moment their contact is removed, everywhere', async () => {
    const other = await people.signIn(someone)
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`
    expect((await world.call(coordinator, 'DELETE', path)).status).toBe(204)
    expect([await status(session), await status(other)]).toEqual([401, 401])
  })

  it('end when their organization becomes something else', async () => {
    const path = `/v1/organizations/${someone.organizationId}`
    const ifMatch = { 'If-Match': '"2"' }
    expect((await world.call(coordinator, 'PATCH', path, { relation: 'authority' }, ifMatch)).status).toBe(
      200,
    )
    expect(await status(session)).toBe(401)
    const { json } = await world.call(await people.signIn(someone), 'GET', '/v1/me')
    expect(json.relation).toBe('authority')
  })

  it('do not begin while their contact goes', async () => {
    await people.ask(someone.email)
    const code = await people.codeFor(someone.email)
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`
    const [entered] = await Promise.all([
      people.enterCode(someone.email, code),
      world.call(coordinator, 'DELETE', path),
    ])
    if (entered.status === 200) expect(await status(entered.json.token)).toBe(401)
    else expect(entered.status).toBe(401)
  })

  it('are at most twenty sessions of one person; the oldest ends', async () => {
    for (let at = 0; at < 20; at++) {
      world.clock.advance(4 * 60)
      await people.ask(someone.email)
      const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
      expect((await world.call(undefined, 'POST', link)).status).toBe(200)
      expect(await status(session)).toBe(at < 19 ? 200 : 401)
    }
  })

  it('in a cookie change something only from our own pages', async () => {
    const cookie = { Cookie: `tocsin_session=${session}` }
    const create = async (headers: object) => {
      const body = anOrganization({ languages: ['fr'] })
      const path = `/v1/organizations/${someone.organizationId}`
      const version = (await world.call(session, 'GET', path)).headers.get('ETag')!
      const { languages } = body
      return (
        await world.call(
          undefined,
          'PATCH',
          path,
          { languages },
          { ...cookie, ...headers, 'If-Match': version },
        )
      ).status
    }
    expect(await create({})).toBe(403)
    expect(await create({ Origin: 'https://evil.example' })).toBe(403)
    expect(await create({ Origin: 'null', 'Sec-Fetch-Site': 'cross-site' })).toBe(403)
    expect(await create({ Origin: 'https://tocsin.example.org' })).toBe(200)
    expect(await create({ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
    expect(await status(undefined, cookie)).toBe(200)
  })
})

describe('the reference page', () => {
  it('shows every operation and every problem, with nothing from elsewhere and no script', async () => {
    const world = await createWorld()
    const page = await world.call(undefined, 'GET', '/docs')
    expect(page.status).toBe(200)
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(page.headers.get('Cache-Control')).toBe('public, max-age=300')
    expect(page.text).not.toMatch(/<script|src=|href="https?:|style="/)
    const { json } = await world.call(undefined, 'GET', '/openapi.json')
    for (const path of Object.keys(json.paths)) expect(page.text).toContain(path)
    for (const name of Object.keys(json.components.schemas))
      expect(page.text).toContain(`id="schema-${name}"`)
    const refused = await world.call(undefined, 'GET', '/v1/me')
    expect(page.text).toContain(`id="${new URL(refused.json.type).hash.slice(1)}"`)
  })
})
