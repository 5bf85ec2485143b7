import { beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../shared/access/actor.ts'
import { system } from '../../shared/access/actor.ts'
import { forCoordinators, forMembers, forOrganization, record } from '../../shared/events/record.ts'
import type { EventAudience } from '../../shared/events/schema.ts'
import type { Id } from '../../shared/ids.ts'
import { createWorld, type World } from '../support/world.ts'

describe('history', () => {
  let world: World
  let coordinator: string
  let member: string
  const own = 'org_own' as Id<'organization'>
  const subject = 'sit_watched'

  beforeAll(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    member = await world.tokenFor({ organizationId: own })
    const actor: Person = {
      kind: 'person',
      contactId: 'con_other',
      organizationId: 'org_other',
      relation: 'member',
      grants: ['coordinator'],
    }
    const write = async (audience: EventAudience) => {
      world.clock.advance(1)
      await world.deps.store.write(
        record(world.deps, actor, { type: 'situation.updated', subject, audience }),
      )
    }
    for (let at = 0; at < 30; at++)
      await write([forMembers, forCoordinators, forOrganization(own), forOrganization('org_other')][at % 4]!)
    const tick = record(world.deps, system, { type: 'expand.due', subject, audience: forCoordinators })
    await world.deps.store.write(tick)
    world.clock.advance(86_400)
    await write(forMembers)
  })

  interface Told {
    id: string
    at: string
    type: string
    actor: { contactId?: string; organizationId: string }
  }

  const readAll = async (token: string, query: string) => {
    const pages: Told[][] = []
    let next: string | undefined = `/v1/events?${query}`
    while (next) {
      const page: Awaited<ReturnType<World['call']>> = await world.call(token, 'GET', next)
      expect(page.status).toBe(200)
      pages.push(page.json.items)
      next = /<https:\/\/tocsin.example.org(.*)>; rel="next"/.exec(page.headers.get('Link') ?? '')?.[1]
    }
    return pages
  }

  it('of a subject is told to coordinators whole, without the ticks of the clock', async () => {
    const pages = await readAll(coordinator, `subject=${subject}&limit=7`)
    const all = pages.flat()
    expect(all.length).toBe(31)
    expect(new Set(all.map(({ id }) => id)).size).toBe(31)
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort())
    expect(all.some(({ type }) => type.endsWith('.due'))).toBe(false)
    expect(all[0]).not.toHaveProperty('audience')
  })

  it('is told to others as far as it is for them, in full pages that show no gap', async () => {
    const pages = await readAll(member, `subject=${subject}&limit=5`)
    expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 1])
    expect(pages.flat().every(({ actor }) => actor.contactId === undefined)).toBe(true)
    expect((await readAll(member, 'subject=org_unknown')).flat()).toEqual([])
  })

  it('of a day is that of today unless another is asked for', async () => {
    expect((await readAll(coordinator, '')).flat().length).toBe(1)
    expect((await readAll(coordinator, 'day=2026-11-22&limit=4')).flat().length).toBe(30)
    expect((await readAll(coordinator, `day=2026-11-22&subject=${subject}&limit=9`)).flat().length).toBe(30)
    expect((await readAll(member, 'day=2026-11-22&limit=4')).flat().length).toBe(15)
    expect((await readAll(coordinator, 'day=2026-01-01')).flat()).toEqual([])
  })

  it('goes on with its own day when midnight comes between two pages', async () => {
    world.clock.advance(-86_400)
    const first = await world.call(coordinator, 'GET', '/v1/events?limit=4')
    const next = /<https:\/\/tocsin.example.org(.*)>/.exec(first.headers.get('Link')!)![1]!
    world.clock.advance(86_400)
    const second = await world.call(coordinator, 'GET', next)
    expect([second.status, second.json.items.length]).toEqual([200, 4])
    expect(second.json.items[0].at.slice(0, 10)).toBe('2026-11-22')
  })

  it('refuses what is no day and cursors of other queries', async () => {
    const status = async (query: string) =>
      (await world.call(coordinator, 'GET', `/v1/events?${query}`)).status
    expect(await status('day=yesterday')).toBe(422)
    expect(await status('day=2026-02-30')).toBe(422)
    expect(await status('cursor=forged')).toBe(400)
    expect(await status('limit=0')).toBe(422)
  })
})
