import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../../coalitions/alliance.ts'
import { type Visitor, visitor } from './visitor.ts'

describe('a coalition in the console', () => {
  let alliance: Alliance
  let coordinator: Visitor
  beforeEach(async () => {
    alliance = await createAlliance()
    coordinator = await visitor(alliance.world, { grants: ['coordinator'] })
  })

  const as = ({ id, contactId }: { id: string; contactId: string }) =>
    visitor(alliance.world, {
      organizationId: id as `org_${string}`,
      contactId: contactId as `con_${string}`,
    })
  const partOf = async (coalitionId: string, organizationId: string) => {
    const path = `/v1/coalitions/${coalitionId}/organizations`
    const { items } = (await alliance.world.call(alliance.coordinator, 'GET', path)).json
    return items.find((each: { organizationId: string }) => each.organizationId === organizationId)
  }

  it('ticks whom a country, a class and a language name, asks nobody by that, and keeps what was typed', async () => {
    const kenyan = await alliance.organization('Kenyan', { country: 'KE', languages: ['en', 'sw'] })
    const ugandan = await alliance.organization('Ugandan', { country: 'UG', languages: ['en'] })
    const situation = await alliance.situation()
    const path = '/console/coalitions/new'
    const typed = { situationId: situation.id, name: 'Riverside', purpose: 'One voice' }
    const look = { ...typed, 'tick.language': 'sw', more: 'tick' }
    const { status, html } = await coordinator.send(path, path, look)
    expect([status, html.includes('value="Riverside"')]).toEqual([200, true])
    expect(html).toMatch(new RegExp(`value="${kenyan.id}" checked`))
    expect(html).not.toMatch(new RegExp(`value="${ugandan.id}" checked`))
    expect((await coordinator.get('/console/coalitions')).html).not.toContain('Riverside')
    const formed = await coordinator.send(path, path, { ...typed, organizationIds: [kenyan.id] })
    const id = /coalitions\/(\w+)/.exec(formed.location!)![1]!
    expect(await partOf(id, kenyan.id)).toMatchObject({ status: 'invited' })
  })

  it('asks further organizations, one known to its leads alone, and a withheld one by itself with a reason', async () => {
    const { id } = await alliance.form()
    const path = `/console/coalitions/${id}/invite`
    const quiet = await alliance.organization('Quiet')
    const sent = await coordinator.send(path, path, { organizationIds: [quiet.id], knownTo: 'leads' })
    expect(sent.location).toBe(`/console/coalitions/${id}?done=saved`)
    expect(await partOf(id, quiet.id)).toMatchObject({ status: 'invited', knownTo: 'leads' })
    expect((await coordinator.get(path)).html).not.toContain(quiet.id)
    const nobody = await coordinator.send(path, path, { role: 'observer' })
    expect([nobody.status, nobody.html.includes('organizationIds-fault')]).toEqual([422, true])
    const situation = await alliance.situation({ countries: ['KE'] })
    const own = await alliance.form({ situationId: situation.id })
    const authority = { relation: 'authority', class: 'government', country: 'KE' }
    const government = await alliance.organization('A government', authority)
    const there = `/console/coalitions/${own.id}/invite`
    const withheld = { organizationIds: [government.id] }
    expect((await coordinator.send(there, there, withheld)).status).toBe(422)
    const named = await coordinator.send(there, there, { ...withheld, reason: 'They asked for talks.' })
    expect(named.status).toBe(303)
  })

  it('gives roles and takes out with a reason, for those who lead it and nobody else', async () => {
    const { id } = await alliance.form()
    const lead = await alliance.joined(id, 'Lead', 'lead')
    const fellow = await alliance.joined(id, 'Fellow')
    const path = `/console/coalitions/${id}/organizations/${fellow.id}`
    const leading = await as(lead)
    expect((await (await as(fellow)).get(path)).status).toBe(403)
    expect((await leading.send(path, path, { role: 'observer', knownTo: 'leads' })).status).toBe(303)
    expect(await partOf(id, fellow.id)).toMatchObject({ role: 'observer', knownTo: 'leads' })
    const { html } = await leading.get(path)
    const [, token] = /name="token" value="([^"]+)"/.exec(html)!
    const refused = await leading.post(path, {
      ...{ token: token!, status: 'removed', reason: `It asked. ${'x'.repeat(2000)}` },
    })
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('It asked. xxx')
    expect(refused.html).toMatch(/<option value="observer" selected="">/)
    const taken = await leading.post(path, { token: token!, status: 'removed', reason: 'By its own wish' })
    expect(taken.status).toBe(303)
    expect(await partOf(id, fellow.id)).toMatchObject({ status: 'removed', reason: 'By its own wish' })
  })

  it('is heard of by members where it is open, who ask once to be let in, and lets them in by one press', async () => {
    const { id } = await alliance.form({ open: true })
    const hidden = await alliance.form({ name: 'Hidden from them' })
    const member = await alliance.organization('Outside')
    const visit = await as(member)
    const { html } = await visit.get('/console/coalitions')
    expect([html.includes('Riverside'), html.includes(hidden.name)]).toEqual([true, false])
    const path = `/console/coalitions/${id}/request`
    expect((await visit.send('/console/coalitions', path)).location).toBe('/console/coalitions?done=asked')
    const [, token] = /name="token" value="([^"]+)"/.exec(html)!
    expect((await visit.post(path, { token: token! })).status).toBe(409)
    const at = `/console/coalitions/${id}`
    await coordinator.send(at, `${at}/organizations/${member.id}`, { status: 'joined' })
    expect((await visit.get(at)).status).toBe(200)
    expect((await visit.get('/console/coalitions')).html).not.toContain(path)
  })

  it('is renamed, stands down now or later, and is taken up again, each by the version that was shown', async () => {
    const { id } = await alliance.form()
    const path = `/console/coalitions/${id}`
    const read = async () =>
      (await alliance.world.call(alliance.coordinator, 'GET', `/v1/coalitions/${id}`)).json
    const contradiction = { name: 'Renamed', purpose: 'To see', confidential: 'yes', open: 'yes' }
    expect((await coordinator.send(`${path}/edit`, `${path}/edit`, contradiction)).status).toBe(422)
    const renamed = { name: 'Renamed', purpose: 'To see' }
    expect((await coordinator.send(`${path}/edit`, `${path}/edit`, renamed)).status).toBe(303)
    expect(await read()).toMatchObject({ ...renamed, confidential: false })
    const later = { 'closure.reason': 'It is over', at: '2031-01-01T00:00' }
    expect((await coordinator.send(path, `${path}/closure`, later)).status).toBe(303)
    expect(await read()).toMatchObject({ status: 'active', closure: { at: '2031-01-01T00:00:00.000Z' } })
    expect(
      (await coordinator.send(path, `${path}/reopening`, { 'reopening.reason': 'Not yet' })).status,
    ).toBe(303)
    expect((await read()).closure).toBeUndefined()
    const silent = await coordinator.send(path, `${path}/closure`, { 'closure.reason': ' ' })
    expect([silent.status, silent.html.includes('closure-reason-fault')]).toEqual([422, true])
    await coordinator.send(path, `${path}/closure`, { 'closure.reason': 'It is over' })
    expect((await read()).status).toBe('closed')
    expect((await coordinator.get(path)).html).not.toContain(`${path}/invite`)
  })

  it('keeps objections: an organization’s own for itself, all for those who lead; sent twice it is one', async () => {
    const { id } = await alliance.form()
    const lead = await as(await alliance.joined(id, 'Lead', 'lead'))
    const fellow = await as(await alliance.joined(id, 'Fellow'))
    const other = await as(await alliance.joined(id, 'Other'))
    const path = `/console/coalitions/${id}`
    const { html } = await fellow.get(path)
    const form = new RegExp(`action="${path}/objections".*?</form>`, 's').exec(html)![0]
    const hidden = Object.fromEntries(
      [...form.matchAll(/name="(token|once)" value="([^"]+)"/g)].map(([, name, value]) => [name!, value!]),
    )
    const said = { ...hidden, text: 'Not in our name.' }
    const both = await Promise.all([1, 2].map(() => fellow.post(`${path}/objections`, said)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    const count = async (who: Visitor) => (await who.get(path)).html.split('Not in our name.').length - 1
    expect(await Promise.all([lead, fellow, other, coordinator].map(count))).toEqual([1, 1, 0, 1])
    const withdrawal = /action="([^"]+withdrawal)"/.exec((await fellow.get(path)).html)![1]!
    expect((await fellow.send(path, withdrawal)).status).toBe(303)
    expect((await lead.get(path)).html).toContain('withdrawn')
  })
})
