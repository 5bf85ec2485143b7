import { beforeEach, describe, expect, it } from 'vitest'
import { stampOf, system } from '../../shared/access/actor.ts'
import { findParticipation, putParticipation } from '../../shared/coalitions/repository.ts'
import type { Participation } from '../../shared/coalitions/schema.ts'
import { forCoalition, forCoordinators, forOrganization } from '../../shared/events/record.ts'
import { createListening, type Listening, type Someone } from './listening.ts'

describe('what a webhook is told', () => {
  let world: Listening
  let member: Someone
  beforeEach(async () => {
    world = await createListening()
    member = await world.someone()
  })

  it('is told no more than its owner may know', async () => {
    const coordinator = await world.someone({ grants: ['coordinator'] })
    await world.listen(member, { url: 'https://member.example.org/' })
    await world.listen(coordinator, { url: 'https://coordinator.example.org/' })
    const heardBy = async (audience: Parameters<Listening['happens']>[0]) => {
      world.http.calls.splice(0)
      await world.happens(audience)
      await world.run()
      return world.http.calls.map(({ url }) => new URL(url).host.split('.')[0]).sort()
    }
    expect(await heardBy({})).toEqual(['coordinator', 'member'])
    expect(await heardBy({ audience: forCoordinators })).toEqual(['coordinator'])
    expect(await heardBy({ audience: forOrganization(member.organizationId) })).toEqual([
      'coordinator',
      'member',
    ])
    expect(await heardBy({ audience: forOrganization('org_somebodyelse') })).toEqual(['coordinator'])
    expect(await heardBy({ audience: forCoalition('coa_closed') })).toEqual(['coordinator'])
    await world.changeContact(coordinator, { grants: [] })
    expect(await heardBy({ audience: forCoordinators })).toEqual([])
  })

  const takesPart = async (status: Participation['status']) => {
    const { organizationId } = member
    const before = await findParticipation(world.deps.store, 'coa_closed', organizationId)
    const after = {
      coalitionId: 'coa_closed',
      organizationId,
      status,
      role: 'participant',
      knownTo: 'everybody',
      invitedAt: world.clock.now().toISOString(),
      by: stampOf(system),
      version: (before?.version ?? 0) + 1,
    } as Participation
    await world.deps.store.transact(putParticipation(before, after))
  }

  it('hears of a coalition while its organization has joined, up to the very moment of sending', async () => {
    await world.listen(member)
    const audience = forCoalition('coa_closed')
    await takesPart('invited')
    await world.happens({ audience })
    await world.run()
    expect(world.http.calls).toHaveLength(0)
    await takesPart('joined')
    await world.happens({ audience })
    await world.run()
    expect(world.http.calls).toHaveLength(1)
    await world.happens({ audience })
    await world.catchUp()
    await takesPart('left')
    expect(await world.deliver()).toEqual([])
    expect(world.http.calls).toHaveLength(1)
  })

  it.each([
    ['has left the roster', undefined],
    ['has been secured anew', { epoch: 2 }],
    ['is compromised', { suppressed: { reason: 'compromised' as const, at: '2026-11-22T09:00:00.000Z' } }],
  ])('falls silent and is disabled when its owner %s', async (_, change) => {
    const colleague = await world.someone({ colleagueOf: member })
    const { id } = await world.listen(member)
    await world.happens()
    await world.catchUp()
    await world.changeContact(member, change)
    expect(await world.deliver()).toEqual([])
    await world.happens()
    await world.run()
    expect(world.http.calls).toHaveLength(0)
    expect(await world.state(colleague, id)).toMatchObject({
      enabled: false,
      disabledReason: 'owner-changed',
    })
  })

  it('listens again once its owner, secured anew, has confirmed it', async () => {
    const { id } = await world.listen(member)
    await world.changeContact(member, { epoch: 2 })
    await world.happens()
    await world.run()
    const enable = { enabled: true }
    const headers = { 'If-Match': `"${(await world.state(member, id)).version}"` }
    expect((await world.call(member.token, 'PATCH', `/v1/webhooks/${id}`, enable, headers)).status).toBe(200)
    await world.happens()
    await world.run()
    expect(world.http.calls).toHaveLength(1)
  })
})
