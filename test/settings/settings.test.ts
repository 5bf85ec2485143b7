import { beforeEach, describe, expect, it } from 'vitest'
import { createDutyRoom } from '../alerts/release/duty-room.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let coordinator: string
let second: string
beforeEach(async () => {
  world = await createWorld()
  coordinator = await world.tokenFor({ grants: ['coordinator'] })
  second = await world.tokenFor({ grants: ['coordinator'] })
})

const read = async () => (await world.call(coordinator, 'GET', '/v1/settings')).json
const change = (body: object, version = 0) =>
  world.call(coordinator, 'PATCH', '/v1/settings', body, { 'If-Match': `"${version}"` })
const confirm = (version: number, token = second) =>
  world.call(token, 'POST', '/v1/settings/confirmation', undefined, { 'If-Match': `"${version}"` })

describe('what the alliance has set', () => {
  it('is what it is by default until somebody sets it', async () => {
    const { json, headers } = await world.call(coordinator, 'GET', '/v1/settings')
    expect(json).toMatchObject({ holdSeconds: 120, approvals: { emergency: 1 }, version: 0 })
    expect(headers.get('ETag')).toBe('"0"')
  })

  it('changes by section, and leaves the others', async () => {
    expect((await change({ approvals: { emergency: 2 } })).json).toMatchObject({
      approvals: { watch: 1, warning: 1, emergency: 2 },
      holdSeconds: 120,
      version: 1,
    })
    expect((await change({ holdSeconds: 300 }, 1)).json).toMatchObject({ approvals: { emergency: 2 } })
  })

  it('is not changed by who has not seen what holds', async () => {
    expect((await change({ holdSeconds: 300 })).status).toBe(200)
    expect((await change({ holdSeconds: 360 })).status).toBe(412)
    expect((await world.call(coordinator, 'PATCH', '/v1/settings', { holdSeconds: 360 })).status).toBe(428)
  })

  it.each([{}, { approvals: { watch: 0 } }, { holdSeconds: -1 }, { holdSeconds: 86_400 }, { unknown: 1 }])(
    'refuses %j',
    async (body) => expect((await change(body)).status).toBe(422),
  )
})

describe('what loosens the release of alerts', () => {
  const strict = { approvals: { watch: 2, warning: 2, emergency: 2 }, holdSeconds: 600 }

  it.each([
    { holdSeconds: 599 },
    { approvals: { watch: 1, warning: 2, emergency: 2 } },
    // A section is replaced as a whole, so what it does not name falls back.
    { approvals: { emergency: 2 } },
    { advocacy: { lettersPerTarget: 1 }, holdSeconds: 0 },
  ])('is only proposed by one coordinator, and holds when another confirms it: %j', async (loose) => {
    await change(strict)
    const proposed = await change(loose, 1)
    expect([proposed.status, proposed.json]).toEqual([
      200,
      expect.objectContaining({
        ...strict,
        version: 2,
        proposal: expect.objectContaining({
          change: {
            ...loose,
            ...('approvals' in loose && { approvals: { watch: 1, warning: 1, ...loose.approvals } }),
          },
        }),
      }),
    ])
    expect((await confirm(2, coordinator)).status).toBe(403)
    expect(await read()).toMatchObject(strict)
    const confirmed = await confirm(2)
    expect([confirmed.status, confirmed.json.version, confirmed.json.proposal]).toEqual([200, 3, undefined])
    expect(confirmed.json).toMatchObject(loose)
    expect((await confirm(3)).status).toBe(409)
  })

  it('names only what it would change, and is nothing where all of it holds already', async () => {
    await change(strict)
    const { json } = await change({ approvals: strict.approvals, holdSeconds: 0 }, 1)
    expect(json.proposal.change).toEqual({ holdSeconds: 0 })
    expect((await change(strict, 2)).json.version).toBe(2)
  })

  it('is confirmed as it was read, or not at all', async () => {
    await change({ holdSeconds: 60 })
    await change({ advocacy: { lettersPerTarget: 1 } }, 1)
    expect((await confirm(1)).status).toBe(412)
    expect((await world.call(second, 'POST', '/v1/settings/confirmation')).status).toBe(428)
    expect((await read()).holdSeconds).toBe(120)
  })

  it('does not take the place of what waits already, nor hinder what tightens', async () => {
    const third = await world.tokenFor({ grants: ['coordinator'] })
    await change({ holdSeconds: 60 })
    const other = { approvals: { watch: 1 }, holdSeconds: 0 }
    const instead = (token: string, version: number) =>
      world.call(token, 'PATCH', '/v1/settings', other, { 'If-Match': `"${version}"` })
    for (const token of [coordinator, third]) expect((await instead(token, 1)).status).toBe(409)
    expect((await change({ approvals: { emergency: 2 } }, 1)).json).toMatchObject({
      approvals: { emergency: 2 },
      proposal: { change: { holdSeconds: 60 } },
      version: 2,
    })
    await world.call(third, 'DELETE', '/v1/settings/proposal', undefined, { 'If-Match': '"2"' })
    expect((await instead(third, 3)).json.proposal.change).toMatchObject({ holdSeconds: 0 })
  })

  it('is one of two that come at the same moment', async () => {
    const answers = await Promise.all([change({ holdSeconds: 60 }), change({ holdSeconds: 0 })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('is taken back by whoever proposed it, or objected to', async () => {
    for (const [at, token] of [coordinator, second].entries()) {
      await change({ holdSeconds: 0 }, at * 2)
      expect((await world.call(token, 'DELETE', '/v1/settings/proposal')).json.proposal).toBeUndefined()
      expect((await confirm(at * 2 + 2)).status).toBe(409)
    }
    expect((await world.call(coordinator, 'DELETE', '/v1/settings/proposal')).status).toBe(409)
  })

  it('is confirmed once when two do so at the same moment', async () => {
    const third = await world.tokenFor({ grants: ['coordinator'] })
    await change({ holdSeconds: 0 })
    const answers = await Promise.all([confirm(1), confirm(1, third)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('is told to every other coordinator when it is proposed, and is for no program', async () => {
    const room = await createDutyRoom()
    const other = await room.coordinatorNamed('Third Desk')
    const { version } = (await room.call(room.coordinator, 'GET', '/v1/settings')).json
    const headers = { 'If-Match': `"${version}"` }
    await room.call(room.coordinator, 'PATCH', '/v1/settings', { holdSeconds: 0 }, headers)
    await room.pump.drain()
    expect((await room.lastMailTo(other)).text).toContain('holdSeconds')
    const scopes = ['alerts:write', 'alerts:issue'] as const
    const program = await room.world.tokenFor({ grants: ['coordinator'], scopes: [...scopes] })
    const refused = await room.call(program, 'POST', '/v1/settings/confirmation', undefined, headers)
    expect(refused.status).toBe(403)
  })
})
