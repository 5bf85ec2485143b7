import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { getTally } from '../../shared/identity/grants.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

describe('a grant', () => {
  let world: World
  let people: People
  const [one, two] = ['bootstrap-one', 'bootstrap-two']
  beforeEach(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
  })

  const propose = ({ organizationId, contactId }: Someone, kind = 'coordinator', by = one) =>
    world.call(by, 'POST', '/v1/grants', { organizationId, contactId, kind })
  const confirm = ({ contactId }: Someone, kind = 'coordinator', by = two) =>
    world.call(by, 'POST', `/v1/grants/${contactId}/${kind}/confirmation`)
  const withdraw = ({ contactId }: Someone, kind = 'coordinator', by = one) =>
    world.call(by, 'DELETE', `/v1/grants/${contactId}/${kind}`)
  const give = async (someone: Someone, kind = 'coordinator') => {
    await propose(someone, kind)
    world.clock.advance(1)
    const { enrolmentCode } = (await confirm(someone, kind)).json
    return { ...someone, enrolmentCode: enrolmentCode as string }
  }
  /** Signs a holder in for the first time, with the authenticator that they register. */
  const enterProved = async (holder: Awaited<ReturnType<typeof give>>) =>
    people.register(await people.signIn(holder), holder.enrolmentCode)
  /** Of people; the two of the machine's own tokens are none. */
  const listed = async () =>
    (await world.call(one, 'GET', '/v1/grants')).json.items.filter(
      ({ organizationId }: { organizationId: string }) => organizationId !== 'org_coordination',
    )
  const grantsOf = async (someone: Someone) => (await people.contactOf(someone))?.grants
  const status = async (call: Promise<{ status: number }>) => (await call).status

  it('counts once a second coordinator has confirmed it', async () => {
    const someone = await people.enter()
    const made = await propose(someone)
    expect([made.status, made.json.status]).toEqual([201, 'proposed'])
    expect(await grantsOf(someone)).toEqual([])
    expect(await status(confirm(someone, 'coordinator', one))).toBe(403)
    expect(await status(confirm(someone))).toBe(200)
    expect(await grantsOf(someone)).toEqual(['coordinator'])
    expect(await status(confirm(someone))).toBe(409)
    expect(await status(propose(someone))).toBe(409)
    expect(await listed()).toMatchObject([{ contactId: someone.contactId, status: 'confirmed' }])
  })

  it('is not confirmed by whom it is for', async () => {
    const someone = await give(await people.enter())
    const { session: token } = await enterProved(someone)
    await propose(someone, 'approver')
    expect(await status(confirm(someone, 'approver', token))).toBe(403)
    expect(await status(confirm(someone, 'approver'))).toBe(200)
  })

  it('is not confirmed by whoever moved a coordinator to an address of their own', async () => {
    const [mover, moved] = [await give(await people.enter()), await give(await people.enter())]
    const { session: token } = await enterProved(mover)
    const { secret } = await enterProved(moved)
    const path = `/v1/organizations/${moved.organizationId}`
    const { version } = (await world.call(token, 'GET', path)).json
    const change = { email: 'second-self@example.org' }
    const ifMatch = { 'If-Match': `"${version}"` }
    await world.call(token, 'PATCH', `${path}/contacts/${moved.contactId}`, change, ifMatch)
    const enterMoved = async () => people.prove(await people.signIn({ ...moved, ...change }), secret)
    const taken = await enterMoved()
    const third = await people.enter()
    await propose(third, 'approver', token)
    expect(await status(confirm(third, 'approver', taken))).toBe(403)
    world.clock.advance(86_400)
    expect(await status(confirm(third, 'approver', await enterMoved()))).toBe(200)
  })

  it('ends what its holder was signed in with, and is in force when they sign in again', async () => {
    const someone = await people.enter()
    const before = await people.signIn(someone)
    expect(await status(world.call(before, 'GET', '/v1/grants'))).toBe(403)
    const holder = await give(someone)
    expect(await status(world.call(before, 'GET', '/v1/me'))).toBe(401)
    const { session: after } = await enterProved(holder)
    expect(await status(world.call(after, 'GET', '/v1/grants'))).toBe(200)
    await give(await people.enter())
    expect(await status(withdraw(someone, 'coordinator', two))).toBe(202)
    expect(await status(world.call(after, 'GET', '/v1/me'))).toBe(200)
    expect(await status(withdraw(someone, 'coordinator', one))).toBe(204)
    expect(await status(world.call(after, 'GET', '/v1/me'))).toBe(401)
    expect(await grantsOf(someone)).toEqual([])
  })

  it('may be given back by its holder', async () => {
    const someone = await give(await people.enter(), 'approver')
    const { session: token } = await enterProved(someone)
    expect(await status(world.call(token, 'GET', '/v1/grants'))).toBe(403)
    expect(await status(withdraw(someone, 'approver', token))).toBe(204)
  })

  it('is for persons of members, one for each address', async () => {
    const desk = await people.enter('desk@un.example.org', { relation: 'authority', class: 'un' })
    expect(await status(propose(desk))).toBe(422)
    const first = await give(await people.enter('same@example.org'))
    const second = await people.enter('same@example.org')
    expect(await status(propose(second, 'approver'))).toBe(409)
    await withdraw(first)
    await withdraw(first, 'coordinator', two)
    const stranger = { ...second, organizationId: first.organizationId }
    expect(await status(propose(stranger))).toBe(404)
  })

  it('of the last coordinator stays, also when all withdraw one another at once', async () => {
    const holders = await Promise.all([1, 2, 3, 4].map(async () => give(await people.enter())))
    expect((await getTally(world.deps.store)).coordinators).toBe(4)
    for (const holder of holders) expect(await status(withdraw(holder))).toBe(202)
    const answers = await Promise.all(holders.map((holder) => status(withdraw(holder, 'coordinator', two))))
    expect(answers.sort()).toEqual([204, 204, 204, 409])
    const left = await listed()
    expect([left.length, (await getTally(world.deps.store)).coordinators]).toEqual([1, 1])
  })

  it('is confirmed once by two coordinators at once', async () => {
    const someone = await people.enter()
    const proposer = await give(await people.enter())
    const { session: token } = await enterProved(proposer)
    await propose(someone, 'coordinator', token)
    const answers = await Promise.all([
      status(confirm(someone, 'coordinator', one)),
      status(confirm(someone)),
    ])
    expect(answers.sort()).toEqual([200, 409])
    expect((await getTally(world.deps.store)).coordinators).toBe(2)
  })

  it('guards the way in of its holder: another coordinator changes the address or removes the contact', async () => {
    const someone = await give(await people.enter())
    await give(await people.enter())
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`
    const { session: own } = await enterProved(someone)
    const colleague = await world.tokenFor({ organizationId: someone.organizationId as `org_${string}` })
    const version = async () => ({
      'If-Match': (await world.call(one, 'GET', `/v1/organizations/${someone.organizationId}`)).headers.get(
        'ETag',
      )!,
    })
    const move = async (by: string) =>
      status(world.call(by, 'PATCH', path, { email: 'elsewhere@example.org' }, await version()))
    expect([await move(own), await move(colleague)]).toEqual([403, 403])
    expect(await status(world.call(colleague, 'PATCH', path, { timeZone: 'UTC' }, await version()))).toBe(200)
    expect(await status(world.call(own, 'GET', '/v1/me'))).toBe(200)
    expect(await move(one)).toBe(200)
    expect(await status(world.call(own, 'GET', '/v1/me'))).toBe(401)
    expect(await status(world.call(colleague, 'DELETE', path))).toBe(409)
    expect(await status(world.call(two, 'DELETE', path))).toBe(409)
    for (const by of [one, two]) await withdraw(someone, 'coordinator', by)
    expect(await status(world.call(two, 'DELETE', path))).toBe(204)
    expect((await getTally(world.deps.store)).coordinators).toBe(1)
    expect((await listed()).length).toBe(1)
  })

  it('is told to its holder and kept in history', async () => {
    const someone = await give(await people.enter())
    const { json } = await world.call(one, 'GET', `/v1/events?subject=${someone.contactId}`)
    expect(json.items.map(({ type }: { type: string }) => type)).toEqual([
      'grant.proposed',
      'grant.confirmed',
    ])
    const notices = await world.deps.store.query({
      table: 'deliveries',
      partition: `subject#${someone.contactId}#notice`,
    })
    expect(notices.items).toMatchObject([{ kind: 'notice' }])
  })
})
