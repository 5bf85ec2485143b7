import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { peopleOf, type Someone } from '../identity/people.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const [one, two] = ['bootstrap-one', 'bootstrap-two']
const successor = { email: 'successor@example.org', name: 'Somebody New' }

describe('a role that passes', () => {
  let world: World
  let pump: Pump
  let focal: Someone
  let alternate: Someone
  let session: string
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    await enrolBootstrap(world.deps, [one, two])
    const people = peopleOf(world, one)
    focal = await people.enter('focal@example.org')
    alternate = await people.join(focal.organizationId, 'alternate@example.org')
    session = await people.signIn(focal)
    await pump.drain()
    world.mail.sent.length = 0
  })

  const path = () => `/v1/organizations/${focal.organizationId}/contacts/${focal.contactId}/succession`
  const propose = (token = session, input: object = successor) => {
    world.clock.advance(1)
    return world.call(token, 'PUT', path(), input)
  }
  const version = async () => {
    const { headers } = await world.call(one, 'GET', `/v1/organizations/${focal.organizationId}`)
    return { 'If-Match': headers.get('ETag')! }
  }
  const confirm = async (token = two, headers?: Record<string, string>) =>
    world.call(token, 'POST', `${path()}/confirmation`, undefined, headers ?? (await version()))
  const contact = async () => {
    const { json } = await world.call(one, 'GET', `/v1/organizations/${focal.organizationId}`)
    return json.contacts.find(({ id }: { id: string }) => id === focal.contactId)
  }
  const tasks = async () => (await world.call(one, 'GET', '/v1/tasks')).json.items

  it('is told to the old address and the alternate before a coordinator confirms it', async () => {
    expect((await propose()).status).toBe(200)
    await pump.drain()
    const told = world.mail.sent.map(({ to }) => to)
    expect(told).toEqual(expect.arrayContaining([focal.email, alternate.email]))
    expect(told).not.toContain(successor.email)
    expect(await contact()).toMatchObject({ email: focal.email, successor })
    expect((await tasks()).map(({ kind }: { kind: string }) => kind)).toEqual(['role-passes'])
    expect((await world.call(session, 'GET', '/v1/me')).status).toBe(200)
    expect((await confirm()).json).toMatchObject({ id: focal.contactId, email: successor.email })
    expect((await contact()).successor).toBeUndefined()
    expect(await tasks()).toEqual([])
    expect((await world.call(session, 'GET', '/v1/me')).status).toBe(401)
    expect((await confirm()).status).toBe(409)
  })

  it('passes on the very version that was looked at, and by nobody who proposed it', async () => {
    await propose()
    const seen = await version()
    await propose(session, { email: 'another@example.org' })
    expect((await confirm(two, seen)).status).toBe(412)
    expect((await confirm(session)).status).toBe(403)
    await propose(one)
    expect((await confirm(one)).status).toBe(403)
    expect((await tasks()).length).toBe(1)
    expect((await confirm(two)).status).toBe(200)
  })

  it('does not pass when somebody there objects', async () => {
    await propose()
    expect((await world.call(session, 'DELETE', path())).status).toBe(204)
    expect([(await confirm()).status, (await contact()).email, await tasks()]).toEqual([409, focal.email, []])
    expect((await world.call(session, 'DELETE', path())).status).toBe(409)
  })

  it('passes to nobody who was proposed from a mailbox that others had', async () => {
    await propose()
    const other = `/v1/organizations/${focal.organizationId}/contacts/${alternate.contactId}`
    expect((await world.call(session, 'PUT', `${other}/succession`, successor)).status).toBe(200)
    const place = `/v1/organizations/${focal.organizationId}/contacts/${focal.contactId}/compromised`
    expect((await world.call(one, 'POST', place)).status).toBe(200)
    expect((await contact()).successor).toBeUndefined()
    expect((await tasks()).map(({ kind }: { kind: string }) => kind)).not.toContain('role-passes')
    expect((await confirm()).status).toBe(409)
    const passed = await world.call(
      two,
      'POST',
      `${other}/succession/confirmation`,
      undefined,
      await version(),
    )
    expect(passed.status).toBe(409)
    // Nor is what is proposed after that confirmed: a coordinator gives the contact an address first.
    expect((await propose(one)).status).toBe(200)
    expect((await confirm()).status).toBe(409)
    expect((await contact()).email).toBe(focal.email)
  })

  it('passes to nobody who was proposed by or for somebody who has been taken out', async () => {
    await propose()
    const place = (id: string) => `/v1/organizations/${focal.organizationId}/contacts/${id}`
    const other = place(alternate.contactId)
    expect((await world.call(session, 'PUT', `${other}/succession`, successor)).status).toBe(200)
    expect((await tasks()).length).toBe(2)
    expect((await world.call(one, 'DELETE', place(focal.contactId))).status).toBe(204)
    expect(await tasks()).toEqual([])
    const { json } = await world.call(one, 'GET', `/v1/organizations/${focal.organizationId}`)
    expect(json.contacts).toMatchObject([{ id: alternate.contactId, email: alternate.email }])
    expect(json.contacts[0]).not.toHaveProperty('successor')
    const passes = `${other}/succession/confirmation`
    expect((await world.call(two, 'POST', passes, undefined, await version())).status).toBe(409)
  })

  it('is proposed anew once the contact has another address', async () => {
    await propose()
    const place = `/v1/organizations/${focal.organizationId}/contacts/${focal.contactId}`
    const moved = await world.call(one, 'PATCH', place, { email: 'moved@example.org' }, await version())
    expect(moved.status).toBe(200)
    expect([(await contact()).successor, await tasks(), (await confirm()).status]).toEqual([
      undefined,
      [],
      409,
    ])
  })

  it('passes to no address that the organization has already, and is proposed by no other organization', async () => {
    expect((await propose(session, { email: alternate.email })).status).toBe(409)
    expect((await propose(session, { email: 'nobody' })).status).toBe(422)
    const stranger = await world.tokenFor()
    expect((await propose(stranger)).status).toBe(403)
  })
})
