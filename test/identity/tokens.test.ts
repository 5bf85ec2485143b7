import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { aContact } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const inAYear = '2027-11-22T09:00:00Z'
const reading = {
  name: 'Situation room',
  scopes: ['organizations:read', 'organizations:read'],
  expiresAt: inAYear,
}

describe('a token', () => {
  let world: World
  let people: People
  let someone: Someone
  let session: string
  beforeEach(async () => {
    world = await createWorld()
    people = peopleOf(world, await world.tokenFor({ grants: ['coordinator'] }))
    someone = await people.enter()
    session = await people.signIn(someone)
  })

  const make = (change: object = {}, by = session, headers = {}) =>
    world.call(by, 'POST', '/v1/tokens', { ...reading, ...change }, headers)

  it('is shown once, and lets a program do what its scopes name and its maker may', async () => {
    const made = await make()
    expect(made.status).toBe(201)
    expect(made.json.token).toMatch(/^tocsin_[0-9a-z]{52}$/)
    expect(made.json.scopes).toEqual(['organizations:read'])
    const listed = (await world.call(session, 'GET', '/v1/tokens')).json
    expect(listed.items).toMatchObject([{ id: made.json.id, name: 'Situation room' }])
    expect(JSON.stringify(listed)).not.toMatch(/tocsin_|hash/)
    const path = `/v1/organizations/${someone.organizationId}`
    expect((await world.call(made.json.token, 'GET', path)).status).toBe(200)
    expect((await world.call(made.json.token, 'POST', `${path}/contacts`, aContact())).status).toBe(403)
    const writing = (await make({ scopes: ['organizations:write'] })).json.token
    const elsewhere = await people.enter()
    const foreign = `/v1/organizations/${elsewhere.organizationId}/contacts`
    expect((await world.call(writing, 'POST', `${path}/contacts`, aContact())).status).toBe(201)
    expect((await world.call(writing, 'POST', foreign, aContact())).status).toBe(403)
  })

  it('makes no other tokens', async () => {
    const { token } = (await make()).json
    expect((await make({}, token)).status).toBe(403)
    expect((await world.call(token, 'GET', '/v1/tokens')).status).toBe(403)
  })

  it('does not come with its secret when the request is repeated', async () => {
    const key = { 'Idempotency-Key': '"token-1"' }
    const first = await make({}, session, key)
    const again = await make({}, session, key)
    expect([again.status, again.json.id, again.json.token]).toEqual([201, first.json.id, undefined])
    expect((await world.call(session, 'GET', '/v1/tokens')).json.items.length).toBe(1)
  })

  it('ends when it is deleted, by its maker only', async () => {
    const { id, token } = (await make()).json
    const other = await people.signIn(await people.enter())
    expect((await world.call(other, 'DELETE', `/v1/tokens/${id}`)).status).toBe(404)
    expect((await world.call(session, 'DELETE', `/v1/tokens/${id}`)).status).toBe(204)
    expect((await world.call(token, 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(session, 'DELETE', `/v1/tokens/${id}`)).status).toBe(404)
  })

  it('ends when its time comes, which is at most a year away', async () => {
    expect((await make({ expiresAt: '2028-01-01T00:00:00Z' })).status).toBe(422)
    expect((await make({ expiresAt: '2026-11-22T08:59:59Z' })).status).toBe(422)
    expect((await make({ scopes: [] })).status).toBe(422)
    expect((await make({ scopes: ['everything'] })).status).toBe(422)
    const { token } = (await make({ expiresAt: '2026-11-22T12:00:00+01:00' })).json
    expect((await world.call(token, 'GET', '/v1/me')).status).toBe(200)
    world.clock.advance(2 * 3600)
    expect((await world.call(token, 'GET', '/v1/me')).status).toBe(401)
  })

  it('is one of twenty at most, however many are asked for at once', async () => {
    for (let at = 0; at < 18; at++) expect((await make({ name: `Token ${at}` })).status).toBe(201)
    const answers = await Promise.all([1, 2, 3, 4].map(async () => (await make()).status))
    expect(answers.sort()).toEqual([201, 201, 409, 409])
    expect((await world.call(session, 'GET', '/v1/me')).status).toBe(200)
  })

  it('dies with the contact, and is not made while the contact goes', async () => {
    const { token } = (await make()).json
    const coordinator = await world.tokenFor({ grants: ['coordinator'] })
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`
    const [removed, ...made] = await Promise.all([
      world.call(coordinator, 'DELETE', path),
      ...[1, 2, 3].map((at) => make({ name: `Late ${at}` })),
    ])
    expect(removed!.status).toBe(204)
    for (const secret of [token, session, ...made.map(({ json }) => json.token)])
      if (secret) expect((await world.call(secret, 'GET', '/v1/me')).status).toBe(401)
  })

  describe('that is rotated', () => {
    const rotate = (id: string, change: object = {}) =>
      world.call(session, 'POST', `/v1/tokens/${id}/secret`, change)
    const works = async (secret: string) => (await world.call(secret, 'GET', '/v1/me')).status === 200
    const listed = async () => (await world.call(session, 'GET', '/v1/tokens')).json.items

    it('works with both secrets for a day, then with the new one alone', async () => {
      const { id, token: old } = (await make()).json
      await works(old)
      const { status, json } = await rotate(id)
      expect([status, json.id]).toEqual([200, id])
      expect(await Promise.all([works(old), works(json.token)])).toEqual([true, true])
      expect(await listed()).toMatchObject([{ id, previous: { expiresAt: '2026-11-23T09:00:02.000Z' } }])
      world.clock.advance(86_400)
      session = await people.signIn(someone)
      expect(await Promise.all([works(old), works(json.token)])).toEqual([false, true])
      expect((await listed())[0].previous).toBeUndefined()
      await world.call(session, 'DELETE', `/v1/tokens/${id}`)
      expect(await works(json.token)).toBe(false)
    })

    it('ends with both of its secrets', async () => {
      const { id, token: old } = (await make()).json
      await works(old)
      const { token: renewed } = (await rotate(id)).json
      await world.call(session, 'DELETE', `/v1/tokens/${id}`)
      expect(await Promise.all([works(old), works(renewed)])).toEqual([false, false])
      expect(await listed()).toEqual([])
    })

    it('ends the old secret at once where that is asked for', async () => {
      const { id, token: old } = (await make()).json
      const { token: renewed } = (await rotate(id, { overlapSeconds: 0 })).json
      expect(await Promise.all([works(old), works(renewed)])).toEqual([false, true])
    })

    it('keeps the secret in use where the new one got lost on its way', async () => {
      const { id, token: old } = (await make()).json
      await works(old)
      const { token: lost } = (await rotate(id)).json
      const { token: renewed } = (await rotate(id)).json
      expect(await Promise.all([works(old), works(lost), works(renewed)])).toEqual([true, false, true])
    })

    it('leaves a secret before the last no longer than the next rotation says', async () => {
      const { id, token: leaked } = (await make()).json
      await works(leaked)
      await rotate(id, { overlapSeconds: 604_800 })
      const { token: renewed } = (await rotate(id, { overlapSeconds: 0 })).json
      expect(await Promise.all([works(leaked), works(renewed)])).toEqual([false, true])
    })

    it('leaves nothing that works when it is revoked meanwhile', async () => {
      const { id, token: old } = (await make()).json
      const rotations = Array.from({ length: 5 }, () => rotate(id))
      const revoked = world.call(session, 'DELETE', `/v1/tokens/${id}`)
      const secrets = [old, ...(await Promise.all(rotations)).flatMap(({ json }) => json.token ?? [])]
      expect((await revoked).status).toBe(204)
      expect(await Promise.all(secrets.map(works))).toEqual(secrets.map(() => false))
    })

    it('lives no longer than it was made for, and not in the hands of a program', async () => {
      const { id, token: old } = (await make({ expiresAt: '2026-11-22T10:00:00Z' })).json
      await rotate(id, { overlapSeconds: 604_800 })
      expect((await listed())[0].previous.expiresAt).toBe('2026-11-22T10:00:00.000Z')
      expect((await world.call(old, 'POST', `/v1/tokens/${id}/secret`, {})).status).toBe(403)
      expect((await rotate(id, { overlapSeconds: 604_801 })).status).toBe(422)
    })
  })

  it('says when it was last used, noted once an hour', async () => {
    const { token } = (await make()).json
    const lastUse = async () => (await world.call(session, 'GET', '/v1/tokens')).json.items[0].lastUsedAt
    const use = () => world.call(token, 'GET', '/v1/me')
    expect(await lastUse()).toBeUndefined()
    await use()
    world.clock.advance(3599)
    await use()
    expect(await lastUse()).toBe('2026-11-22T09:00:02.000Z')
    world.clock.advance(1)
    await use()
    expect(await lastUse()).toBe('2026-11-22T10:00:02.000Z')
  })
})

describe('bootstrap tokens', () => {
  it('are two coordinators, start after start, until they are no longer given', async () => {
    const world = await createWorld()
    const me = async (token: string) => (await world.call(token, 'GET', '/v1/me')).json?.contactId
    for (let start = 0; start < 2; start++) await enrolBootstrap(world.deps, ['first', 'second'])
    expect([await me('first'), await me('second')]).toEqual(['con_bootstrap1', 'con_bootstrap2'])
    await enrolBootstrap(world.deps, ['third'])
    expect([await me('first'), await me('second'), await me('third')]).toEqual([
      undefined,
      undefined,
      'con_bootstrap1',
    ])
    await enrolBootstrap(world.deps, [])
    expect(await me('third')).toBeUndefined()
  })
})
