import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createDesk, type Desk } from '../alerts/desk.ts'
import { peopleOf } from '../identity/people.ts'

const applicant = {
  ...{ name: 'Harbour Watch', country: 'KE', email: 'desk@harbour.example.org', contact: 'Who Writes' },
  ...{ languages: ['en'], message: 'We watch the harbour, and would warn others.' },
}

describe('joining the alliance', () => {
  let desk: Desk
  let keeper: { email: string }
  beforeEach(async () => {
    desk = await createDesk()
    const of = await desk.join('Coordination')
    keeper = of
    await enrolBootstrap(desk.world.deps, ['bootstrap-one', 'bootstrap-two'])
    const proposal = { organizationId: of.organizationId, contactId: of.contactId, kind: 'coordinator' }
    await desk.call('bootstrap-one', 'POST', '/v1/grants', proposal)
    await desk.call('bootstrap-two', 'POST', `/v1/grants/${of.contactId}/coordinator/confirmation`)
    await desk.pump.drain()
    desk.world.mail.sent.length = 0
  })

  const apply = (change: object = {}) =>
    desk.call(undefined, 'POST', '/v1/applications', { ...applicant, ...change })
  const held = async (status = 'held') =>
    (await desk.call(desk.coordinator, 'GET', `/v1/applications?status=${status}`)).json.items
  const decide = (id: string, step: string, body?: object) =>
    desk.call(desk.coordinator, 'POST', `/v1/applications/${id}/${step}`, body)
  const tasks = async () => (await desk.call(desk.coordinator, 'GET', '/v1/tasks')).json.items
  const mailsTo = (email: string) => desk.world.mail.sent.filter(({ to }) => to === email)
  const roster = async () =>
    (await desk.call(desk.coordinator, 'GET', '/v1/organizations?relation=member')).json.items.map(
      ({ name }: { name: string }) => name,
    )
  const publicly = async () => (await desk.call(undefined, 'GET', '/v1/members')).json.items
  /** Applied and invited: the link that was mailed. */
  const invite = async () => {
    await apply()
    const [{ id }] = await held()
    const { json } = await decide(id, 'invitation')
    await desk.pump.drain()
    const [mail] = mailsTo(applicant.email)
    const { text } = await PostalMime.parse(mail!.raw)
    const link = /https:\/\/tocsin\.example\.org(\/join\/\S+)/.exec(text!)![1]!
    return { id, organizationId: json.organizationId as string, link }
  }

  it('holds an application for coordinators: one answer for all, nothing mailed, one word to whoever is on duty', async () => {
    const first = await apply()
    expect([first.status, first.json]).toEqual([202, { status: 'accepted' }])
    for (const again of [{}, { email: keeper.email }, { name: 'Coordination' }])
      expect((await apply(again)).json).toEqual(first.json)
    await desk.pump.drain()
    expect(mailsTo(applicant.email)).toEqual([])
    expect(mailsTo(keeper.email)).toHaveLength(1)
    expect(Buffer.from(mailsTo(keeper.email)[0]!.raw).toString()).not.toContain('Harbour')
    expect(await held()).toHaveLength(3)
    expect((await tasks()).map(({ kind }: { kind: string }) => kind)).toEqual(Array(3).fill('application'))
    expect(await roster()).not.toContain('Harbour Watch')
  })

  it('takes only so many from one network', async () => {
    const answers = []
    for (let at = 0; at < 6; at++) answers.push((await apply({ name: `Trust ${at}` })).status)
    expect(answers).toEqual([202, 202, 202, 202, 202, 429])
  })

  it.each([
    ['no name', { name: ' ' }],
    ['no country', { country: 'Kenia' }],
    ['no address', { email: 'desk' }],
    ['a website that is none', { website: 'javascript:alert(1)' }],
    ['what nobody asked for', { relation: 'authority' }],
  ])('refuses %s', async (_, change) => {
    expect((await apply(change)).status).toBe(422)
  })

  it('invites who applied; until they say yes they have a part in nothing', async () => {
    const { organizationId, link } = await invite()
    expect(await roster()).not.toContain('Harbour Watch')
    expect(await tasks()).toEqual([])
    const outsider = (await desk.join('Outsider')).token
    expect((await desk.call(outsider, 'GET', `/v1/organizations/${organizationId}`)).status).toBe(404)
    const people = peopleOf(desk.world, desk.coordinator)
    await people.ask(applicant.email)
    await desk.pump.drain()
    expect(mailsTo(applicant.email)).toHaveLength(1)
    await desk.issue({ audience: { relations: ['member'] } })
    expect(mailsTo(applicant.email)).toHaveLength(1)
    expect((await desk.visit(link)).text).toContain('Harbour Watch')
    expect((await desk.visit(link, {}, 'HEAD')).status).toBe(200)
    expect((await desk.send(link, {})).status).toBe(200)
    expect(await roster()).not.toContain('Harbour Watch')
  })

  it('is a member from its yes on, once, and in public only if it said so', async () => {
    const { organizationId, link } = await invite()
    expect((await desk.send(link, { answer: 'join', listed: 'yes' })).status).toBe(200)
    expect(await roster()).toContain('Harbour Watch')
    expect(await publicly()).toEqual([{ name: 'Harbour Watch', class: 'ngo', country: 'KE' }])
    expect((await desk.visit('/members')).text).toContain('Harbour Watch')
    await desk.send(link, { answer: 'decline' })
    expect(await roster()).toContain('Harbour Watch')
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/organizations/${organizationId}`)
    expect(json).toMatchObject({ status: 'active', listed: true })
    expect(json.contacts[0].lastConfirmedAt).toBeDefined()
    const people = peopleOf(desk.world, desk.coordinator)
    const session = await people.signIn({
      organizationId,
      contactId: json.contacts[0].id,
      email: applicant.email,
    })
    expect((await desk.call(session, 'GET', '/v1/me')).status).toBe(200)
    await desk.issue({ audience: { relations: ['member'] } })
    expect(mailsTo(applicant.email).length).toBeGreaterThan(1)
  })

  it('declines, and may be asked again; who is not invited is told nothing', async () => {
    const { organizationId, link } = await invite()
    await desk.send(link, { answer: 'decline' })
    expect(await roster()).not.toContain('Harbour Watch')
    const path = `/v1/organizations/${organizationId}/invitation`
    expect((await desk.call(desk.coordinator, 'POST', path)).json.status).toBe('invited')
    expect((await desk.send(link, { answer: 'join' })).status).toBe(200)
    expect([await roster(), await publicly()]).toEqual([expect.arrayContaining(['Harbour Watch']), []])
    expect((await desk.call(desk.coordinator, 'POST', path)).status).toBe(409)
    await apply({ name: 'Nobody Trust', email: 'nobody@trust.example.org' })
    const [{ id }] = await held()
    expect((await decide(id, 'refusal', { reason: 'There is no such office' })).json).toMatchObject({
      status: 'declined',
      decision: { reason: 'There is no such office' },
    })
    expect((await decide(id, 'invitation')).status).toBe(409)
    await desk.pump.drain()
    expect(mailsTo('nobody@trust.example.org')).toEqual([])
  })

  it('is uninvited while it has not answered: the link is dead', async () => {
    const { organizationId, link } = await invite()
    const path = `/v1/organizations/${organizationId}/invitation`
    expect((await desk.call(desk.coordinator, 'DELETE', path)).json.status).toBe('left')
    expect((await desk.send(link, { answer: 'join' })).status).toBe(404)
    expect((await desk.call(desk.coordinator, 'DELETE', path)).status).toBe(409)
  })

  it('is invited once when two coordinators press at once', async () => {
    await apply()
    const [{ id }] = await held()
    const both = await Promise.all([decide(id, 'invitation'), decide(id, 'invitation')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await desk.pump.drain()
    expect(mailsTo(applicant.email)).toHaveLength(1)
  })

  it('takes a form, and shows again what is not right', async () => {
    const form = {
      name: 'Harbour Watch',
      country: 'ke',
      email: 'desk@harbour.example.org',
      message: 'We watch.',
    }
    expect((await desk.visit('/join')).status).toBe(200)
    const wrong = await desk.send('/join', { ...form, email: 'none', message: '<b>kept</b>' })
    expect([wrong.status, wrong.text.includes('&lt;b&gt;kept')]).toEqual([422, true])
    expect(wrong.text).toMatch(/name="email"[^>]* value="none" aria-invalid="true"/)
    expect((await desk.send('/join', form)).status).toBe(200)
    expect(await held()).toMatchObject([{ name: 'Harbour Watch', country: 'KE', languages: ['en'] }])
  })
})
