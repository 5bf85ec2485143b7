import { beforeAll, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { type Alliance, createAlliance } from './alliance.ts'

describe('forming a coalition', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await createAlliance()
  })
  const call = (token: string, method: string, path: string, body?: unknown, headers = {}) =>
    alliance.world.call(token, method, path, body, headers)

  it('is on a situation that is watched, and one of two equal requests under one key', async () => {
    const { id: situationId } = await alliance.situation()
    const body = { situationId, name: 'Once', purpose: 'Act together.' }
    const key = { 'Idempotency-Key': 'form-once' }
    const made = await call(alliance.coordinator, 'POST', '/v1/coalitions', body, key)
    expect([made.status, made.headers.get('ETag'), made.json.confidential]).toEqual([201, '"1"', false])
    expect(made.headers.get('Location')).toBe(`/v1/coalitions/${made.json.id}`)
    const again = await call(alliance.coordinator, 'POST', '/v1/coalitions', body, key)
    expect([again.status, again.json]).toEqual([201, made.json])
    const unknown = await call(alliance.coordinator, 'POST', '/v1/coalitions', {
      ...body,
      situationId: 'sit_none',
    })
    expect([unknown.status, unknown.json.errors[0].pointer]).toEqual([422, '#/situationId'])
    expect((await call(await alliance.world.tokenFor(), 'POST', '/v1/coalitions', body)).status).toBe(403)
  })

  it('changes by its coordinator and its leads, and by the version that was read', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'Lead of one', 'lead')
    const participant = await alliance.joined(id, 'Participant of one')
    const patch = (token: string, version: number) =>
      call(
        token,
        'PATCH',
        `/v1/coalitions/${id}`,
        { purpose: 'Speak, and act.' },
        { 'If-Match': `"${version}"` },
      )
    expect((await call(lead.token, 'PATCH', `/v1/coalitions/${id}`, { purpose: 'x' })).status).toBe(428)
    expect((await patch(lead.token, 9)).status).toBe(412)
    expect((await patch(participant.token, 1)).status).toBe(403)
    const changed = await patch(lead.token, 1)
    expect([changed.status, changed.json.purpose, changed.headers.get('ETag')]).toEqual([
      200,
      'Speak, and act.',
      '"2"',
    ])
    expect((await call(participant.token, 'GET', `/v1/coalitions/${id}`)).json.version).toBe(2)
  })

  it('lists all for coordinators, newest first, and for others their own', async () => {
    const { id: situationId } = await alliance.situation()
    const names = ['First', 'Second', 'Third']
    const ids: string[] = []
    for (const name of names) {
      alliance.world.clock.advance(60)
      ids.push((await alliance.form({ situationId, name })).id)
    }
    const list = async (token: string, query = '') =>
      (await everyItem(alliance.world, token, `/v1/coalitions?limit=2${query}`)).map(({ name }) => name)
    expect(await list(alliance.coordinator, `&situationId=${situationId}`)).toEqual([
      'Third',
      'Second',
      'First',
    ])
    expect((await list(alliance.coordinator)).slice(0, 3)).toEqual(['Third', 'Second', 'First'])
    const member = await alliance.organization('In two of them')
    await alliance.invite(ids[0]!, [member.id])
    await alliance.invite(ids[1]!, [member.id])
    await alliance.change(member.token, ids[1]!, member.id, { status: 'joined' })
    expect((await list(member.token)).sort()).toEqual(['First', 'Second'])
    await alliance.change(member.token, ids[0]!, member.id, { status: 'declined' })
    expect(await list(member.token)).toEqual(['Second'])
    expect(await list(await alliance.world.tokenFor())).toEqual([])
    expect(await list(await alliance.world.tokenFor({ relation: 'authority' }))).toEqual([])
  })

  it('does not exist for those outside, whatever they try', async () => {
    const { id } = await alliance.form({ confidential: true })
    const inside = await alliance.joined(id, 'Inside')
    const outside = await alliance.organization('Outside')
    const answers = await Promise.all(
      [
        ['GET', `/v1/coalitions/${id}`],
        ['GET', '/v1/coalitions/coa_none'],
        ['PATCH', `/v1/coalitions/${id}`, { name: 'x' }],
        ['GET', `/v1/coalitions/${id}/organizations`],
        ['POST', `/v1/coalitions/${id}/invitations`, { organizationIds: [outside.id] }],
        ['PUT', `/v1/coalitions/${id}/organizations/${outside.id}`, { status: 'joined' }],
        ['PUT', `/v1/coalitions/${id}/organizations/${inside.id}`, { status: 'removed' }],
      ].map(([method, path, body]) =>
        call(outside.token, method as string, path as string, body, { 'If-Match': '"1"' }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404])
    expect(new Set(answers.map(({ json }) => json.title))).toEqual(new Set(['Not found']))
    expect(answers[0]!.json.detail).toBe(answers[1]!.json.detail)
    expect((await call(outside.token, 'GET', '/v1/coalitions')).json.items).toEqual([])
  })
})
