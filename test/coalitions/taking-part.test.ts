import { beforeAll, describe, expect, it } from 'vitest'
import { type Door, mayBecome, transitions } from '../../shared/coalitions/lifecycle.ts'
import { standingIn, takesPartInAny } from '../../shared/coalitions/repository.ts'
import { statuses } from '../../shared/coalitions/schema.ts'
import { type Alliance, createAlliance } from './alliance.ts'

describe('taking part in a coalition', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await createAlliance()
  })

  const invited = async (name: string) => {
    const { id } = await alliance.form()
    const member = await alliance.organization(name)
    await alliance.invite(id, [member.id])
    const put = (body: object, token = member.token) => alliance.change(token, id, member.id, body)
    const standing = () => standingIn(alliance.world.deps.store, id, member.id)
    return { id, member, put, standing }
  }

  it('goes from invitation to joining to leaving, each step as an event', async () => {
    const { id, member, put, standing } = await invited('All the way')
    expect(await standing()).toBeUndefined()
    alliance.world.clock.advance(3600)
    const joined = await put({ status: 'joined' })
    expect([joined.status, joined.json.status, joined.json.role, await standing()]).toEqual([
      200,
      'joined',
      'participant',
      'participant',
    ])
    expect(joined.json.respondedAt).toBe(alliance.world.clock.now().toISOString())
    const again = await put({ status: 'joined' })
    expect([again.status, again.json]).toEqual([200, joined.json])
    expect((await put({ status: 'left' })).json.status).toBe('left')
    expect((await alliance.world.call(member.token, 'GET', `/v1/coalitions/${id}`)).status).toBe(404)
    expect((await alliance.eventsOf(id)).map(({ type }) => type).sort()).toEqual([
      'coalition.formed',
      'coalition.organization-invited',
      'coalition.organization-joined',
      'coalition.organization-left',
    ])
  })

  it('refuses a step that the lifecycle does not have', async () => {
    const { put } = await invited('Wrong steps')
    expect((await put({ status: 'left' })).status).toBe(409)
    expect((await put({ status: 'declined' })).status).toBe(200)
    expect((await put({ status: 'left' })).status).toBe(409)
    expect((await put({ status: 'joined' })).status).toBe(200)
    expect((await put({ status: 'declined' })).status).toBe(409)
    expect((await put({ status: 'invited' })).status).toBe(422)
    expect((await put({})).status).toBe(422)
    expect((await put({ status: 'left' })).status).toBe(200)
    expect((await put({ status: 'joined' })).status).toBe(409)
  })

  it('begins anew with a new invitation', async () => {
    const { id, member, put } = await invited('Comes back')
    await put({ status: 'removed', reason: 'Silent' }, alliance.coordinator)
    expect((await put({ status: 'joined' })).status).toBe(404)
    expect((await put({ status: 'joined' }, alliance.coordinator)).status).toBe(409)
    const again = await alliance.invite(id, [member.id], { role: 'lead' })
    expect([again.json.items[0].status, again.json.items[0].role]).toEqual(['invited', 'lead'])
    expect((await put({ status: 'joined' })).json.role).toBe('lead')
    const kinds = (await alliance.told(id)).map(({ kind, content }) => content.key ?? kind)
    expect(kinds.sort()).toEqual(['coalition-invitation', 'coalition-invitation', 'coalition-removed'])
  })

  it('lets who leads it give roles and remove, and nobody else', async () => {
    const { id, member, put } = await invited('Led')
    const lead = await alliance.joined(id, 'Leads it', 'lead')
    const fellow = await alliance.joined(id, 'Fellow')
    expect((await put({ status: 'joined' }, lead.token)).status).toBe(403)
    expect((await put({ status: 'joined', role: 'lead' })).status).toBe(403)
    expect((await put({ status: 'joined', role: 'participant' })).status).toBe(200)
    expect((await put({ role: 'observer' }, fellow.token)).status).toBe(403)
    expect((await put({ status: 'joined', role: 'observer' }, lead.token)).json.role).toBe('observer')
    expect((await put({ status: 'removed' }, fellow.token)).status).toBe(403)
    expect((await put({ status: 'removed' })).status).toBe(403)
    expect((await put({ status: 'removed' }, lead.token)).json.status).toBe('removed')
    expect((await alliance.change(lead.token, id, 'org_nobody', { status: 'removed' })).status).toBe(404)
    expect(await takesPartInAny(alliance.world.deps.store, member.id, [id])).toBe(false)
    expect(await takesPartInAny(alliance.world.deps.store, fellow.id, ['coa_none', id])).toBe(true)
  })

  it('lets a coordinator note what an organization said on the phone', async () => {
    const { put } = await invited('On the phone')
    expect((await put({ status: 'joined' }, alliance.coordinator)).json.status).toBe('joined')
    expect((await put({ status: 'left' }, alliance.coordinator)).json.status).toBe('left')
  })

  it('tells the leads when one of them goes', async () => {
    const { id, put } = await invited('Goes away')
    const lead = await alliance.joined(id, 'Stays and leads', 'lead')
    await put({ status: 'joined' })
    await put({ status: 'left' })
    const notices = (await alliance.told(id)).filter(({ kind }) => kind === 'notice')
    expect(notices.map(({ recipients, content }) => [recipients.organizationIds, content.params])).toEqual([
      [[lead.id], { organization: 'Goes away', coalition: 'Riverside' }],
    ])
    await alliance.change(lead.token, id, lead.id, { status: 'left' })
    expect((await alliance.told(id)).filter(({ kind }) => kind === 'notice')).toHaveLength(1)
  })

  it('ends in one state when join and decline come at once', async () => {
    const { id, put } = await invited('At odds')
    const answers = await Promise.all(
      ['joined', 'declined', 'joined', 'declined'].map((status) => put({ status })),
    )
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    const { json } = await alliance.world.call(alliance.coordinator, 'GET', `/v1/coalitions/${id}`)
    expect(['joined', 'declined']).toContain(json.organizations[0].status)
  })

  it('needs a scope of a program', async () => {
    const { id, member } = await invited('Program')
    const reader = await alliance.world.tokenFor({
      organizationId: member.id as never,
      scopes: ['coalitions:read'],
    })
    expect((await alliance.world.call(reader, 'GET', `/v1/coalitions/${id}`)).status).toBe(200)
    expect((await alliance.change(reader, id, member.id, { status: 'joined' })).status).toBe(403)
  })

  it('has no way out of having left or been removed but a new invitation', () => {
    const doors: Door[] = ['own', 'link', 'lead']
    for (const from of ['left', 'removed'] as const)
      for (const to of statuses)
        expect(doors.filter((door) => mayBecome(from, to, door))).toEqual(to === 'invited' ? ['lead'] : [])
    expect(Object.keys(transitions).sort()).toEqual([...statuses].sort())
  })
})
