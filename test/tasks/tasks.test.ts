import { beforeEach, describe, expect, it } from 'vitest'
import { contactsOnDuty, tellDuty } from '../../shared/duty/on-duty.ts'
import { openTask } from '../../shared/tasks/open.ts'
import { createWorld, type World } from '../support/world.ts'

const subject = 'org_abandoned'

describe('what waits for a person', () => {
  let world: World
  let coordinator: string
  beforeEach(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
  })

  const open = async (cause = '') => {
    const { id, actions } = await openTask(world.deps, { kind: 'role-vacant', subject, cause })
    if (actions.length > 0) await world.deps.store.transact(actions)
    return id
  }
  const listed = async (query = '') => {
    const { json } = await world.call(coordinator, 'GET', `/v1/tasks${query}`)
    return json.items.map(({ id }: { id: string }) => id)
  }

  it('is asked for once, whatever happens twice', async () => {
    const first = await open()
    expect(await open()).toBe(first)
    const other = await open('the alternate too')
    expect((await listed()).sort()).toEqual([first, other].sort())
    const events = await world.call(coordinator, 'GET', `/v1/events?subject=${subject}`)
    expect(events.json.items.map(({ type }: { type: string }) => type)).toEqual([
      'task.opened',
      'task.opened',
    ])
  })

  it('leaves the open list when it is done, and stays with its subject', async () => {
    const id = await open()
    const closed = await world.call(coordinator, 'POST', `/v1/tasks/${id}/closure`, { outcome: 'done' })
    expect(closed.json).toMatchObject({ status: 'closed', closure: { outcome: 'done' } })
    expect(await listed()).toEqual([])
    expect(await listed('?status=closed')).toEqual([id])
    expect(await listed(`?subject=${subject}`)).toEqual([id])
    expect(await open()).toBe(id)
    expect(await listed()).toEqual([])
  })

  it('is dismissed only with a reason, and closed once', async () => {
    const id = await open()
    const close = (body: object) => world.call(coordinator, 'POST', `/v1/tasks/${id}/closure`, body)
    expect((await close({ outcome: 'dismissed' })).json.errors[0].pointer).toBe('#/remark')
    expect((await close({ outcome: 'dismissed', remark: 'They answered by phone' })).status).toBe(200)
    expect((await close({ outcome: 'done' })).status).toBe(409)
  })

  it('is taken by a coordinator, and given to no one else', async () => {
    const contactId = world.deps.ids.next('contact')
    const taker = await world.tokenFor({ contactId, grants: ['coordinator'] })
    const id = await open()
    const give = (token: string, to: string | null) =>
      world.call(token, 'PUT', `/v1/tasks/${id}/assignee`, { contactId: to })
    expect((await give(taker, contactId)).json.assignee).toBe(contactId)
    expect((await give(coordinator, world.deps.ids.next('contact'))).status).toBe(422)
    expect((await give(coordinator, null)).json.assignee).toBeUndefined()
  })

  it('is one task for two who ask at the same moment', async () => {
    const results = await Promise.allSettled([open(), open(), open()])
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await listed()).toHaveLength(1)
  })

  it('is told to nobody where there is no coordinator in the roster', async () => {
    expect(await contactsOnDuty(world.deps)).toEqual([])
    const told = await tellDuty(world.deps, { subject, key: 'settings-changed', params: {} })
    expect(told).toEqual({ actions: [], notifications: [] })
  })
})
