import { beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'

describe('what the alliance has set', () => {
  let world: World
  let coordinator: string
  beforeEach(async () => {
    world = await createWorld()
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
  })

  const change = (body: object, version = 0) =>
    world.call(coordinator, 'PATCH', '/v1/settings', body, { 'If-Match': `"${version}"` })

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
    expect((await change({ holdSeconds: 30 }, 1)).json).toMatchObject({ approvals: { emergency: 2 } })
  })

  it('is not changed by who has not seen what holds', async () => {
    expect((await change({ holdSeconds: 30 })).status).toBe(200)
    expect((await change({ holdSeconds: 60 })).status).toBe(412)
    expect((await world.call(coordinator, 'PATCH', '/v1/settings', { holdSeconds: 60 })).status).toBe(428)
  })

  it.each([{}, { approvals: { watch: 0 } }, { holdSeconds: -1 }, { holdSeconds: 86_400 }, { unknown: 1 }])(
    'refuses %j',
    async (body) => expect((await change(body)).status).toBe(422),
  )
})
