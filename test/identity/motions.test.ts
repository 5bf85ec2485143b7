import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { getTally } from '../../shared/identity/grants.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']

describe('what two coordinators do to a third', () => {
  let world: World
  let people: People
  let third: Someone
  let theirs: { session: string; secret: string; recoveryCodes: string[] }
  beforeEach(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    await make(await people.enter())
    third = await people.enter()
    theirs = await enter(third)
  })

  const make = async ({ organizationId, contactId }: Someone, kind = 'coordinator') => {
    await world.call(one, 'POST', '/v1/grants', { organizationId, contactId, kind })
    const path = `/v1/grants/${contactId}/${kind}/confirmation`
    return (await world.call(two, 'POST', path)).json.enrolmentCode as string
  }
  /** A new coordinator, with an authenticator, in a session. */
  const enter = async (someone: Someone) => {
    const code = await make(someone)
    return people.register(await people.signIn(someone), code)
  }
  const move = (by: string, kind: string, { contactId }: Someone = third) =>
    world.call(by, 'POST', '/v1/motions', { contactId, kind, reason: 'Arrested' })
  const status = async (call: Promise<{ status: number }>) => (await call).status
  const statusOf = async (by: string, path = '/v1/me') => status(world.call(by, 'GET', path))
  const stateOf = async ({ contactId }: Someone = third) =>
    (await world.call(one, 'GET', '/v1/grants')).json.items.find(
      (grant: { contactId: string }) => grant.contactId === contactId,
    )?.status
  const recover = (recoveryCode: string) =>
    world.call(undefined, 'POST', '/v1/sign-in/recovery', { contactId: third.contactId, recoveryCode })

  it('is done when the second wants it, not before, and never by one alone', async () => {
    const first = await move(one, 'suspend')
    expect([first.status, first.json.kind]).toEqual([202, 'suspend'])
    expect(await status(move(one, 'suspend'))).toBe(202)
    expect([await stateOf(), await statusOf(theirs.session)]).toEqual(['confirmed', 200])
    expect((await world.call(two, 'GET', '/v1/motions')).json.items).toMatchObject([
      { contactId: third.contactId, kind: 'suspend', reason: 'Arrested' },
    ])
    expect(await status(move(two, 'suspend'))).toBe(200)
    expect([await stateOf(), await statusOf(theirs.session)]).toEqual(['suspended', 401])
    expect((await world.call(two, 'GET', '/v1/motions')).json.items).toEqual([])
    expect(await status(move(two, 'suspend'))).toBe(409)
  })

  it('leaves a suspended person no way in as what they were, until two give it back', async () => {
    await move(one, 'suspend')
    await move(two, 'suspend')
    const session = await people.signIn(third)
    expect((await world.call(session, 'GET', '/v1/me')).json.grants).toEqual([])
    expect(await statusOf(session, '/v1/grants')).toBe(403)
    expect(await status(recover(theirs.recoveryCodes[0]!))).toBe(401)
    expect(await status(move(one, 'reinstate'))).toBe(202)
    expect(await status(move(two, 'reinstate'))).toBe(200)
    const again = await people.prove(await people.signIn(third), theirs.secret)
    expect(await statusOf(again, '/v1/grants')).toBe(200)
    expect((await getTally(world.deps.store)).coordinators).toBe(2)
  })

  it('is not for whom it is about to propose, to second or to take off the table', async () => {
    expect(await status(move(theirs.session, 'suspend'))).toBe(403)
    await move(one, 'suspend')
    expect(await status(move(theirs.session, 'suspend'))).toBe(403)
    const path = `/v1/motions/${third.contactId}/suspend`
    expect(await status(world.call(theirs.session, 'DELETE', path))).toBe(403)
    expect(await status(world.call(two, 'DELETE', path))).toBe(204)
    expect(await status(world.call(two, 'DELETE', path))).toBe(404)
    expect(await status(move(two, 'suspend'))).toBe(202)
  })

  it('waits three days, and not on the word of who is no coordinator any more', async () => {
    await move(one, 'reset-factor')
    world.clock.advance(3 * 86_400)
    expect(await status(move(two, 'reset-factor'))).toBe(202)
    const fourth = await people.enter()
    const entered = await enter(fourth)
    expect(await status(move(entered.session, 'suspend'))).toBe(202)
    for (const by of [one, two]) await move(by, 'suspend', fourth)
    expect(await status(move(two, 'suspend'))).toBe(202)
  })

  it('happens once when many want it at the same moment', async () => {
    await move(one, 'suspend')
    const answers = await Promise.all([two, two, two].map((by) => status(move(by, 'suspend'))))
    expect(answers.sort()).toEqual([200, 409, 409])
    expect((await getTally(world.deps.store)).coordinators).toBe(1)
  })

  it('resets a lost second factor by a code to hand over, and ends what was signed in', async () => {
    await move(one, 'reset-factor')
    const { enrolmentCode } = (await move(two, 'reset-factor')).json
    expect(await statusOf(theirs.session)).toBe(401)
    expect(await status(recover(theirs.recoveryCodes[0]!))).toBe(401)
    const session = await people.signIn(third)
    const begin = (body: object) => status(world.call(session, 'POST', '/v1/me/factors/totp', body))
    expect(await begin({})).toBe(422)
    const anew = await people.register(session, enrolmentCode)
    expect(await statusOf(anew.session, '/v1/grants')).toBe(200)
  })

  it('withdraws a grant, which nobody does by removing the contact or by reporting its mailbox', async () => {
    const path = `/v1/grants/${third.contactId}/coordinator`
    const contact = `/v1/organizations/${third.organizationId}/contacts/${third.contactId}`
    expect(await status(world.call(one, 'DELETE', contact))).toBe(409)
    expect(await status(world.call(one, 'POST', `${contact}/compromised`))).toBe(200)
    expect([await stateOf(), await status(world.call(one, 'DELETE', contact))]).toEqual(['suspended', 409])
    expect(await status(world.call(one, 'DELETE', path))).toBe(202)
    expect(await status(world.call(one, 'DELETE', path))).toBe(202)
    expect(await status(world.call(two, 'DELETE', path))).toBe(204)
    expect(await status(world.call(one, 'DELETE', contact))).toBe(204)
  })

  it('lets in by a recovery code whose grants rest only because one reported the mailbox', async () => {
    const contact = `/v1/organizations/${third.organizationId}/contacts/${third.contactId}`
    await world.call(one, 'POST', `${contact}/compromised`)
    expect(await statusOf(theirs.session)).toBe(401)
    const { status: entered, json } = await recover(theirs.recoveryCodes[0]!)
    expect([entered, await statusOf(json.token, '/v1/grants'), await stateOf()]).toEqual([
      200,
      200,
      'confirmed',
    ])
    await world.call(one, 'POST', `${contact}/compromised`)
    for (const by of [one, two]) await move(by, 'suspend')
    expect(await status(recover(theirs.recoveryCodes[1]!))).toBe(401)
  })

  const contactPath = ({ organizationId, contactId }: Someone = third) =>
    `/v1/organizations/${organizationId}/contacts/${contactId}`

  it('keeps the address of who is suspended from colleagues and their programs', async () => {
    const colleague = await world.tokenFor({ organizationId: third.organizationId as `org_${string}` })
    for (const by of [one, two]) await move(by, 'suspend')
    const { headers } = await world.call(one, 'GET', `/v1/organizations/${third.organizationId}`)
    const ifMatch = { 'If-Match': headers.get('ETag')! }
    const change = { email: 'taken@example.org' }
    expect(await status(world.call(colleague, 'PATCH', contactPath(), change, ifMatch))).toBe(403)
    expect(await status(world.call(two, 'PATCH', contactPath(), change, ifMatch))).toBe(200)
  })

  it('gives back what rested beside what was granted meanwhile', async () => {
    for (const by of [one, two]) await move(by, 'suspend')
    await make(third, 'approver')
    for (const by of [one, two]) await move(by, 'reinstate')
    expect((await people.contactOf(third))?.grants.sort()).toEqual(['approver', 'coordinator'])
  })

  it('ends the second factor with the last grant, rests it or not, and not before', async () => {
    await make(third, 'approver')
    const { contactId } = third
    for (const by of [one, two]) await world.call(by, 'DELETE', `/v1/grants/${contactId}/approver`)
    const session = await people.signIn(third)
    expect(await statusOf(await people.prove(session, theirs.secret), '/v1/grants')).toBe(200)
    for (const by of [one, two]) await move(by, 'suspend')
    for (const by of [one, two]) await world.call(by, 'DELETE', `/v1/grants/${contactId}/coordinator`)
    expect(await make(third)).toMatch(/./)
    expect(await status(recover(theirs.recoveryCodes[0]!))).toBe(401)
  })

  it('shows every coordinator that recovery codes were made anew', async () => {
    const fresh = await people.prove(theirs.session, theirs.secret)
    expect(await status(world.call(fresh, 'POST', '/v1/me/factors/recovery-codes'))).toBe(200)
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${third.contactId}`)
    expect(json.items.map(({ data }: { data: object }) => data)).toContainEqual({ kind: 'recovery-codes' })
  })
})
