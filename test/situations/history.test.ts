import { beforeAll, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { createWorld, type World } from '../support/world.ts'
import { aSituation } from './builders.ts'

describe('what a situation remembers', () => {
  let world: World
  let coordinator: string
  let member: string
  let path: string
  beforeAll(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
    member = await world.tokenFor()
  })

  const watch = async () => {
    const { json } = await world.call(coordinator, 'POST', '/v1/situations', aSituation())
    path = `/v1/situations/${json.id}`
    return json.id as string
  }
  const setLevel = (level: string, reason: string, headers = {}) =>
    world.call(coordinator, 'PUT', `${path}/level`, { level, reason }, headers)

  it('keeps each level with its reason, its time, its definition and who set it', async () => {
    const id = await watch()
    world.clock.advance(3600)
    await setLevel('warning', 'Arms were handed out.')
    world.clock.advance(3600)
    await setLevel('emergency', 'Killing began.')
    const history = await everyItem(world, coordinator, `${path}/level-history?limit=1`)
    expect(history.map(({ from, level, reason, definition }) => [from, level, reason, definition])).toEqual([
      ['warning', 'emergency', 'Killing began.', 1],
      ['watch', 'warning', 'Arms were handed out.', 1],
      [undefined, 'watch', undefined, 1],
    ])
    expect(history[0].by.kind).toBe('person')
    expect((await everyItem(world, member, `${path}/level-history`)).some((entry) => 'by' in entry)).toBe(
      false,
    )
    const { items } = await world.deps.store.query({ table: 'events', partition: id })
    expect(items.filter(({ type }) => type === 'situation.level-changed').map(({ data }) => data)).toEqual([
      { from: 'watch', level: 'warning', countries: ['SD'] },
      { from: 'warning', level: 'emergency', countries: ['SD'] },
    ])
  })

  it('takes the level it has already as no change', async () => {
    await watch()
    const same = await setLevel('watch', 'Still.')
    expect([same.status, same.headers.get('ETag')]).toEqual([200, '"1"'])
    expect(await everyItem(world, coordinator, `${path}/level-history`)).toHaveLength(1)
  })

  it('asks for a reason, and honours the version that was read', async () => {
    await watch()
    expect((await world.call(coordinator, 'PUT', `${path}/level`, { level: 'warning' })).status).toBe(422)
    expect((await setLevel('warning', '  ')).status).toBe(422)
    expect((await setLevel('warning', 'Signs.', { 'If-Match': '"2"' })).status).toBe(412)
    expect((await setLevel('warning', 'Signs.', { 'If-Match': '"1"' })).status).toBe(200)
  })

  it('loses no level when several are set at once', async () => {
    await watch()
    const levels = ['warning', 'emergency', 'warning', 'emergency', 'warning']
    const answers = await Promise.all(levels.map((level, at) => setLevel(level, `Reason ${at}`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { json } = await world.call(coordinator, 'GET', path)
    const history = await everyItem(world, coordinator, `${path}/level-history`)
    expect([history.length, history[0].level]).toEqual([json.version, json.level])
    expect(history.slice(0, -1).map(({ from }) => from)).toEqual(history.slice(1).map(({ level }) => level))
  })

  it('keeps a dated, sourced timeline that grows without touching the situation', async () => {
    await watch()
    const add = (body: object, headers = {}) =>
      world.call(coordinator, 'POST', `${path}/timeline`, body, headers)
    const source = { text: 'A speech', sourceUrl: 'https://news.example.org/1', kind: 'statement' }
    const key = { 'Idempotency-Key': 'speech' }
    const made = await add({ date: '2026-10-03', ...source }, key)
    expect([made.status, made.json.date, made.json.kind]).toEqual([201, '2026-10-03', 'statement'])
    expect((await add({ date: '2026-10-03', ...source }, key)).json).toEqual(made.json)
    await add({ date: '2026-11-01', text: 'A march' })
    await add({ date: '2025-01-31', text: 'A law' })
    const entries = await everyItem(world, member, `${path}/timeline?limit=2`)
    expect(entries.map(({ text }) => text)).toEqual(['A march', 'A speech', 'A law'])
    expect(entries.some((entry) => 'by' in entry)).toBe(false)
    expect((await world.call(coordinator, 'GET', path)).json.version).toBe(1)
  })

  it('refuses an indicator without a date, with a script for a source, or of no situation', async () => {
    await watch()
    const add = (body: object, at = path) => world.call(coordinator, 'POST', `${at}/timeline`, body)
    expect((await add({ text: 'x' })).status).toBe(422)
    expect((await add({ date: '2026-02-30', text: 'x' })).status).toBe(422)
    expect((await add({ date: '2026-02-03', text: 'x', sourceUrl: 'javascript:alert(1)' })).status).toBe(422)
    expect((await add({ date: '2026-02-03', text: 'x' }, '/v1/situations/sit_none')).status).toBe(404)
    expect((await world.call(coordinator, 'GET', '/v1/situations/sit_none/timeline')).status).toBe(404)
  })
})
