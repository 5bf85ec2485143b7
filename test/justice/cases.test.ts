import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk } from '../alerts/desk.ts'

const source = { title: 'Decision of the chamber', url: 'https://court.example.org/decisions/1' }
const aCase = (change: object = {}) => ({
  title: 'Prosecutor v. the commander of an invented militia',
  court: { kind: 'icc', name: 'International Criminal Court' },
  visibility: 'public',
  stage: 'trial',
  since: '2026-11-01',
  sources: [source],
  accused: [{ number: 1, name: 'The commander' }],
  charges: [{ crime: 'genocide', text: 'Genocide by killing' }],
  warrants: [{ kind: 'warrant', against: 1, state: 'executed', on: '2025-02-01', source }],
  ...change,
})

describe('a case before a court', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await createDesk()
  })

  const open = async (change: object = {}) =>
    (await desk.call(desk.coordinator, 'POST', '/v1/cases', aCase(change))).json
  const patch = (of: { id: string; version: number }, body: object, token = desk.coordinator) =>
    desk.call(token, 'PATCH', `/v1/cases/${of.id}`, body, { 'If-Match': `"${of.version}"` })
  const come = (of: { id: string; version: number }, stage: string, more: object = {}) =>
    desk.call(
      desk.coordinator,
      'PUT',
      `/v1/cases/${of.id}/stage`,
      { stage, since: '2026-11-20', sources: [source], ...more },
      { 'If-Match': `"${of.version}"` },
    )
  const standing = (json: { accused: { standing: string }[] }) => json.accused.map((each) => each.standing)

  it('says alleged in every rendering until a court has judged', async () => {
    const made = await open()
    expect([made.alleged, standing(made)]).toEqual([true, ['alleged']])
    const convicted = { accused: [{ number: 1, name: 'The commander', outcome: 'convicted' }] }
    const early = await patch(made, convicted)
    expect([early.status, early.json.errors[0].pointer]).toEqual([422, '#/accused/0/outcome'])
    const page = (await desk.visit(`/cases/${made.id}`)).text
    for (const word of ['No court has judged yet', 'alleged, not judged', 'Charges (alleged)'])
      expect(page).toContain(word)
    expect((await desk.visit(`/cases/${made.id}?lang=ar`)).text).toContain('dir="rtl"')

    const judged = (await come(made, 'judgment')).json
    expect([judged.alleged, standing(judged)]).toEqual([false, ['alleged']])
    const after = (await patch(judged, convicted)).json
    expect(standing(after)).toEqual(['convicted'])
    const shown = (await desk.visit(`/cases/${made.id}`)).text
    expect(shown).toContain('convicted')
    expect(shown).not.toContain('No court has judged yet')
    const appealed = (await come(after, 'appeal')).json
    expect((await desk.visit(`/cases/${made.id}`)).text).toContain('under appeal, not final')
    const again = (await come(appealed, 'trial')).json
    expect([again.alleged, standing(again), again.accused[0].outcome]).toEqual([true, ['alleged'], undefined])
  })

  it('comes from stage to stage as courts go, with sources, and puts right what was kept in error', async () => {
    const made = await open({ stage: 'investigation' })
    expect((await come(made, 'sentence')).status).toBe(409)
    expect((await come(made, 'trial', { sources: [] })).status).toBe(422)
    const trial = (await come(made, 'trial')).json
    expect((await come(made, 'judgment')).status).toBe(412)
    expect((await come(trial, 'communication')).status).toBe(409)
    const right = await come(trial, 'communication', { correction: true, note: 'Another case was meant.' })
    expect(right.json.stage).toBe('communication')
    const { items } = (await desk.call(desk.coordinator, 'GET', `/v1/cases/${made.id}/stages`)).json
    expect(items.map((each: { from?: string; stage: string }) => [each.from, each.stage])).toEqual([
      ['trial', 'communication'],
      ['investigation', 'trial'],
      [undefined, 'investigation'],
    ])
    expect(items[1].sources).toEqual([source])
  })

  it('refuses a warrant against nobody, a number twice, a situation that is none, and what is no link', async () => {
    const made = await open()
    const faultOf = async (body: object) => {
      const { status, json } = await patch(made, body)
      return [status, json.errors?.[0].pointer]
    }
    const warrant = { kind: 'warrant', against: 2, state: 'outstanding', on: '2026-01-01', source }
    expect(await faultOf({ warrants: [warrant] })).toEqual([422, '#/warrants/0/against'])
    const twice = [1, 1].map((number) => ({ number, name: 'Somebody' }))
    expect(await faultOf({ accused: twice, warrants: [] })).toEqual([422, '#/accused'])
    expect(await faultOf({ situationId: 'sit_none' })).toEqual([422, '#/situationId'])
    const script = { title: 'x', url: 'javascript:alert(1)' }
    expect(await faultOf({ documents: [script] })).toEqual([422, '#/documents/0/url'])
    expect(await faultOf({ stage: 'closed' })).toEqual([422, '#'])
    expect((await patch(made, {})).status).toBe(422)
  })

  it('is found by situation, by court and by stage, each by one list', async () => {
    const { id: situationId } = await desk.alliance.situation()
    const made = await open({ situationId })
    await open({ court: { kind: 'special-court', name: 'A special court' }, stage: 'closed' })
    const ids = async (query: string) =>
      (await desk.call(desk.coordinator, 'GET', `/v1/cases?${query}`)).json.items.map(
        ({ id }: { id: string }) => id,
      )
    expect(await ids(`situationId=${situationId}`)).toEqual([made.id])
    expect(await ids('court=icc&stage=trial')).toEqual([made.id])
    expect(await ids('stage=closed')).toHaveLength(1)
    expect(await ids('')).toHaveLength(2)
    const both = await desk.call(desk.coordinator, 'GET', `/v1/cases?court=icc&situationId=${situationId}`)
    expect(both.status).toBe(422)
    await come(made, 'judgment')
    expect([await ids('stage=trial'), await ids('stage=judgment')]).toEqual([[], [made.id]])
  })

  it('is for members unless it is public, and then for everybody', async () => {
    const made = await open({ visibility: undefined })
    const { token } = await desk.join('Memorial Trust')
    expect((await desk.call(token, 'GET', `/v1/cases/${made.id}`)).json.id).toBe(made.id)
    expect((await desk.visit(`/cases/${made.id}`)).status).toBe(404)
    expect((await desk.visit('/cases')).text).not.toContain(made.id)
    const open_ = (await patch(made, { visibility: 'public' })).json
    expect((await desk.visit('/cases')).text).toContain(made.id)
    expect((await desk.visit(`/cases/${made.id}`)).status).toBe(200)
    await patch(open_, { visibility: 'members' })
    expect((await desk.visit(`/cases/${made.id}`)).status).toBe(404)
    const desk2 = await desk.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await desk.call(desk2.token, 'GET', `/v1/cases/${made.id}`)).status).toBe(404)
    expect((await patch(made, { summary: 'Mine' }, token)).status).toBe(403)
  })

  it('tells those who watch it of each change, and nobody else, in a mail that accuses nobody', async () => {
    const made = await open()
    const watching = await desk.join('Memorial Trust')
    const other = await desk.join('Justice Network')
    const path = `/v1/cases/${made.id}/watchers/${watching.organizationId}/${watching.contactId}`
    expect((await desk.call(other.token, 'PUT', path)).status).toBe(403)
    const first = await desk.call(watching.token, 'PUT', path)
    expect((await desk.call(watching.token, 'PUT', path)).json).toEqual(first.json)
    await desk.pump.drain()
    await come(made, 'judgment')
    await desk.pump.drain()
    const mails = desk.world.mail.sent.filter(({ to }) => to === watching.email)
    expect(mails).toHaveLength(1)
    expect(String(mails[0]!.raw)).not.toContain('The commander')
    expect(desk.world.mail.sent.some(({ to }) => to === other.email)).toBe(false)
    const seen = (await desk.call(other.token, 'GET', `/v1/cases/${made.id}/watchers`)).json.items
    expect(seen).toEqual([])
    expect((await desk.call(watching.token, 'DELETE', path)).status).toBe(204)
    await desk.call(desk.coordinator, 'POST', `/v1/cases/${made.id}/hearings`, aHearing())
    await desk.pump.drain()
    expect(desk.world.mail.sent.filter(({ to }) => to === watching.email)).toHaveLength(1)
  })

  const aHearing = (change: object = {}) => ({
    title: 'Opening statements',
    startsAt: '2026-12-01T10:00',
    timeZone: 'Europe/Amsterdam',
    durationMinutes: 90,
    location: 'Courtroom 1',
    ...change,
  })

  const calendar = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => {
      const event = new ICAL.Event(each)
      const status = each.getFirstPropertyValue('status')
      return {
        uid: event.uid,
        start: event.startDate.toJSDate().toISOString(),
        sequence: event.sequence,
        status,
        description: event.description,
      }
    })

  it('has hearings, which a calendar follows through moves and cancellations', async () => {
    const made = await open()
    const path = `/v1/cases/${made.id}/hearings`
    const { id } = (await desk.call(desk.coordinator, 'POST', path, aHearing())).json
    const move = (version: number, body: object) =>
      desk.call(desk.coordinator, 'PATCH', `${path}/${id}`, body, { 'If-Match': `"${version}"` })
    expect((await move(1, { startsAt: '2026-12-02T10:00' })).json.sequence).toBe(1)
    expect((await move(2, { note: 'Interpreted into French' })).json.sequence).toBe(1)
    expect((await move(3, { startsAt: '2027-03-28T02:30' })).status).toBe(422)
    const [entry] = calendar((await desk.visit('/feeds/hearings.ics')).text)
    expect(entry).toMatchObject({ uid: id, start: '2026-12-02T09:00:00.000Z', status: 'CONFIRMED' })
    expect(entry!.description).toContain('No court has judged yet')
    await move(3, { status: 'cancelled' })
    const [gone] = calendar((await desk.call(desk.coordinator, 'GET', `${path}.ics`)).text)
    expect(gone).toMatchObject({ sequence: 2, status: 'CANCELLED' })
    await patch(made, { visibility: 'members' })
    expect(calendar((await desk.visit('/feeds/hearings.ics')).text)).toEqual([])
  })

  it('answers who has the calendar already by one read, whatever it holds', async () => {
    const made = await open()
    await desk.call(desk.coordinator, 'POST', `/v1/cases/${made.id}/hearings`, aHearing())
    const first = await desk.visit('/feeds/hearings.ics')
    const calls: string[] = []
    desk.wire.onCall = ({ name }) => calls.push(name)
    const again = await desk.visit('/feeds/hearings.ics', { 'If-None-Match': first.headers.get('ETag')! })
    desk.wire.onCall = undefined
    expect([again.status, calls]).toEqual([304, ['GetCommand']])
    await desk.call(
      desk.coordinator,
      'POST',
      `/v1/cases/${made.id}/hearings`,
      aHearing({ title: 'Next day', startsAt: '2026-12-02T10:00' }),
    )
    const news = await desk.visit('/feeds/hearings.ics', { 'If-None-Match': first.headers.get('ETag')! })
    expect([news.status, calendar(news.text)].flat()).toHaveLength(3)
  })
})
