import { beforeEach, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
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
  const { organizationId, contactId } = holder
  await world.call(one, 'POST', '/v1/grants', { organizationId, contactId, kind: 'approver' })
  const path = `/v1/grants/${contactId}/approver/confirmation`
  enrolmentCode = (await world.call(two, 'POST', path)).json.enrolmentCode
})

const cookieOf = ({ headers }: { headers: Headers }) =>
  /tocsin_session=([^;]+)/.exec(headers.get('Set-Cookie') ?? '')?.[1]

const open = (cookie: string) =>
  world.call(undefined, 'GET', '/factors', undefined, { Cookie: `tocsin_session=${cookie}` })
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
  expect(cookieOf(await send(later, { step: 'prove', code }))).toBeTypeOf('string')
})

it('nobody else has business there', async () => {
  expect((await world.call(undefined, 'GET', '/factors')).status).toBe(401)
  const member = await people.signIn(await people.enter())
  expect((await open(member)).status).toBe(403)
})
