import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../shared/access/actor.ts'
import { forCoordinators, forMembers, record } from '../../shared/events/record.ts'
import { createListening, type Listening, type Someone } from './listening.ts'

const happening = ({ deps }: Listening) =>
  record(deps, system, {
    type: 'situation.created',
    subject: deps.ids.next('situation'),
    audience: forMembers,
  })

describe('a replay', () => {
  let world: Listening
  let member: Someone
  let id: string
  beforeEach(async () => {
    world = await createListening()
    member = await world.someone()
    id = (await world.listen(member)).id
    await world.run()
  })

  const replay = (what: object, token = member.token) =>
    world.call(token, 'POST', `/v1/webhooks/${id}/replay`, what)
  const ids = () => world.http.calls.map(({ headers }) => headers['webhook-id'])

  it('sends one event again, under its id, with attempts of its own', async () => {
    const event = await world.happens()
    await world.run()
    world.clock.advance(1)
    const { status, json } = await replay({ eventId: event.id })
    expect([status, json]).toEqual([202, { events: 1 }])
    world.http.answer = () => ({ status: 500 })
    await world.deliver()
    await world.untilNext()
    expect(ids()).toEqual([event.id, event.id, event.id])
    const attempts = await world.attempts(member, id)
    expect(attempts.map((one: { attempt: number; replay: boolean }) => [one.attempt, one.replay])).toEqual([
      [2, true],
      [1, true],
      [1, false],
    ])
  })

  it('sends a recent event that was never tried here', async () => {
    const event = await world.happens({ type: 'meeting.called' })
    await world.run()
    world.clock.advance(3600)
    expect((await replay({ eventId: event.id })).json).toEqual({ events: 1 })
    await world.deliver()
    expect(ids()).toEqual([event.id])
  })

  it('sends the events of a range over several days, of its types and no more', async () => {
    const early = await world.happens()
    world.clock.advance(86_400)
    const wanted = await world.happens()
    await world.happens({ type: 'meeting.called' })
    world.clock.advance(86_400)
    const late = await world.happens()
    await world.catchUp()
    world.queues.take('webhooks')
    const range = { since: '2026-11-22T09:30:00+00:00', until: '2026-11-24T12:00:00+03:00' }
    expect((await replay(range)).json).toEqual({ events: 2 })
    await world.deliver()
    expect(ids().sort()).toEqual([wanted.id, late.id].sort())
    expect(ids()).not.toContain(early.id)
  })

  it('shows nothing that its owner may not know of, not even that it exists', async () => {
    const hidden = await world.happens({ audience: forCoordinators })
    const one = await replay({ eventId: hidden.id })
    const none = await replay({ eventId: 'evt_nosuchevent' })
    expect([one.status, one.json.errors]).toEqual([422, none.json.errors])
    const range = { since: '2026-11-22T00:00:00Z', until: '2026-11-23T00:00:00Z' }
    expect((await replay(range)).json).toEqual({ events: 0 })
  })

  it('is bounded in time and number, and needs an enabled endpoint', async () => {
    expect((await replay({ since: '2026-09-01T00:00:00Z', until: '2026-11-01T00:00:00Z' })).status).toBe(422)
    expect((await replay({ since: '2026-11-02T00:00:00Z', until: '2026-11-01T00:00:00Z' })).status).toBe(422)
    expect((await replay({ since: '2026-11-02T00:00:00Z' })).status).toBe(422)
    expect((await replay({})).status).toBe(422)
    await world.deps.store.writeMany(Array.from({ length: 1001 }, () => happening(world)))
    expect((await replay({ since: '2026-11-22T00:00:00Z', until: '2026-11-23T00:00:00Z' })).status).toBe(422)
    await world.call(member.token, 'PATCH', `/v1/webhooks/${id}`, { enabled: false }, { 'If-Match': '"1"' })
    expect((await replay({ eventId: 'evt_nosuchevent' })).status).toBe(409)
  })
})
