import { beforeEach, describe, expect, it } from 'vitest'
import { createRoom, day, type Room } from './room.ts'

let room: Room
beforeEach(async () => {
  room = await createRoom()
})

const ask = async (name: string, message: string) => {
  const fields = { name, country: 'KE', email: `desk@${name.toLowerCase()}.example.org`, message }
  const answer = await room.world.app.request('/join', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBeLessThan(400)
  const { items } = await room.call('GET', '/applications?status=held')
  return items.at(-1) as { id: string; version: number }
}
const step = (id: string, path: string, body?: object) =>
  room.call('POST', `/applications/${id}/${path}`, body)
const open = async () =>
  (await room.call('GET', '/tasks?status=open')).items.map(({ kind }: { kind: string }) => kind)

describe('who asked to join', () => {
  it('is forgotten so long after the decision, and unanswered so long after they asked, with the task', async () => {
    const declined = await ask('Harbour', 'We watch the harbour')
    const invited = await ask('Lantern', 'We keep the lanterns')
    await ask('Silent', 'Nobody answered us')
    await step(invited.id, 'invitation')
    await room.set({ applications: 60 })
    await room.pump.pass(40 * day)
    await step(declined.id, 'refusal', { reason: 'Nobody knows them' })
    await room.pump.drain()
    const kept = async () => {
      const all = ['We watch the harbour', 'Nobody knows them', 'We keep the lanterns', 'Nobody answered us']
      const is = await Promise.all(all.map(room.isKept))
      return all.filter((_, at) => is[at])
    }
    expect(await open()).toContain('application')
    room.world.clock.advance(20 * day)
    await room.round()
    expect(await kept()).toEqual(['We watch the harbour', 'Nobody knows them'])
    expect(await open()).not.toContain('application')
    expect((await room.call('GET', '/applications?status=held')).items).toEqual([])
    room.world.clock.advance(40 * day)
    await room.round()
    expect(await kept()).toEqual([])
    expect(await room.carriedOut()).toEqual([{ applications: 2 }, { applications: 1 }])
    // Whom it became stays.
    expect(await room.isKept('Lantern')).toBe(true)
  })

  it('stays where nothing is set', async () => {
    await ask('Silent', 'Nobody answered us')
    await room.set({ tasks: 30 })
    room.world.clock.advance(3000 * day)
    await room.round()
    expect(await room.isKept('Nobody answered us')).toBe(true)
  })
})
