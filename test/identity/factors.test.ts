import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
const proof = '/v1/me/factors/proof'

describe('a second factor', () => {
  let world: World
  let people: People
  let holder: Someone
  let enrolmentCode: string
  beforeEach(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    holder = await people.enter()
    enrolmentCode = await give(holder)
  })

  const give = (someone: Someone) => people.give(someone, two)
  const status = async (token: string, method: string, path: string, body?: object) =>
    (await world.call(token, method, path, body)).status
  const holdsNow = async (token: string) => (await status(token, 'GET', '/v1/grants')) === 200
  const settle = (token: string) =>
    world.call(token, 'PATCH', '/v1/settings', { holdSeconds: 60 }, { 'If-Match': '"0"' })
  const typeOf = ({ json }: { json: { type: string } }) => json.type.split('#')[1]

  it('is what a grant waits for in every session', async () => {
    const session = await people.signIn(holder)
    const me = (await world.call(session, 'GET', '/v1/me')).json
    expect(me).toMatchObject({ grants: ['coordinator'], resting: ['coordinator'] })
    const refused = await world.call(session, 'GET', '/v1/grants')
    expect([refused.status, typeOf(refused)]).toEqual([403, 'problem-second-factor-required'])
    const registered = await people.register(session, enrolmentCode)
    expect(await holdsNow(registered.session)).toBe(true)
    expect(registered.recoveryCodes.length).toBe(10)
    const later = await people.signIn(holder)
    expect(await holdsNow(later)).toBe(false)
    expect(await holdsNow(await people.prove(later, registered.secret))).toBe(true)
  })

  it('is asked for afresh after ten minutes, for what is dangerous', async () => {
    const { session, secret } = await people.register(await people.signIn(holder), enrolmentCode)
    world.clock.advance(601)
    expect(await holdsNow(session)).toBe(true)
    const stale = await settle(session)
    expect([stale.status, typeOf(stale)]).toEqual([403, 'problem-second-factor-required'])
    expect(await status(session, 'GET', '/v1/organizations/export')).toBe(403)
    expect(await status(session, 'POST', '/v1/me/factors/recovery-codes')).toBe(403)
    expect(await status(session, 'DELETE', `/v1/grants/${holder.contactId}/coordinator`)).toBe(403)
    const program = { name: 'Program', scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }
    expect(await status(session, 'POST', '/v1/tokens', program)).toBe(403)
    const endpoint = { url: 'https://hooks.example.org/', types: ['*'] }
    expect(await status(session, 'POST', '/v1/webhooks', endpoint)).toBe(403)
    expect((await settle(await people.prove(session, secret))).status).toBe(200)
  })

  it('shows the contacts of all in one list to a coordinator who has just proved it, and to no program', async () => {
    const { session } = await people.register(await people.signIn(holder), enrolmentCode)
    const other = await people.enter()
    const others = async (token: string) =>
      (await world.call(token, 'GET', '/v1/organizations')).json.items.find(
        ({ id }: { id: string }) => id === other.organizationId,
      ).contacts.length
    expect(await others(session)).toBe(1)
    const scopes = ['organizations:read']
    const program = (
      await world.call(session, 'POST', '/v1/tokens', {
        name: 'P',
        scopes,
        expiresAt: '2027-01-01T00:00:00Z',
      })
    ).json.token
    expect(await others(program)).toBe(0)
    const single = await world.call(program, 'GET', `/v1/organizations/${other.organizationId}`)
    expect(single.json.contacts).toEqual([])
    world.clock.advance(601)
    expect(await others(session)).toBe(0)
  })

  it('is not registered by who only reads the mailbox', async () => {
    const thief = await people.signIn(holder)
    const begin = (body: object) => status(thief, 'POST', '/v1/me/factors/totp', body)
    expect([await begin({}), await begin({ enrolmentCode: '0000-0000-0000-0000' })]).toEqual([422, 422])
    world.clock.advance(7 * 86_400)
    const late = await people.signIn(holder)
    expect(await status(late, 'POST', '/v1/me/factors/totp', { enrolmentCode })).toBe(422)
  })

  it('is not replaced without a proof by the one there is', async () => {
    await people.register(await people.signIn(holder), enrolmentCode)
    const thief = await people.signIn(holder)
    expect(await status(thief, 'POST', '/v1/me/factors/totp', { enrolmentCode })).toBe(403)
  })

  it('counts each code once, and lifts no copy of the session along', async () => {
    const { secret } = await people.register(await people.signIn(holder), enrolmentCode)
    world.clock.advance(60)
    const [session, other] = [await people.signIn(holder), await people.signIn(holder)]
    const code = people.codeOfApp(secret)
    const tries = await Promise.all([1, 2, 3].map(() => status(session, 'POST', proof, { code })))
    expect(tries.filter((each) => each === 200).length).toBe(1)
    expect(await status(session, 'GET', '/v1/me')).toBe(401)
    expect(await status(other, 'POST', proof, { code })).toBe(422)
  })

  it('takes the code of a clock that is half a minute off, and none that is further', async () => {
    const { secret } = await people.register(await people.signIn(holder), enrolmentCode)
    world.clock.advance(300)
    const late = await people.signIn(holder)
    expect(await status(late, 'POST', proof, { code: people.codeOfApp(secret, -90) })).toBe(422)
    expect(await status(late, 'POST', proof, { code: people.codeOfApp(secret, 90) })).toBe(422)
    expect(await status(late, 'POST', proof, { code: people.codeOfApp(secret, 30) })).toBe(200)
    const early = await people.signIn(holder)
    expect(await status(early, 'POST', proof, { code: people.codeOfApp(secret, 0) })).toBe(422)
  })

  it('has recovery codes, each good once, whose use every coordinator is told of', async () => {
    const { recoveryCodes } = await people.register(await people.signIn(holder), enrolmentCode)
    const session = await people.signIn(holder)
    const recoveryCode = recoveryCodes[3]!.toUpperCase().replaceAll('-', ' ')
    const proved = await world.call(session, 'POST', proof, { recoveryCode })
    expect(proved.status).toBe(200)
    const { token } = proved.json
    expect(await status(token, 'POST', proof, { recoveryCode })).toBe(422)
    const left = (await world.call(token, 'GET', '/v1/me/factors')).json.recoveryCodesLeft
    expect(left).toBe(9)
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${holder.contactId}`)
    expect(json.items.map(({ type }: { type: string }) => type)).toContain('factor.recovery-used')
    const told = await world.deps.store.query({
      table: 'deliveries',
      partition: `subject#${holder.contactId}#notice`,
    })
    expect(told.items.length).toBe(3)
  })

  it('lets its owner in without the mailbox, by a recovery code', async () => {
    const { recoveryCodes } = await people.register(await people.signIn(holder), enrolmentCode)
    const recover = (recoveryCode: string, contactId = holder.contactId) =>
      world.call(undefined, 'POST', '/v1/sign-in/recovery', { contactId, recoveryCode })
    const member = await people.enter()
    expect((await recover('0000-0000-0000-0000')).status).toBe(401)
    expect((await recover(recoveryCodes[0]!, member.contactId)).status).toBe(401)
    const { status: entered, json } = await recover(recoveryCodes[0]!)
    expect([entered, await holdsNow(json.token)]).toEqual([200, true])
    expect((await recover(recoveryCodes[0]!)).status).toBe(401)
  })

  it('goes with the last grant that asked for it', async () => {
    const { session } = await people.register(await people.signIn(holder), enrolmentCode)
    await give(await people.enter())
    expect(await status(session, 'DELETE', `/v1/grants/${holder.contactId}/coordinator`)).toBe(204)
    expect(await give(holder)).toBeTypeOf('string')
  })

  it('is no matter of members, nor of programs', async () => {
    const member = await people.signIn(await people.enter())
    expect(await status(member, 'POST', '/v1/me/factors/totp', {})).toBe(403)
    expect(await status(one, 'POST', proof, { code: '123456' })).toBe(409)
    expect(await status(member, 'POST', proof, { code: '12345' })).toBe(422)
    expect(await status(member, 'POST', proof, { code: '123456', recoveryCode: 'x' })).toBe(422)
  })

  it('of a configured coordinator is registered by whoever first comes from the mailbox', async () => {
    const founded = await createWorld({ env: { COORDINATORS: 'first@example.org' } })
    const theirs = peopleOf(founded, one)
    await theirs.ask('first@example.org')
    const code = await theirs.codeFor('first@example.org')
    const { token } = (await theirs.enterCode('first@example.org', code)).json
    const { session } = await theirs.register(token)
    expect((await founded.call(session, 'GET', '/v1/grants')).status).toBe(200)
  })
})
