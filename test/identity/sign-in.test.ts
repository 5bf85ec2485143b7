import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

describe('signing in', () => {
  let world: World
  let coordinator: string
  let people: People
  beforeEach(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    people = peopleOf(world, coordinator)
  })

  const requests = async () =>
    (await world.call(coordinator, 'GET', '/v1/events?limit=200')).json.items.filter(
      ({ type }: { type: string }) => type === 'sign-in.requested',
    )

  const cookieOf = (response: { headers: Headers }) =>
    /tocsin_session=([^;]+)/.exec(response.headers.get('Set-Cookie') ?? '')?.[1]

  it('lets a contact in by the mailed link, and only once', async () => {
    const someone = await people.enter()
    expect((await people.ask(someone.email)).status).toBe(202)
    const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
    for (let visit = 0; visit < 3; visit++) {
      const shown = await world.call(undefined, 'GET', link)
      expect([shown.status, shown.headers.get('Set-Cookie')]).toEqual([200, null])
    }
    const done = await world.call(undefined, 'POST', link, '', form)
    expect(done.status).toBe(200)
    expect(done.headers.get('Set-Cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    const cookie = { Cookie: `tocsin_session=${cookieOf(done)}` }
    const me = await world.call(undefined, 'GET', '/v1/me', undefined, cookie)
    expect(me.json).toMatchObject({
      contactId: someone.contactId,
      organizationId: someone.organizationId,
      grants: [],
    })
    expect((await world.call(undefined, 'POST', link, '', form)).status).toBe(404)
    expect((await world.call(undefined, 'GET', link)).status).toBe(404)
  })

  it('lets one of many in who use the same link at the same moment', async () => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => world.call(undefined, 'POST', link, '', form)),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(404)])
  })

  it('lets a contact in by the code, whatever the case of the address', async () => {
    const someone = await people.enter('Case.Sensitive@example.org')
    await people.ask('case.sensitive@EXAMPLE.org')
    const code = await people.codeFor(someone.email)
    const { status, json } = await people.enterCode('CASE.sensitive@example.org', code)
    expect(status).toBe(200)
    expect((await world.call(json.token, 'GET', '/v1/me')).json.contactId).toBe(someone.contactId)
    expect((await people.enterCode(someone.email, code)).status).toBe(401)
  })

  it.each([
    ['with a gap', 0x30, ' '],
    ['on an Arabic keyboard', 0x660, ''],
    ['on a Persian one', 0x6f0, '\u200f'],
    ['on a Khmer one', 0x17e0, '\u200b'],
  ])('takes the code as it is typed %s', async (_, zero, gap) => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const code = await people.codeFor(someone.email)
    const typed = [...code].map((digit) => String.fromCodePoint(zero + Number(digit)))
    const given = `${typed.slice(0, 3).join('')}${gap}${typed.slice(3).join('')}\n`
    expect((await people.enterCode(someone.email, given)).status).toBe(200)
  })

  it('closes the code after five wrong tries, made one by one or at once, but not the link', async () => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const code = await people.codeFor(someone.email)
    const wrong = code === '000000' ? '000001' : '000000'
    const tries = await Promise.all(Array.from({ length: 5 }, () => people.enterCode(someone.email, wrong)))
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([401]))
    expect((await people.enterCode(someone.email, code)).status).toBe(401)
    const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
    expect((await world.call(undefined, 'POST', link, '', form)).status).toBe(200)
  })

  it('takes the right code as the fifth try', async () => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const code = await people.codeFor(someone.email)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 4; tries++) await people.enterCode(someone.email, wrong)
    expect((await people.enterCode(someone.email, code)).status).toBe(200)
  })

  it('gives a guesser twenty tries a day for one address, however many mails they ask for', async () => {
    const someone = await people.enter()
    for (let mails = 0; mails < 5; mails++) {
      await people.ask(someone.email)
      const code = await people.codeFor(someone.email)
      const wrong = code === '000000' ? '000001' : '000000'
      for (let tries = 0; tries < 4; tries++) await people.enterCode(someone.email, wrong)
      world.clock.advance(16 * 60)
    }
    await people.ask(someone.email)
    expect((await people.enterCode(someone.email, await people.codeFor(someone.email))).status).toBe(401)
    world.clock.advance(86_400)
    await people.ask(someone.email)
    expect((await people.enterCode(someone.email, await people.codeFor(someone.email))).status).toBe(200)
  })

  it('ends link and code after half an hour', async () => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
    world.clock.advance(30 * 60)
    expect((await people.enterCode(someone.email, await people.codeFor(someone.email))).status).toBe(401)
    expect((await world.call(undefined, 'POST', link, '', form)).status).toBe(404)
  })

  it('answers for an unknown address as for a known one, reads and writes as much, and mails nothing', async () => {
    const someone = await people.enter()
    const costs: string[][] = []
    const { store } = world.deps
    const counted = async (email: string) => {
      const calls: string[] = []
      const spy = { ...store }
      for (const name of ['get', 'getMany', 'query', 'write', 'transact'] as const) {
        // biome-ignore lint/suspicious/noExplicitAny: every method is passed on as it is.
        spy[name] = (async (...input: any[]) => {
          calls.push(`${name} ${name === 'transact' ? input[0].length : ''}`)
          // biome-ignore lint/suspicious/noExplicitAny: as above.
          return (store[name] as any)(...input)
          // biome-ignore lint/suspicious/noExplicitAny: as above.
        }) as any
      }
      Object.assign(world.deps, { store: spy })
      const { status, json } = await people.ask(email)
      Object.assign(world.deps, { store })
      costs.push(calls)
      return { status, json }
    }
    expect(await counted('nobody@example.org')).toEqual(await counted(someone.email))
    expect(costs[0]).toEqual(costs[1])
    expect(costs[0]).toContain('transact 7')
    expect((await requests()).length).toBe(1)
    expect(
      (await people.enterCode('nobody@example.org', await people.codeFor('nobody@example.org'))).status,
    ).toBe(401)
  })

  it('mails one address five times in a quarter of an hour, and says nothing of it', async () => {
    const someone = await people.enter()
    for (let asked = 0; asked < 7; asked++) expect((await people.ask(someone.email)).status).toBe(202)
    expect((await requests()).length).toBe(5)
    world.clock.advance(15 * 60)
    await people.ask(someone.email)
    expect((await requests()).length).toBe(6)
  })

  it('goes on mailing its owner when somebody elsewhere uses up what they may ask for', async () => {
    const someone = await people.enter()
    const askFrom = (sourceIp: string) =>
      world.app.request(
        '/v1/sign-in',
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: someone.email.toUpperCase() }),
        },
        { requestContext: { http: { sourceIp } } },
      )
    for (let asked = 0; asked < 9; asked++) expect((await askFrom('192.0.2.1')).status).toBe(202)
    expect((await requests()).length).toBe(5)
    await askFrom('198.51.100.7')
    expect((await requests()).length).toBe(6)
    // From however many networks, no mailbox is flooded; and then one of the last half hour still lets its owner in.
    const [first] = await requests()
    for (let at = 1; at < 30; at++) await askFrom(`203.0.113.${at}`)
    expect((await requests()).length).toBe(15)
    expect((await askFrom('198.51.100.8')).status).toBe(202)
    expect((await requests()).length).toBe(15)
    const link = await people.linkOf(someone, 'sign-in', first!.subject)
    expect((await world.call(undefined, 'POST', link, '', form)).status).toBe(200)
  })

  it('tells a source that asks or guesses too often', async () => {
    const from = (sourceIp: string, path: string, body: object) =>
      world.app.request(
        path,
        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
        { requestContext: { http: { sourceIp } } },
      )
    const ask = (source: string, at: number) => from(source, '/v1/sign-in', { email: `a${at}@example.org` })
    const guess = (source: string, at: number) =>
      from(source, '/v1/sign-in/code', { email: `a${at}@example.org`, code: '123456' })
    for (let at = 0; at < 30; at++) expect((await ask('192.0.2.1', at)).status).toBe(202)
    expect((await ask('192.0.2.1', 31)).status).toBe(429)
    expect((await ask('192.0.2.2', 32)).status).toBe(202)
    for (let at = 0; at < 30; at++) expect((await guess('2001:db8:1:2::1', at)).status).toBe(401)
    expect((await guess('2001:db8:1:2:ffff::9', 31)).status).toBe(429)
    expect((await guess('2001:db8:1:3::1', 32)).status).toBe(401)
  })

  it('asks for which organization where an address serves several', async () => {
    const one = await people.enter('both@example.org')
    const two = await people.enter('both@example.org')
    await people.ask('both@example.org')
    const code = await people.codeFor('both@example.org')
    const asked = await people.enterCode('both@example.org', code)
    expect([asked.status, asked.json.errors[0].pointer]).toEqual([422, '#/organizationId'])
    expect(asked.json.errors[0].detail).toContain(two.organizationId)
    const link = await people.linkOf(one, 'sign-in', await people.signInIdOf('both@example.org'))
    expect((await world.call(undefined, 'GET', link)).text.match(/type="radio"/g)?.length).toBe(2)
    const done = await world.call(undefined, 'POST', link, `organizationId=${two.organizationId}`, form)
    const me = await world.call(cookieOf(done), 'GET', '/v1/me')
    expect(me.json.organizationId).toBe(two.organizationId)
  })

  it('does not let an address in for a contact that has moved to another address meanwhile', async () => {
    await people.enter('old@example.org')
    const moved = await people.enter('old@example.org')
    await people.ask('old@example.org')
    const path = `/v1/organizations/${moved.organizationId}/contacts/${moved.contactId}`
    await world.call(coordinator, 'PATCH', path, { email: 'new@example.org' }, { 'If-Match': '"2"' })
    const code = await people.codeFor('old@example.org')
    const refused = await people.enterCode('old@example.org', code, { organizationId: moved.organizationId })
    expect(refused.status).toBe(422)
  })

  it('does not sign visitors of another site in', async () => {
    const someone = await people.enter()
    await people.ask(someone.email)
    const link = await people.linkOf(someone, 'sign-in', await people.signInIdOf(someone.email))
    const post = (headers: object) => world.call(undefined, 'POST', link, '', { ...form, ...headers })
    expect((await post({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await post({ Origin: 'https://evil.example' })).status).toBe(403)
    expect((await post({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' })).status).toBe(200)
  })

  it('refuses what is no address and what is no code', async () => {
    expect((await people.ask('not an address')).status).toBe(422)
    expect((await people.enterCode('a@example.org', '12345')).status).toBe(422)
    expect(
      (await world.call(undefined, 'POST', '/v1/sign-in', '{', { 'Content-Type': 'application/json' }))
        .status,
    ).toBe(400)
    expect((await world.call(undefined, 'GET', '/sign-in/nonsense')).status).toBe(404)
  })
})

describe('the first coordinators', () => {
  const founded = async () => {
    const world = await createWorld({ env: { COORDINATORS: 'first@example.org, second@example.org' } })
    await enrolBootstrap(world.deps, ['bootstrap-token', 'second-token'])
    return { world, people: peopleOf(world, 'bootstrap-token') }
  }

  it('come from the configuration, each once, in an organization that bears the name of the alliance', async () => {
    const { world, people } = await founded()
    await Promise.all([1, 2, 3].map(() => people.ask('First@example.org')))
    const code = await people.codeFor('first@example.org')
    const { token: entered } = (await people.enterCode('first@example.org', code)).json
    const { session: token } = await people.register(entered)
    const me = (await world.call(token, 'GET', '/v1/me')).json
    expect(me).toMatchObject({ grants: ['coordinator'], relation: 'member' })
    await people.ask('second@example.org')
    const { json } = await world.call(token, 'GET', `/v1/organizations/${me.organizationId}`)
    expect([json.name, json.contacts.length]).toEqual(['The Alliance', 2])
    const { items } = (await world.call(token, 'GET', '/v1/grants')).json
    const theirs = items.filter((grant: Someone) => grant.organizationId === me.organizationId)
    expect(theirs.length).toBe(2)
  })

  it('are a contact already, where they are one', async () => {
    const { people } = await founded()
    const known = await people.enter('first@example.org')
    await people.ask('first@example.org')
    expect((await people.contactOf(known))?.grants).toEqual(['coordinator'])
  })

  it('do not come back by configuration once withdrawn, nor come late once others have confirmed one', async () => {
    const { world, people } = await founded()
    const first = await people.enter('first@example.org')
    const third = await people.enter('third@example.org')
    await people.ask('first@example.org')
    const { session: token } = await people.register(await people.signIn(first))
    const grant = { organizationId: third.organizationId, contactId: third.contactId, kind: 'coordinator' }
    expect((await world.call(token, 'POST', '/v1/grants', grant)).status).toBe(201)
    const confirm = `/v1/grants/${third.contactId}/coordinator/confirmation`
    expect((await world.call('bootstrap-token', 'POST', confirm)).status).toBe(200)
    for (const by of ['bootstrap-token', 'second-token'])
      await world.call(by, 'DELETE', `/v1/grants/${first.contactId}/coordinator`)
    await people.ask('first@example.org')
    expect((await people.contactOf(first))?.grants).toEqual([])
    const second = await people.enter('second@example.org')
    await people.ask('second@example.org')
    expect((await people.contactOf(second))?.grants).toEqual([])
  })
})
