import { beforeEach, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createAuthenticator } from '../support/authenticator.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
let world: World
let people: People
let holder: Someone
let enrolmentCode: string

beforeEach(async () => {
  world = await createWorld()
  await enrolBootstrap(world.deps, [one, two])
  people = peopleOf(world, one)
  holder = await people.enter()
  enrolmentCode = await people.give(holder, two, 'approver')
})

const cookieOf = ({ headers }: { headers: Headers }) =>
  /tocsin_session=([^;]+)/.exec(headers.get('Set-Cookie') ?? '')?.[1]

const open = (cookie: string, path = '/factors') =>
  world.call(undefined, 'GET', path, undefined, { Cookie: `tocsin_session=${cookie}` })
const send = (cookie: string, fields: Record<string, string>, site = 'same-origin') =>
  world.call(undefined, 'POST', '/factors', new URLSearchParams(fields).toString(), {
    Cookie: `tocsin_session=${cookie}`,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Sec-Fetch-Site': site,
  })

it('a holder registers and proves an authenticator on a page, without script', async () => {
  const session = await people.signIn(holder)
  expect((await open(session)).text).toContain('name="enrolmentCode"')
  expect((await send(session, { step: 'begin', enrolmentCode: 'wrong' })).status).toBe(422)
  const begun = await send(session, { step: 'begin', enrolmentCode })
  const secret = /secret=([A-Z2-7]+)/.exec(begun.text)![1]!
  const right = people.codeOfApp(secret)
  const mistyped = await send(session, { step: 'confirm', code: right === '000000' ? '000001' : '000000' })
  expect([
    mistyped.status,
    mistyped.text.includes('value="confirm"'),
    mistyped.text.includes(secret),
  ]).toEqual([422, true, false])
  const confirmed = await send(session, { step: 'confirm', code: right })
  expect(confirmed.text.match(/<li>[0-9a-z-]{19}<\/li>/g)?.length).toBe(10)
  const proved = cookieOf(confirmed)!
  expect((await open(session)).status).toBe(401)
  expect((await world.call(proved, 'GET', '/v1/recommendations')).status).toBe(200)

  world.clock.advance(60)
  const later = await people.signIn(holder)
  const code = people.codeOfApp(secret)
  const wrong = await send(later, { step: 'prove', code: code === '000000' ? '000001' : '000000' })
  expect([wrong.status, cookieOf(wrong)]).toEqual([422, undefined])
  expect((await send(later, { step: 'prove', code }, 'cross-site')).status).toBe(403)
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  expect(cookieOf(await send(later, { step: 'prove', code: spaced }))).toBeTypeOf('string')
})

const optionsFor = async (cookie: string, of: string, body?: object) => {
  const headers = { Cookie: `tocsin_session=${cookie}`, 'Sec-Fetch-Site': 'same-origin' }
  return (await world.call(undefined, 'POST', `/v1/me/factors/${of}/options`, body, headers)).json
}

it('a passkey is registered and removed there, with one script of our own', async () => {
  const session = await people.signIn(holder)
  const shown = await open(session)
  expect(shown.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'.*script-src 'self'/)
  const [, path] = /<script src="([^"]+)" defer/.exec(shown.text)!
  const script = await world.call(undefined, 'GET', path!)
  expect(script.headers.get('Content-Type')).toContain('text/javascript')
  expect(script.text.split('\n').length).toBeLessThan(50)

  const key = createAuthenticator()
  const made = JSON.stringify(key.create(await optionsFor(session, 'passkeys', { enrolmentCode })))
  expect((await send(session, { step: 'begin', made, label: 'x' }, 'cross-site')).status).toBe(403)
  const registered = await send(session, { step: 'begin', made, label: '<b>Mine</b>' })
  expect(registered.text.match(/<li>[0-9a-z-]{19}<\/li>/g)?.length).toBe(10)
  const proved = cookieOf(registered)!
  const managed = (await open(proved)).text
  expect([managed.includes('&lt;b&gt;Mine&lt;/b&gt;'), managed.includes('value="remove"')]).toEqual([
    true,
    false,
  ])

  const begun = await send(proved, { step: 'begin' })
  const code = people.codeOfApp(/secret=([A-Z2-7]+)/.exec(begun.text)![1]!)
  const both = cookieOf(await send(proved, { step: 'confirm', code }))!
  const [, id] = /name="id" value="(pky_[^"]+)"/.exec((await open(both)).text)!
  expect((await send(both, { step: 'remove', id: id! })).status).toBe(303)
  expect((await open(both)).text).not.toContain('Mine')
  world.clock.advance(601)
  const late = await send(both, { step: 'remove', id: 'totp' })
  expect([late.status, late.text.includes('value="prove"')]).toEqual([403, true])
})

it('a passkey proves there, and leads on to our own pages only', async () => {
  const key = createAuthenticator()
  const first = await people.signIn(holder)
  const made = JSON.stringify(key.create(await optionsFor(first, 'passkeys', { enrolmentCode })))
  await send(first, { step: 'begin', made })

  const prove = async (next: string, given?: string) => {
    world.clock.advance(901)
    const session = await people.signIn(holder)
    const passkey = given ?? JSON.stringify(key.get(await optionsFor(session, 'proof')))
    const answer = await send(session, { step: 'prove', passkey, next })
    return [answer.status, answer.headers.get('Location')]
  }
  expect(await prove('/console/alerts?state=draft')).toEqual([303, '/console/alerts?state=draft'])
  for (const next of ['//evil.example.org/console', 'https://evil.example.org/', '/console/../factors', 'x'])
    expect(await prove(next)).toEqual([200, null])
  expect(await prove('/console', '{"id":"x"}')).toEqual([422, null])
  expect(await prove('/console', 'not even JSON')).toEqual([422, null])

  const session = await people.signIn(holder)
  const asked = await open(session, '/factors?next=%2F%2Fevil.example.org%2F')
  expect([asked.text.includes('evil'), asked.text.includes('name="code"')]).toEqual([false, false])
})

it('after too many wrong codes two are asked for, and it is said what that means', async () => {
  const { secret } = await people.register(await people.signIn(holder), enrolmentCode)
  const wrong = people.codeOfApp(secret) === '000000' ? '000001' : '000000'
  world.clock.advance(901)
  const thief = await people.signIn(holder)
  expect((await open(thief)).text).not.toContain('name="nextCode"')
  for (let count = 0; count < 10; count++) await send(thief, { step: 'prove', code: wrong })
  const session = await people.signIn(holder)
  const shown = (await open(session)).text
  expect(['name="nextCode"', 'Too many wrong codes'].every((each) => shown.includes(each))).toBe(true)
  world.clock.advance(90)
  const [code, nextCode] = [-30, 0].map((later) => people.codeOfApp(secret, later)) as [string, string]
  expect((await send(session, { step: 'prove', code, nextCode: '' })).status).toBe(422)
  expect(cookieOf(await send(session, { step: 'prove', code, nextCode }))).toBeTypeOf('string')
})

it('what is sent twice, or too late, is said on the form', async () => {
  const session = await people.signIn(holder)
  const key = createAuthenticator()
  const made = JSON.stringify(key.create(await optionsFor(session, 'passkeys', { enrolmentCode })))
  world.clock.advance(301)
  const late = await send(session, { step: 'begin', made })
  expect([late.status, late.text.includes('Register a passkey')]).toEqual([422, true])
  expect((await send(session, { step: 'constructor' })).status).toBe(422)
})

it('nobody else has business there', async () => {
  expect((await world.call(undefined, 'GET', '/factors')).status).toBe(401)
  const member = await people.signIn(await people.enter())
  expect((await open(member)).status).toBe(403)
})
