import { beforeEach, describe, expect, it } from 'vitest'
import { createOrganization } from '../../../shared/organizations/repository.ts'
import type { Organization } from '../../../shared/organizations/schema.ts'
import { newRecord } from '../../../shared/storage/collection.ts'
import { openTask } from '../../../shared/tasks/open.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Visitor, visitor } from './visitor.ts'

let world: World
let coordinator: Visitor
beforeEach(async () => {
  world = await createWorld()
  coordinator = await visitor(world, { grants: ['coordinator'] })
})

const openTasks = async (count: number) => {
  for (let at = 0; at < count; at++) {
    const { actions } = await openTask(world.deps, {
      kind: 'role-vacant',
      subject: world.deps.ids.next('contact'),
    })
    await world.deps.store.transact(actions)
  }
}

/** An organization of the roster with one contact that a mail reaches, or with nobody. */
const enter = async (name: string, isReached: boolean, country = 'KE') => {
  const id = world.deps.ids.next('organization')
  const contact = {
    id: world.deps.ids.next('contact'),
    ...{
      role: 'focal-point',
      kind: 'person',
      email: `${id}@example.org`,
      languages: ['en'],
      timeZone: 'UTC',
    },
    ...{ discreet: false, epoch: 1, grants: [], lastConfirmedAt: world.clock.now().toISOString() },
  } as const
  const organization = {
    ...{ id, name, class: 'ngo', relation: 'member', country, worksIn: [], languages: [] },
    ...{ listed: false, ownFields: [], contacts: isReached ? [contact] : [] },
    ...newRecord(world.clock.now()),
  } as unknown as Organization
  await world.deps.store.transact(createOrganization(organization))
  return id
}

const lines = (html: string) => html.match(/href="\/console\/tasks\/tsk_/g)?.length ?? 0
const nextIn = (html: string) => /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')

describe('what does not fit on the page of the day', () => {
  it('is said to be there, and stands on a page of its own', async () => {
    await openTasks(25)
    expect((await coordinator.get('/console')).html).toContain('>25</span>')
    await openTasks(30)
    const { html } = await coordinator.get('/console')
    expect(html).toMatch(/>\s*25 or more\s*<\/span>/)
    expect(lines(html)).toBe(25)
    expect(html).toContain('href="/console/tasks"')
    const first = (await coordinator.get('/console/tasks')).html
    const rest = (await coordinator.get(nextIn(first)!)).html
    expect(lines(first) + lines(rest)).toBe(55)
    expect(nextIn(rest)).toBeUndefined()
  })

  it('shows the tasks that were dealt with when asked', async () => {
    await openTasks(2)
    const [path] = /\/console\/tasks\/tsk_\w+/.exec((await coordinator.get('/console/tasks')).html)!
    await coordinator.send(path, `${path}/close`, { outcome: 'done' })
    expect(lines((await coordinator.get('/console/tasks')).html)).toBe(1)
    expect((await coordinator.get('/console/tasks?status=closed')).html).toContain(`href="${path}"`)
  })

  it('is for no member to see', async () => {
    const member = await visitor(world)
    for (const path of ['/console/tasks', '/console/roster/unreached'])
      expect((await member.get(path)).status).toBe(403)
  })

  it('says that the roster is larger than what was looked through, and leads on to whoever is behind', async () => {
    for (let at = 0; at < 1010; at += 10)
      await Promise.all(Array.from({ length: 10 }, (_, each) => enter(`Watch ${1000 + at + each}`, true)))
    const behind = await enter('Watch in the last of countries', false, 'ZW')
    const { html } = await coordinator.get('/console')
    expect(html).toContain('Not all of the roster was looked through')
    expect(html).toContain('href="/console/roster/unreached"')
    const seen = []
    for (let path: string | undefined = '/console/roster/unreached'; path; ) {
      const page: string = (await coordinator.get(path)).html
      seen.push(page.includes(`/console/roster/${behind}`))
      path = nextIn(page)
    }
    expect(seen).toEqual([false, true])
  }, 120_000)

  it('is not spoken of where everything fits', async () => {
    await enter('Watch', false)
    const { html } = await coordinator.get('/console')
    expect(html).not.toMatch(/or more|Not all of the roster/)
  })
})
