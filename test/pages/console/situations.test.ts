import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk } from '../../alerts/desk.ts'
import { aMeeting } from '../../meetings/gathering.ts'
import { type Visitor, visitor } from './visitor.ts'

describe('a situation in the console', () => {
  let desk: Desk
  let coordinator: Visitor
  beforeEach(async () => {
    desk = await createDesk()
    coordinator = await visitor(desk.world, { grants: ['coordinator'] })
  })
  const post = async (path: string, body: object) => {
    const { json } = await desk.call(desk.coordinator, 'POST', `/v1${path}`, body)
    return json
  }

  it('takes countries by name or code in whatever language, and says beside the field what means none', async () => {
    const path = '/console/situations/new'
    const fields = { title: 'The river', level: 'watch', summary: 'Boats are taken.', stages: ['3'] }
    const wrong = await coordinator.send(path, path, { ...fields, countries: 'Kenya, Congo' })
    expect([wrong.status, wrong.html.includes('id="countries-fault"')]).toEqual([422, true])
    expect(wrong.html).toContain('value="Kenya, Congo"')
    const made = await coordinator.send(path, path, { ...fields, countries: 'Kenia, Côte d’Ivoire; ug' })
    const id = /situations\/(\w+)/.exec(made.location!)![1]!
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/situations/${id}`)
    expect(json.countries).toEqual(['KE', 'CI', 'UG'])
    for (const country of ['KE', 'kenya', 'Кения'])
      expect((await coordinator.get(`/console/situations?country=${country}`)).html).toContain(id)
    expect((await coordinator.get('/console/situations?country=NL')).html).not.toContain(id)
  })

  it('tells its story in one thread, each line leading to what it is about, to each as far as they may know', async () => {
    const { id } = await post('/situations', {
      ...{ title: 'The river', level: 'watch', countries: ['KE'], stages: [3], crimes: [] },
      summary: 'Boats are taken.',
    })
    const coalition = await post('/coalitions', { situationId: id, name: 'Riverside', purpose: 'One voice' })
    const meeting = await post('/meetings', aMeeting({ coalitionId: coalition.id, title: 'First call' }))
    await desk.pump.drain()
    const story = `/console/situations/${id}/story`
    for (const page of [`/console/situations/${id}`, story]) {
      const { html } = await coordinator.get(page)
      expect(html).toContain('The alliance began to watch')
      expect(html).toContain(`href="/console/meetings/${meeting.id}" dir="auto">First call`)
    }
    const member = await desk.join('Memorial Trust')
    const outside = await visitor(desk.world, member as object)
    const { html } = await outside.get(story)
    expect([html.includes('began to watch'), html.includes('First call')]).toEqual([true, false])
    expect((await outside.get(`${story}?coalition=${coalition.id}`)).status).toBe(404)
    expect((await coordinator.get(`${story}?coalition=${coalition.id}`)).html).toContain('First call')
  })
})
