import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { limits } from '../../shared/identity/limit.ts'
import { sessionLife } from '../../shared/identity/sessions.ts'
import { sessionFor } from '../pages/console/visitor.ts'
import { createAuthenticator } from '../support/authenticator.ts'
import { createWorld, type World } from '../support/world.ts'
import { passkeysOf } from './passkeys.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
const proof = '/v1/me/factors/proof'

describe('somebody who reads the mailbox, and guesses the codes of the app', () => {
  let world: World
  let people: People
  let holder: Someone
  let owner: Awaited<ReturnType<People['register']>>
  beforeEach(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    holder = await people.enter()
    const enrolmentCode = await people.give(holder, two)
    owner = await people.register(await people.signIn(holder), enrolmentCode)
    world.clock.advance(900)
  })

  const prove = (session: string, body: object) => world.call(session, 'POST', proof, body)
  const statusOf = async (session: string, body: object) => (await prove(session, body)).status
  /** No code of the app around now. */
  const wrong = () => {
    const near = [-60, -30, 0, 30, 60].map((later) => people.codeOfApp(owner.secret, later))
    return ['000000', '000001', '000002', '000003', '000004', '000005'].find((code) => !near.includes(code))!
  }
  /** What the app shows, and what it shows half a minute later; the second is entered when it is there. */
  const twoCodes = () => {
    world.clock.advance(90)
    return { code: people.codeOfApp(owner.secret, -30), nextCode: people.codeOfApp(owner.secret) }
  }
  const guess = async (times: number) => {
    const thief = await people.signIn(holder)
    const tried = []
    for (let at = 0; at < times; at++) tried.push(await statusOf(thief, { code: wrong() }))
    return { thief, tried }
  }
  const told = async () =>
    (await world.deps.store.query({ table: 'deliveries', partition: `subject#${holder.contactId}#notice` }))
      .items.length
  const tasks = async () =>
    (await world.call(one, 'GET', `/v1/tasks?subject=${holder.contactId}`)).json.items.filter(
      ({ kind }: { kind: string }) => kind === 'factor-guessed',
    )
  const readOf = async (session: string) => (await world.call(session, 'GET', '/v1/me/factors')).json

  it('has ten tries a quarter of an hour in a session, right ones too', async () => {
    const { thief } = await guess(10)
    const right = { code: people.codeOfApp(owner.secret), nextCode: people.codeOfApp(owner.secret, 30) }
    expect(await statusOf(thief, right)).toBe(429)
    world.clock.advance(900)
    expect(await statusOf(thief, { code: wrong(), nextCode: wrong() })).toBe(422)
  })

  it('leaves the owner a way: two codes, one after the other, in a session of their own', async () => {
    const { tried } = await guess(10)
    expect(new Set(tried)).toEqual(new Set([422]))
    const session = await people.signIn(holder)
    expect((await readOf(session)).nextCodeNeeded).toBe(true)
    world.clock.advance(60)
    const alone = await prove(session, { code: people.codeOfApp(owner.secret) })
    expect([alone.status, alone.json.errors[0].pointer]).toEqual([422, '#/nextCode'])
    const proved = await prove(session, twoCodes())
    expect(proved.status).toBe(200)
    expect((await world.call(proved.json.token, 'GET', '/v1/grants')).status).toBe(200)
    // For a week; then the week’s few wrong ones are anybody’s again.
    world.clock.advance(limits.wrongAppCodes.seconds)
    const later = await people.signIn(holder)
    expect((await readOf(later)).nextCodeNeeded).toBe(false)
    expect(await statusOf(later, { code: people.codeOfApp(owner.secret) })).toBe(200)
  })

  it('gets nowhere with one of the two, with both in the wrong order, or with two that were used', async () => {
    await guess(10)
    const session = await people.signIn(holder)
    const { code, nextCode } = twoCodes()
    expect(await statusOf(session, { code, nextCode: wrong() })).toBe(422)
    expect(await statusOf(session, { code: wrong(), nextCode })).toBe(422)
    expect(await statusOf(session, { code: nextCode, nextCode: code })).toBe(422)
    expect(await statusOf(session, { code: nextCode, nextCode })).toBe(422)
    expect(await statusOf(session, { nextCode })).toBe(422)
    expect(await statusOf(session, { code, nextCode })).toBe(200)
    const other = await people.signIn(holder)
    expect(await statusOf(other, { code, nextCode })).toBe(422)
    // The first of the next two is the last of those that counted.
    world.clock.advance(30)
    const overlapping = { code: nextCode, nextCode: people.codeOfApp(owner.secret) }
    expect(await statusOf(other, overlapping)).toBe(422)
  })

  it('does not keep a passkey or a recovery code from counting', async () => {
    const keys = passkeysOf(world)
    const key = createAuthenticator()
    const fresh = await people.prove(await people.signIn(holder), owner.secret)
    await keys.register(fresh, key)
    await guess(10)
    expect((await keys.prove(await people.signIn(holder), key)).status).toBe(200)
    world.clock.advance(900)
    const recoveryCode = owner.recoveryCodes[0]!
    expect(await statusOf(await people.signIn(holder), { recoveryCode })).toBe(200)
  })

  it('is noticed: every coordinator is told at the tenth wrong code, and one of them is to call, once a day', async () => {
    const before = await told()
    await guess(9)
    expect([await told(), await tasks()]).toEqual([before, []])
    world.clock.advance(900)
    await guess(5)
    expect(await told()).toBe(before + 1)
    expect(await tasks()).toMatchObject([{ contactId: holder.contactId, status: 'open' }])
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${holder.contactId}`)
    const types = json.items.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type === 'factor.guessed').length).toBe(1)
    world.clock.advance(86_400)
    await guess(1)
    expect([await told(), (await tasks()).length]).toEqual([before + 2, 2])
  })

  it('is noticed once where the tries come at once, and not one is looked at beyond the tenth', async () => {
    const sessions = [await people.signIn(holder), await people.signIn(holder)]
    const code = wrong()
    const before = await told()
    const answers = await Promise.all(
      sessions.flatMap((each) => Array.from({ length: 10 }, () => prove(each, { code }))),
    )
    const pointers = answers.map(({ json }) => json.errors[0].pointer)
    expect(pointers.filter((pointer) => pointer === '#/code').length).toBe(10)
    expect(pointers.filter((pointer) => pointer === '#/nextCode').length).toBe(10)
    expect(await told()).toBe(before + 1)
  })

  it('is not what an owner is taken for who proves again and again, or sends a code twice', async () => {
    let session = await people.signIn(holder)
    for (let count = 0; count < 12; count++) session = await people.prove(session, owner.secret)
    const other = await people.signIn(holder)
    const code = people.codeOfApp(owner.secret)
    for (let count = 0; count < 9; count++) expect(await statusOf(other, { code })).toBe(422)
    expect((await readOf(other)).nextCodeNeeded).toBe(false)
    expect(await tasks()).toEqual([])
  })

  it('is out, with every session but the owner’s, when the owner says so', async () => {
    const { thief } = await guess(10)
    const { token } = (await prove(await people.signIn(holder), twoCodes())).json
    expect((await world.call(thief, 'DELETE', '/v1/me/sessions')).status).toBe(403)
    expect((await world.call(token, 'DELETE', '/v1/me/sessions')).status).toBe(204)
    expect((await world.call(thief, 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(owner.session, 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(token, 'GET', '/v1/me')).status).toBe(200)
  })

  it('pushes out none of the owner’s sessions by beginning more of their own', async () => {
    const proved = await people.prove(await people.signIn(holder), owner.secret)
    const bare = await people.signIn(holder)
    const { organizationId, contactId } = holder
    const theirs = { organizationId, contactId, grants: ['coordinator'], unproved: true } as never
    for (let count = 0; count < 25; count++) {
      world.clock.advance(1)
      await sessionFor(world, theirs)
    }
    expect((await world.call(bare, 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(proved, 'GET', '/v1/me')).status).toBe(200)
  })

  it('sees the odds that the README names', () => {
    const oneCode = 3 / 1e6
    const single = limits.wrongAppCodes.most * oneCode
    expect(single).toBeCloseTo(3e-5, 10)
    expect((single * 365) / 7).toBeCloseTo(0.0016, 4)
    // Mails are five a quarter of an hour, and twenty sessions stand at a time, each with its tries of both codes.
    const quarters = 86_400 / limits.appCodes.seconds
    const triesADay = 20 * limits.appCodes.most * quarters
    expect([triesADay, sessionLife / 3600]).toEqual([19_200, 12])
    expect(triesADay * 365 * 3e-12).toBeCloseTo(2.1e-5, 6)
  })
})
