import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { findFactors } from '../../shared/identity/factors/repository.ts'
import { enrolmentCodes } from '../../shared/takeout/hand-over.ts'
import { type Authenticator, createAuthenticator, type Twist } from '../support/authenticator.ts'
import { createWorld, type World } from '../support/world.ts'
import { passkeysOf } from './passkeys.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
const path = '/v1/me/factors/passkeys'
const proof = '/v1/me/factors/proof'

describe('a passkey', () => {
  let world: World
  let people: People
  let keys: ReturnType<typeof passkeysOf>
  let holder: Someone
  let enrolmentCode: string
  let key: Authenticator
  beforeEach(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    keys = passkeysOf(world)
    holder = await people.enter()
    enrolmentCode = await give(holder)
    key = createAuthenticator()
  })

  const give = (someone: Someone) => people.give(someone, two)
  const status = async (token: string, method: string, at: string, body?: object) =>
    (await world.call(token, method, at, body)).status
  const holdsNow = async (token: string) => (await status(token, 'GET', '/v1/grants')) === 200
  const readOf = async (token: string) => (await world.call(token, 'GET', '/v1/me/factors')).json
  const signIn = () => people.signIn(holder)
  /** The holder with this passkey registered first, in a session that it has proved. */
  const registered = async () => keys.register(await signIn(), key, { enrolmentCode })

  it('is registered first by the code handed over, proves its session, and comes with recovery codes', async () => {
    const session = await signIn()
    const begun = await keys.begin(session, { enrolmentCode })
    expect(begun.json).toMatchObject({
      rp: { id: 'tocsin.example.org' },
      attestation: 'none',
      authenticatorSelection: { userVerification: 'required' },
    })
    expect(begun.text).not.toContain(holder.email)
    const made = await keys.finish(session, key.create(begun.json), 'Key on my ring')
    expect(made.status).toBe(201)
    expect(made.json.recoveryCodes.length).toBe(10)
    expect(made.json.passkey).toMatchObject({ label: 'Key on my ring', usedAt: null })
    expect(await holdsNow(made.json.token)).toBe(true)
    expect(await status(session, 'GET', '/v1/me')).toBe(401)
    const { totp, passkeys, enrolmentCodeNeeded } = await readOf(made.json.token)
    expect([totp, passkeys, enrolmentCodeNeeded]).toEqual([null, [made.json.passkey], false])
  })

  it('is told to every coordinator, with nothing of what it is called', async () => {
    const { token } = (await registered()).json
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${holder.contactId}`)
    const said = json.items.filter(({ type }: { type: string }) => type === 'factor.registered')
    expect(said.map(({ data }: { data: object }) => data)).toEqual([{ kind: 'passkey' }])
    expect(JSON.stringify(json)).not.toContain('Key')
    const told = await world.deps.store.query({
      table: 'deliveries',
      partition: `subject#${holder.contactId}#notice`,
    })
    expect(told.items.length).toBe(2)
    expect(await holdsNow(token)).toBe(true)
  })

  it('makes a session that reads nothing one that does, and makes it fresh', async () => {
    await registered()
    world.clock.advance(3600)
    const later = await signIn()
    expect(await holdsNow(later)).toBe(false)
    const proved = await keys.prove(later, key)
    expect(proved.status).toBe(200)
    const { token } = proved.json
    expect(await holdsNow(token)).toBe(true)
    expect(await status(later, 'GET', '/v1/me')).toBe(401)
    const settle = { holdSeconds: 60 }
    const changed = await world.call(token, 'PATCH', '/v1/settings', settle, { 'If-Match': '"0"' })
    expect(changed.status).toBe(200)
    expect((await readOf(token)).passkeys[0].usedAt).toBe(world.clock.now().toISOString())
  })

  it('is not registered by who only reads the mailbox', async () => {
    const thief = await signIn()
    const begin = async (body: object) => (await keys.begin(thief, body)).status
    expect([await begin({}), await begin({ enrolmentCode: '0000-0000-0000-0000' })]).toEqual([422, 422])
    // Nothing was asked of a passkey in this session, so none can answer.
    const { json: options } = await keys.begin(await signIn(), { enrolmentCode })
    expect((await keys.finish(thief, key.create(options))).status).toBe(409)
    await registered()
    expect(await begin({ enrolmentCode })).toBe(403)
    expect(await status(thief, 'POST', '/v1/me/factors/totp', { enrolmentCode })).toBe(403)
  })

  it('is registered beside another, after a fresh proof by what there is; the recovery codes stay', async () => {
    const first = await registered()
    world.clock.advance(601)
    expect((await keys.begin(first.json.token)).status).toBe(403)
    const fresh = (await keys.prove(first.json.token, key)).json.token
    const second = createAuthenticator()
    const made = await keys.register(fresh, second)
    expect([made.status, made.json.recoveryCodes]).toEqual([201, []])
    const app = await people.register(made.json.token)
    expect(app.recoveryCodes).toEqual([])
    const recoveryCode = first.json.recoveryCodes[0]
    expect(await status(app.session, 'POST', proof, { recoveryCode })).toBe(200)
    for (const each of [key, second]) expect((await keys.prove(await signIn(), each)).status).toBe(200)
    expect(await people.prove(await signIn(), app.secret)).toBeTypeOf('string')
  })

  it('beside an app asks for a proof by the app', async () => {
    const app = await people.register(await signIn(), enrolmentCode)
    expect((await keys.begin(await signIn(), { enrolmentCode })).status).toBe(403)
    const made = await keys.register(app.session, key)
    expect(made.status).toBe(201)
  })

  const twists: Record<string, Twist> = {
    'another origin': { origin: 'https://tocsin.example.org.example.net' },
    'another relying party': { rpId: 'example.org' },
    'a challenge of its own': { challenge: Buffer.alloc(32).toString('base64url') },
    'the words of the other ceremony': { type: 'webauthn.other' },
    'no recognition of its holder': { verified: false },
  }

  it.each(Object.entries(twists))('is not registered with %s', async (_, twist) => {
    const session = await signIn()
    const { json: options } = await keys.begin(session, { enrolmentCode })
    expect((await keys.finish(session, key.create(options, twist))).status).toBe(422)
    expect((await findFactors(world.deps.store, holder.contactId))?.passkeys).toEqual([])
    // What was asked is gone with the answer, though it was wrong.
    expect((await keys.finish(session, key.create(options))).status).toBe(409)
  })

  it.each(Object.entries({ ...twists, 'other bytes signed': { signs: Buffer.from('other bytes') } }))(
    'proves nothing with %s',
    async (_, twist) => {
      await registered()
      const session = await signIn()
      const { json: options } = await keys.ask(session)
      expect(await status(session, 'POST', proof, { passkey: key.get(options, twist) })).toBe(422)
      expect(await holdsNow(session)).toBe(false)
      expect(await status(session, 'POST', proof, { passkey: key.get(options) })).toBe(409)
    },
  )

  it('answers a challenge once, in the session that asked, and within minutes', async () => {
    await registered()
    const [session, other] = [await signIn(), await signIn()]
    const { json: options } = await keys.ask(session)
    const passkey = key.get(options)
    expect(await status(other, 'POST', proof, { passkey })).toBe(409)
    await keys.ask(other)
    expect(await status(other, 'POST', proof, { passkey })).toBe(422)
    const tries = await Promise.all([1, 2, 3].map(() => status(session, 'POST', proof, { passkey })))
    expect(tries.filter((each) => each === 200).length).toBe(1)
    const late = await signIn()
    const { json: old } = await keys.ask(late)
    world.clock.advance(300)
    expect(await status(late, 'POST', proof, { passkey: key.get(old) })).toBe(409)
  })

  it('does not prove by what was asked for a registration, nor the other way round', async () => {
    const { token } = (await registered()).json
    const { json: toRegister } = await keys.begin(token)
    const crossed = key.get({ challenge: toRegister.challenge, rpId: toRegister.rp.id })
    expect(await status(token, 'POST', proof, { passkey: crossed })).toBe(409)
    const { json: toProve } = await keys.ask(token)
    const made = createAuthenticator().create({ ...toRegister, challenge: toProve.challenge })
    expect((await keys.finish(token, made)).status).toBe(422)
  })

  it('is refused where its counter went back: somebody has a copy', async () => {
    await registered()
    expect((await keys.prove(await signIn(), key, { counter: 7 })).status).toBe(200)
    expect((await keys.prove(await signIn(), key, { counter: 7 })).status).toBe(422)
    expect((await keys.prove(await signIn(), key, { counter: 3 })).status).toBe(422)
    expect((await keys.prove(await signIn(), key, { counter: 8 })).status).toBe(200)
  })

  it('of those that never count is taken as it is', async () => {
    await keys.register(await signIn(), key, { enrolmentCode }, { counter: 0 })
    for (const counter of [0, 0])
      expect((await keys.prove(await signIn(), key, { counter })).status).toBe(200)
  })

  it('belongs to one person, and proves nobody else', async () => {
    await registered()
    const other = await people.enter()
    const code = await give(other)
    const session = await people.signIn(other)
    const taken = await keys.register(session, key, { enrolmentCode: code })
    expect([taken.status, await holdsNow(session)]).toEqual([409, false])
    const own = createAuthenticator()
    await keys.register(await people.signIn(other), own, { enrolmentCode: code })
    expect((await keys.prove(await people.signIn(other), key)).status).toBe(422)
    expect((await keys.prove(await signIn(), own)).status).toBe(422)
  })

  it('proves nothing where it says itself that it was made for another', async () => {
    await registered()
    const session = await signIn()
    const said = async (contactId: string) => {
      const passkey = key.get((await keys.ask(session)).json)
      const userHandle = Buffer.from(contactId).toString('base64url')
      return { passkey: { ...passkey, response: { ...passkey.response, userHandle } } }
    }
    const { contactId } = await people.enter()
    expect(await status(session, 'POST', proof, await said(contactId))).toBe(422)
    expect(await status(session, 'POST', proof, await said(holder.contactId))).toBe(200)
  })

  it('is not registered twice, though it answers twice', async () => {
    const { token } = (await registered()).json
    expect((await keys.register(token, key)).status).toBe(409)
  })

  it('is the first of two that are registered at once; the other asks for a proof', async () => {
    const sessions = [await signIn(), await signIn()]
    const begun = await Promise.all(sessions.map((each) => keys.begin(each, { enrolmentCode })))
    const done = await Promise.all(
      sessions.map((each, at) => keys.finish(each, createAuthenticator().create(begun[at]!.json))),
    )
    expect(done.map((each) => each.status).sort()).toEqual([201, 403])
    expect((await findFactors(world.deps.store, holder.contactId))?.passkeys.length).toBe(1)
  })

  it('or an app, begun at once, is not slipped in beside it', async () => {
    const [session, other] = [await signIn(), await signIn()]
    const { json } = await world.call(other, 'POST', '/v1/me/factors/totp', { enrolmentCode })
    await keys.register(session, key, { enrolmentCode })
    const code = people.codeOfApp(json.secret)
    expect(await status(other, 'POST', '/v1/me/factors/totp/confirmation', { code })).toBe(403)
  })

  it('is removed by a fresh proof, told to every coordinator, and not where it is the last', async () => {
    const first = (await registered()).json
    const at = `${path}/${first.passkey.id}`
    expect(await status(first.token, 'DELETE', at)).toBe(409)
    const second = createAuthenticator()
    const { token } = (await keys.register(first.token, second)).json
    const stale = await signIn()
    expect(await status(stale, 'DELETE', at)).toBe(403)
    expect(await status(token, 'DELETE', `${path}/pky_none`)).toBe(404)
    expect(await status(token, 'DELETE', at)).toBe(204)
    expect(await status(token, 'DELETE', at)).toBe(404)
    expect((await keys.prove(await signIn(), key)).status).toBe(422)
    expect((await keys.prove(await signIn(), second)).status).toBe(200)
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${holder.contactId}`)
    expect(json.items.map(({ type }: { type: string }) => type)).toContain('factor.removed')
    // It is nobody's now, and may be registered again.
    const again = (await keys.prove(await signIn(), second)).json.token
    expect((await keys.register(again, key)).status).toBe(201)
  })

  it('takes along, when it is removed, the session that a thief has proved by it', async () => {
    const first = (await registered()).json
    const { token } = (await keys.register(first.token, createAuthenticator())).json
    const thief = (await keys.prove(await signIn(), key)).json.token
    expect(await holdsNow(thief)).toBe(true)
    expect(await status(token, 'DELETE', `${path}/${first.passkey.id}`)).toBe(204)
    expect(await status(thief, 'GET', '/v1/me')).toBe(401)
    expect(await holdsNow(token)).toBe(true)
  })

  it('lets its owner do without the app, which is removed as a passkey is', async () => {
    const app = await people.register(await signIn(), enrolmentCode)
    const at = '/v1/me/factors/totp'
    expect(await status(app.session, 'DELETE', at)).toBe(409)
    const { token } = (await keys.register(app.session, key)).json
    expect(await status(await signIn(), 'DELETE', at)).toBe(403)
    expect(await status(token, 'DELETE', at)).toBe(204)
    expect(await status(token, 'DELETE', at)).toBe(404)
    expect((await readOf(token)).totp).toBeNull()
    world.clock.advance(60)
    const code = people.codeOfApp(app.secret)
    expect(await status(await signIn(), 'POST', proof, { code })).toBe(409)
    expect((await keys.prove(await signIn(), key)).status).toBe(200)
  })

  it('outlives the mailbox: its owner comes in by a recovery code, and proves by it again', async () => {
    const { json } = await registered()
    const { organizationId, contactId } = holder
    await world.call(one, 'POST', `/v1/organizations/${organizationId}/contacts/${contactId}/compromised`)
    expect(await status(json.token, 'GET', '/v1/me')).toBe(401)
    const recovery = { contactId, recoveryCode: json.recoveryCodes[0] }
    const entered = (await world.call(undefined, 'POST', '/v1/sign-in/recovery', recovery)).json.token
    expect(await holdsNow(entered)).toBe(true)
    world.clock.advance(601)
    expect((await keys.prove(entered, key)).status).toBe(200)
  })

  it('makes its owner need no code to hand over after an import', async () => {
    await registered()
    const other = await people.enter()
    await give(other)
    const codes = await enrolmentCodes(world.deps)
    const named = codes.map(({ contactId }) => contactId)
    expect([named.includes(other.contactId), named.includes(holder.contactId)]).toEqual([true, false])
  })

  it('is one of ten at most', async () => {
    let { token } = (await registered()).json
    for (let count = 1; count < 10; count++)
      token = (await keys.register(token, createAuthenticator())).json.token
    expect((await keys.begin(token)).status).toBe(409)
    expect((await readOf(token)).passkeys.length).toBe(10)
  })

  it('goes with the last grant, and with a reset by two, and is free again', async () => {
    await registered()
    const reset = { contactId: holder.contactId, kind: 'reset-factor' }
    await world.call(one, 'POST', '/v1/motions', reset)
    const carried = await world.call(two, 'POST', '/v1/motions', reset)
    enrolmentCode = carried.json.enrolmentCode
    const bare = await signIn()
    expect((await keys.ask(bare)).status).toBe(409)
    const { token } = (await registered()).json
    expect((await readOf(token)).recoveryCodesLeft).toBe(10)
    await give(await people.enter())
    expect(await status(token, 'DELETE', `/v1/grants/${holder.contactId}/coordinator`)).toBe(204)
    expect(await findFactors(world.deps.store, holder.contactId)).toBeUndefined()
    const other = await people.enter()
    const code = await give(other)
    const made = await keys.register(await people.signIn(other), key, { enrolmentCode: code })
    expect(made.status).toBe(201)
  })

  it('is a second factor to all that ask whether there is one', async () => {
    const { token } = (await registered()).json
    const given = await world.call(one, 'POST', '/v1/grants', {
      organizationId: holder.organizationId,
      contactId: holder.contactId,
      kind: 'approver',
    })
    expect(given.status).toBe(201)
    const confirmed = await world.call(two, 'POST', `/v1/grants/${holder.contactId}/approver/confirmation`)
    expect(confirmed.json.enrolmentCode).toBeUndefined()
    const session = (await keys.prove(await signIn(), key)).json.token
    expect(await status(token, 'GET', '/v1/me')).toBe(401)
    expect(
      (await world.call(session, 'POST', '/v1/me/factors/recovery-codes')).json.recoveryCodes.length,
    ).toBe(10)
  })

  it('is looked at without what its maker attests: nothing is fetched that its sender names', async () => {
    const session = await signIn()
    const { json: options } = await keys.begin(session, { enrolmentCode })
    const statement = new Map<string, unknown>([['x5c', Buffer.from('a certificate')]])
    const made = key.create(options, { format: 'packed', statement })
    expect((await keys.finish(session, made)).status).toBe(201)
  })

  it('that is no passkey is refused like any other', async () => {
    const { token } = (await registered()).json
    const { json: options } = await keys.ask(token)
    const right = key.get(options)
    const broken = { ...right, response: { ...right.response, authenticatorData: 'AA' } }
    expect(await status(token, 'POST', proof, { passkey: broken })).toBe(422)
    expect(await status(token, 'POST', proof, { passkey: { ...right, type: 'password' } })).toBe(422)
    expect(await status(token, 'POST', proof, { passkey: right, code: '123456' })).toBe(422)
    const { json: toRegister } = await keys.begin(token)
    const made = createAuthenticator().create(toRegister)
    const garbled = { ...made, response: { ...made.response, attestationObject: 'oWFh' } }
    expect((await keys.finish(token, garbled)).status).toBe(422)
    const { json: again } = await keys.begin(token)
    const deep = createAuthenticator().create(again)
    const nested = Buffer.alloc(14_000, 0x81).toString('base64url')
    const bottomless = { ...deep, response: { ...deep.response, attestationObject: nested } }
    expect((await keys.finish(token, bottomless)).status).toBe(422)
  })

  it('is no matter of members, nor of programs', async () => {
    const member = await people.signIn(await people.enter())
    expect((await keys.begin(member)).status).toBe(403)
    expect((await keys.ask(member)).status).toBe(403)
    expect((await keys.begin(one)).status).toBe(409)
    expect((await keys.ask(one)).status).toBe(409)
  })
})
