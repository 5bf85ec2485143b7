import { beforeEach, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Visitor, visitor } from './visitor.ts'

const page = '/console/settings'

let world: World
let alliance: Alliance
let second: Visitor
beforeEach(async () => {
  world = await createWorld()
  alliance = await createAlliance(world)
  second = await visitor(world, { grants: ['coordinator'] })
})

const settings = async () => (await world.call(alliance.coordinator, 'GET', '/v1/settings')).json
const change = async (body: object) => {
  const { version } = await settings()
  return world.call(alliance.coordinator, 'PATCH', '/v1/settings', body, { 'If-Match': `"${version}"` })
}

/** What stands in the cells of the table of a proposal. */
const cells = (html: string) =>
  [...html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell]) => cell!.replaceAll(/<[^>]+>/g, ''))

describe('a change of settings that waits, in the console', () => {
  it('is shown in words, what holds now beside what is proposed, section by section', async () => {
    const desk = await alliance.organization({
      name: 'Regional Desk',
      class: 'regional-body',
      relation: 'authority',
    })
    await change({ retention: { audit: 400, tasks: null }, holdSeconds: 600 })
    const proposed = await change({
      holdSeconds: 30,
      approvals: { emergency: 2 },
      advocacy: { lettersPerTarget: 5 },
      breakGlass: { organizationIds: [desk.id] },
      retention: { audit: 90, tasks: 365 },
      escalation: { emergency: { remindAfter: 10, passOnAfter: 60, handOverAfter: 120 } },
      duty: { passOnAfter: 15 },
    })
    expect(proposed.status, proposed.text).toBe(200)
    const { html } = await second.get(page)
    expect(html).not.toContain('&quot;holdSeconds&quot;')
    expect(cells(html)).toEqual([
      ...['Minutes until the next one is told', '30 minutes', '15 minutes'],
      ...['Emergency', '1', '2'],
      ...['Seconds between approval and the first mail', '600 seconds', '30 seconds'],
      ...['Emergency: Reminded after', '30 minutes', '10 minutes'],
      ...['At most to one of them in a week', '3', '5'],
      ...['These desks are told at once of what one person issues alone:', '–', 'Regional Desk'],
      ...['Tasks, once they are closed', 'as long as the alliance exists', '365 days'],
      ...['Notes of who was refused, or took data out', '400 days', '90 days'],
    ])
  })

  it('says who proposed it and who is put on which shift, by name and weekday', async () => {
    const desk = await alliance.organization({ name: 'Northern Desk' }, [{ name: 'Night Desk' }])
    const someone = { organizationId: desk.id, contactId: desk.contacts[0]!.id }
    await world.call(alliance.coordinator, 'POST', '/v1/grants', { ...someone, kind: 'coordinator' })
    const confirmation = `/v1/grants/${someone.contactId}/coordinator/confirmation`
    expect((await world.call(alliance.second, 'POST', confirmation)).status).toBeLessThan(300)
    await change({ holdSeconds: 600 })
    const shift = { ...someone, days: [1, 7], from: '22:00', to: '06:00', timeZone: 'Asia/Tokyo' }
    const token = await world.tokenFor({ grants: ['coordinator'], ...(someone as object) })
    const headers = { 'If-Match': `"${(await settings()).version}"` }
    const proposed = { holdSeconds: 0, duty: { shifts: [shift] } }
    const answer = await world.call(token, 'PATCH', '/v1/settings', proposed, headers)
    expect(answer.status, answer.text).toBe(200)
    const { html } = await second.get(page)
    expect(cells(html)).toContain('Night Desk – Northern Desk: Monday, Sunday, 22:00–06:00 (Asia/Tokyo)')
    expect(html).toContain('Proposed by: <bdi>Night Desk – Northern Desk</bdi>')
  })

  it('follows what holds: where that has come to be the same, it says so', async () => {
    await change({ holdSeconds: 600 })
    await change({ holdSeconds: 300, approvals: { emergency: 2 } })
    await change({ approvals: { emergency: 2 } })
    expect(cells((await second.get(page)).html)).toHaveLength(3)
  })

  it('keeps its place when another is proposed, and what was typed stays in the form', async () => {
    await change({ holdSeconds: 600 })
    await change({ holdSeconds: 300 })
    const shown = await second.get(page)
    const typed = Object.fromEntries(
      [...shown.html.matchAll(/name="((?:approvals|escalation)[^"]*)"[^>]*value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
    )
    const refused = await second.send(page, page, { ...typed, holdSeconds: '7' })
    expect(refused.status).toBe(409)
    expect(refused.html).toMatch(/name="holdSeconds"[^>]*value="7"/)
    expect((await settings()).proposal.change).toEqual({ holdSeconds: 300 })
    expect((await second.send(page, `${page}/withdraw`)).status).toBe(303)
    expect((await second.send(page, page, { ...typed, holdSeconds: '7' })).status).toBe(303)
    expect((await settings()).proposal.change).toEqual({ holdSeconds: 7 })
  })

  it('stands among what waits on the page of the day, as long as it waits', async () => {
    const waits = async () =>
      (await second.get('/console')).html.split('<main')[1]!.includes('href="/console/settings"')
    await change({ holdSeconds: 600 })
    expect(await waits()).toBe(false)
    await change({ holdSeconds: 300 })
    expect(await waits()).toBe(true)
    await second.send(page, `${page}/confirm`)
    expect(await waits()).toBe(false)
  })

  it('is read by an approver, who is offered neither to confirm nor to withdraw it', async () => {
    await change({ holdSeconds: 600 })
    await change({ holdSeconds: 300 })
    const approver = await visitor(world, { grants: ['approver'] })
    const { html } = await approver.get(page)
    expect(cells(html)).toContain('300 seconds')
    expect(html).not.toContain(`action="${page}/confirm"`)
    expect(html).not.toContain(`action="${page}/withdraw"`)
  })
})
