import { beforeAll, describe, expect, it } from 'vitest'
import { trackPost } from '../../shared/recommendations/sources.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

const observe = { addressee: 'African Union', action: 'Send observers.', rationale: 'Nobody else is there.' }
const meet = {
  addressee: 'United Nations Security Council',
  action: 'Meet at once.',
  rationale: 'It is urgent.',
}

describe('the options for action of a situation report', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await createNewsroom()
  })

  const register = async (query: Record<string, string>) =>
    (await room.call(room.coordinator, 'GET', `/v1/recommendations?${new URLSearchParams(query)}`)).json.items
  const statesOf = async (query: Record<string, string>) =>
    Object.fromEntries(
      (await register(query)).map((each: { addressee: string; state: string }) => [
        each.addressee,
        each.state,
      ]),
    )

  it('stand in the register beside what alerts ask, under each of their situations, by one query', async () => {
    const alertId = await room.issue({ recommendations: [{ addressee: 'A ministry', action: 'Say why.' }] })
    const { situationId } = await room.desk.read(alertId)
    const other = await room.alliance.situation()
    const report = {
      kind: 'situation-report',
      situationIds: [situationId, other.id],
      options: [observe, meet],
    }
    const { id } = await room.publish(report)
    await room.pump.drain()
    await Promise.all([1, 2].map(() => trackPost(room.world.deps, id)))
    const asked = { 'A ministry': 'put', [observe.addressee]: 'put', [meet.addressee]: 'put' }
    const calls: string[] = []
    const count = ({ name }: { name: string }) => calls.push(name)
    room.wire.onCall = count
    expect(await statesOf({ situationId })).toEqual(asked)
    room.wire.onCall = undefined
    expect(calls.filter((name) => name === 'QueryCommand')).toHaveLength(1)
    expect(await statesOf({ situationId: other.id })).toEqual({
      [observe.addressee]: 'put',
      [meet.addressee]: 'put',
    })
    const [one] = await register({ postId: id })
    expect(one).toMatchObject({
      source: { kind: 'post', id },
      putBy: room.author.organizationId,
      rationale: expect.any(String),
    })
  })

  it('lapse when a correction drops them or the report is withdrawn, unless they have had their outcome', async () => {
    const { id } = await room.publish({ kind: 'situation-report', options: [observe, meet] })
    await room.pump.drain()
    const found = await register({ postId: id })
    const kept = found.find(({ addressee }: { addressee: string }) => addressee === meet.addressee)
    const path = `/v1/recommendations/${kept.id}`
    const change = { state: 'acknowledged' }
    await room.call(room.coordinator, 'PATCH', path, change, { 'If-Match': `"${kept.version}"` })
    await room.step(id, 'correction', { options: [meet], changed: 'One option less' })
    await room.pump.drain()
    expect(await statesOf({ postId: id })).toEqual({
      [observe.addressee]: 'lapsed',
      [meet.addressee]: 'acknowledged',
    })
    await room.step(id, 'withdrawal', { reason: 'It was wrong.' })
    await room.pump.drain()
    expect(await statesOf({ postId: id })).toEqual({
      [observe.addressee]: 'lapsed',
      [meet.addressee]: 'lapsed',
    })
  })

  it('are not asked of anybody while the report is a draft', async () => {
    const { id } = (await room.write({ kind: 'situation-report', options: [observe] })).json
    await room.pump.drain()
    await trackPost(room.world.deps, id)
    expect(await register({ postId: id })).toEqual([])
  })
})
