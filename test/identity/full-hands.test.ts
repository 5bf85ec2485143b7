import { beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

describe('whoever holds as many ways in as there may be', { timeout: 240_000 }, () => {
  let world: World
  let people: People
  let coordinator: string
  let someone: Someone
  let secrets: string[]
  beforeEach(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    people = peopleOf(world, coordinator)
    someone = await people.enter()
    const session = await people.signIn(someone)
    secrets = []
    for (let made = 0; made < 20; made++) {
      const body = { name: `${made}`, scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }
      const { json } = await world.call(session, 'POST', '/v1/tokens', body)
      const renewed = await world.call(session, 'POST', `/v1/tokens/${json.id}/secret`, {})
      secrets.push(json.token, renewed.json.token)
    }
    for (let made = 0; made < 10; made++) await world.call(session, 'POST', '/v1/calendar-feeds', {})
    for (let made = 0; made < 20; made++) {
      world.clock.advance(1800)
      await people.ask(someone.email)
      const entered = await people.enterCode(someone.email, await people.codeFor(someone.email))
      secrets.push(entered.json.token)
    }
  })

  const path = () => `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`

  const held = async () => {
    const { sessions, tokens, feeds } = (await world.call(coordinator, 'GET', `${path()}/ways-in`)).json
    return [sessions.count, tokens.count, feeds.count]
  }

  it('loses all of them when the mailbox is reported, and when the contact is removed', async () => {
    expect(await held()).toEqual([20, 20, 10])
    const reported = await world.call(coordinator, 'POST', `${path()}/compromised`)
    expect(reported.status, reported.text).toBe(200)
    expect(await held()).toEqual([0, 0, 0])
    for (const secret of secrets) expect((await world.call(secret, 'GET', '/v1/events')).status).toBe(401)
    expect((await world.call(coordinator, 'DELETE', path())).status).toBe(204)
  })

  it('loses all of them when a coordinator ends them', async () => {
    expect((await world.call(coordinator, 'DELETE', `${path()}/ways-in`)).status).toBe(204)
    expect(await held()).toEqual([0, 0, 0])
    for (const secret of secrets) expect((await world.call(secret, 'GET', '/v1/events')).status).toBe(401)
  })
})
