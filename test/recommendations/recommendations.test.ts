import { beforeAll, describe, expect, it } from 'vitest'
import { trackAlert } from '../../shared/recommendations/sources.ts'
import { createDesk, type Desk } from '../alerts/desk.ts'

const meet = { addressee: 'United Nations Security Council', action: 'Meet at once.' }
const send = { addressee: 'African Union', action: 'Send observers.' }

describe('what an alert recommends', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
  })

  const list = async (query: Record<string, string>) =>
    (await desk.call(desk.coordinator, 'GET', `/v1/recommendations?${new URLSearchParams(query)}`)).json
      .items as { id: string; addressee: string; state: string; version: number; history: object[] }[]
  const statesOf = async (alertId: string) =>
    Object.fromEntries((await list({ alertId })).map(({ addressee, state }) => [addressee, state]))
  const change = (id: string, version: number, body: object, token = desk.coordinator) =>
    desk.call(token, 'PATCH', `/v1/recommendations/${id}`, body, { 'If-Match': `"${version}"` })
  const one = async (alertId: string) => (await list({ alertId }))[0]!

  it('becomes a record for each addressee and action once it is issued, once', async () => {
    const { id: draft } = await desk.alliance.draft({ recommendations: [meet, send] })
    expect(await list({ alertId: draft })).toEqual([])
    const id = await desk.issue({ recommendations: [meet, send] })
    await Promise.all([1, 2, 3].map(() => trackAlert(desk.world.deps, id)))
    expect(await statesOf(id)).toEqual({ [meet.addressee]: 'put', [send.addressee]: 'put' })
    const { situationId } = await desk.read(id)
    expect(await list({ situationId, state: 'put' })).toHaveLength(2)
    expect(await list({ situationId, state: 'done' })).toEqual([])
    expect(await list({ alertId: id, state: 'put' })).toHaveLength(2)
  })

  it('goes through its states with evidence, and keeps its history', async () => {
    const alertId = await desk.issue({ recommendations: [meet] })
    const { id, version } = await one(alertId)
    expect((await change(id, version, { state: 'promised' })).json.errors[0].pointer).toBe('#/evidence')
    const evidence = { text: 'Their letter of today', url: 'https://letters.example.org/1' }
    const { json } = await change(id, version, { state: 'promised', evidence })
    expect([json.state, json.history.at(-1).evidence]).toEqual(['promised', evidence])
    expect((await change(id, version, { state: 'done', evidence })).status).toBe(412)
    expect((await change(id, json.version, { state: 'done', evidence })).json.history).toHaveLength(3)
    expect((await change(id, json.version + 1, { state: 'acknowledged' })).status).toBe(409)
    const unfit = [{}, { state: 'lost' }, { evidence: { text: 'x', url: 'javascript:alert(1)' } }, { put: 1 }]
    for (const body of unfit) expect((await change(id, json.version + 1, body)).status).toBe(422)
    const bare = await desk.call(desk.coordinator, 'PATCH', `/v1/recommendations/${id}`, { state: 'put' })
    expect(bare.status).toBe(428)
  })

  it('is carried over a correction: kept, put anew, or lapsed; and lapses with the alert', async () => {
    const id = await desk.issue({ recommendations: [meet, send] })
    const [first] = (await list({ alertId: id })).filter(({ addressee }) => addressee === meet.addressee)
    await change(first!.id, first!.version, { state: 'acknowledged' })
    const other = { addressee: 'Human Rights Council', action: 'Send a mission.' }
    await desk.update(id, { recommendations: [meet, other] })
    const corrected = {
      [meet.addressee]: 'acknowledged',
      [send.addressee]: 'lapsed',
      [other.addressee]: 'put',
    }
    expect(await statesOf(id)).toEqual(corrected)
    await desk.update(id, { recommendations: [meet, send] })
    expect(await statesOf(id)).toMatchObject({ [send.addressee]: 'put', [other.addressee]: 'lapsed' })
    const again = (await list({ alertId: id })).find(({ addressee }) => addressee === send.addressee)!
    const done = { state: 'done', evidence: { text: 'They are there' } }
    await change(again.id, again.version, done)
    await desk.cancel(id, 'danger-passed')
    expect(await statesOf(id)).toMatchObject({ [meet.addressee]: 'lapsed', [send.addressee]: 'done' })
  })

  it('is looked at again on its review date, once, and not when the date was moved or it is done', async () => {
    const alertId = await desk.issue({ recommendations: [meet, send] })
    const [first, second] = (await list({ alertId })).map(({ id }) => ({ id })) as [
      { id: string },
      { id: string },
    ]
    const at = (hours: number) => new Date(desk.world.clock.now().getTime() + hours * 3_600_000).toISOString()
    expect((await change(first.id, 1, { reviewAt: at(-1) })).status).toBe(422)
    await change(first.id, 1, { reviewAt: at(1) })
    await change(first.id, 2, { reviewAt: at(2) })
    await change(second.id, 1, { reviewAt: at(2) })
    await change(second.id, 2, { state: 'refused', evidence: { text: 'By telephone' } })
    const tasks = async (subject: string) =>
      (await desk.call(desk.coordinator, 'GET', `/v1/tasks?subject=${subject}`)).json.items
    await desk.pump.pass(3700)
    expect(await tasks(first.id)).toEqual([])
    await desk.pump.pass(3700)
    await desk.pump.pass(3700)
    expect(await tasks(first.id)).toMatchObject([{ kind: 'recommendation-review', status: 'open' }])
    expect(await tasks(second.id)).toEqual([])
  })

  it('is not tracked of an exercise, and nobody else may read or change it', async () => {
    const exercise = await desk.issue({ exercise: true, recommendations: [meet] })
    expect(await list({ alertId: exercise })).toEqual([])
    const { id } = await one(await desk.issue({ recommendations: [meet] }))
    const member = await desk.world.tokenFor()
    expect((await desk.call(member, 'GET', `/v1/recommendations/${id}`)).status).toBe(404)
    expect((await desk.call(member, 'GET', '/v1/recommendations')).status).toBe(403)
    expect((await change(id, 1, { state: 'acknowledged' }, member)).status).toBe(403)
  })
})
