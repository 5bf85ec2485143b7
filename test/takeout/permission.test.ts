import { beforeEach, describe, expect, it } from 'vitest'
import { exportTaken, requirePermission } from '../../shared/takeout/permission.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const seal = { rows: 12, kinds: {}, content: 'c'.repeat(43), sha256: 's'.repeat(43) }

let world: World
let coordinator: string
let second: string
beforeEach(async () => {
  world = await createWorld()
  coordinator = await world.tokenFor({ grants: ['coordinator'] })
  second = await world.tokenFor({ grants: ['coordinator'] })
})

const allow = (token = coordinator) => world.call(token, 'POST', '/v1/exports')
const stands = () =>
  requirePermission(world.deps).then(
    () => true,
    () => false,
  )

describe('taking everything out', () => {
  it('waits for the word of a coordinator, which is good once and for a day', async () => {
    await expect(requirePermission(world.deps)).rejects.toMatchObject({ fault: 'not-allowed' })
    const { status, json } = await allow()
    expect([status, json.usableUntil]).toEqual([201, '2026-11-23T09:00:00.000Z'])
    const { id } = await requirePermission(world.deps)
    await exportTaken(world.deps, id, seal)
    expect(await stands()).toBe(false)
    await expect(exportTaken(world.deps, id, seal)).rejects.toMatchObject({ fault: 'not-allowed' })
    await allow()
    world.clock.advance(86_400)
    expect(await stands()).toBe(false)
  })

  it('can be withdrawn by another coordinator, also while the file is being written', async () => {
    const { json } = await allow()
    const { id } = await requirePermission(world.deps)
    expect((await world.call(second, 'GET', '/v1/exports')).json.items).toHaveLength(1)
    expect((await world.call(second, 'DELETE', `/v1/exports/${json.id}`)).status).toBe(204)
    await expect(exportTaken(world.deps, id, seal)).rejects.toMatchObject({ fault: 'not-allowed' })
    expect((await world.call(second, 'DELETE', `/v1/exports/${json.id}`)).status).toBe(404)
  })

  it('is in history with the digest of the file, for coordinators alone', async () => {
    const { json } = await allow()
    world.clock.advance(60)
    await exportTaken(world.deps, (await requirePermission(world.deps)).id, seal)
    const history = async (token: string) =>
      (await world.call(token, 'GET', `/v1/events?subject=${json.id}`)).json.items as {
        type: string
        data: object
      }[]
    expect((await history(second)).map(({ type }) => type)).toEqual(['export.allowed', 'export.taken'])
    expect((await history(second))[1]!.data).toEqual({ rows: 12, sha256: seal.sha256 })
    expect(await history(await world.tokenFor())).toEqual([])
  })

  it('is told to every other coordinator at once, and when it is done', async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    const pump = createPump(world, wire)
    const { organization } = await createAlliance(world)
    const told = await organization({ name: 'Others' }, [{ email: 'other@others.example.org' }])
    await world.deps.store.write({
      table: 'members',
      put: {
        ...{ pk: 'grants', sk: `grant#${told.contacts[0]!.id}#coordinator` },
        ...{
          organizationId: told.id,
          contactId: told.contacts[0]!.id,
          kind: 'coordinator',
          status: 'confirmed',
        },
        ...{ proposedBy: { kind: 'system' }, proposedAt: world.clock.now().toISOString() },
      },
    })
    await allow(await world.tokenFor({ grants: ['coordinator'] }))
    await pump.drain()
    await exportTaken(world.deps, (await requirePermission(world.deps)).id, seal)
    await pump.drain()
    expect(world.mail.sent.map(({ to }) => to)).toEqual([
      'other@others.example.org',
      'other@others.example.org',
    ])
  })

  it('is asked for by a coordinator whose second factor was proved within minutes', async () => {
    expect((await allow(await world.tokenFor())).status).toBe(403)
    expect((await allow(await world.tokenFor({ grants: ['approver'] }))).status).toBe(403)
  })
})
