import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'

const what = 'Trucks without plates took the men of the lower village.'
const indicator = { date: '2026-11-21', text: 'Men were taken from the lower village.', kind: 'incident' }

describe('a report from the field', () => {
  let desk: Desk
  let member: Joined
  let addresses: { link: string; mail: string }

  // The links and addresses are those that the mail of an alert carries.
  beforeEach(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust', {}, { name: 'The night watch' })
    await desk.issue({ audience: { organizationIds: [member.organizationId] } })
    const { text = '' } = await PostalMime.parse(desk.world.mail.sent.at(-1)!.raw)
    addresses = {
      link: /https:\/\/tocsin\.example\.org(\/report\/\S+)/.exec(text)![1]!,
      mail: /mailto:(report\+\S+)/.exec(text)![1]!,
    }
    desk.world.mail.sent.length = 0
  })

  const call = (method: string, path: string, body?: unknown) =>
    desk.call(desk.coordinator, method, `/v1${path}`, body)
  const reports = async (status = 'open') => (await call('GET', `/field-reports?status=${status}`)).json.items
  const only = async () => {
    const all = await reports()
    expect(all).toHaveLength(1)
    return all[0]
  }
  const tasks = async () =>
    (await call('GET', '/tasks')).json.items.filter(({ kind }: { kind: string }) => kind === 'field-report')
  const close = (id: string, body: object) => call('POST', `/field-reports/${id}/closure`, body)
  const situation = async () => (await desk.alliance.situation()).id

  it('is made by link, without signing in, and gets a receipt with its number; nothing happens on GET', async () => {
    for (const method of ['GET', 'HEAD'])
      expect((await desk.visit(`${addresses.link}?what=x`, {}, method)).status).toBe(200)
    expect(await reports()).toEqual([])
    const fields = {
      what,
      where: 'Lower village',
      when: ' ',
      how: 'Seen',
      sharing: 'members',
      mayName: 'yes',
    }
    const page = await desk.send(addresses.link, fields)
    const report = await only()
    expect(report).toMatchObject({
      ...{ what, where: 'Lower village', how: 'Seen', sharing: 'members', mayName: true, via: 'link' },
      source: { organizationId: member.organizationId, contactId: member.contactId },
    })
    expect(report.when).toBeUndefined()
    expect(report.number).toMatch(/^FR-2026-[0-9A-Z]{8}$/)
    expect(page.text).toContain(report.number)
    expect(await tasks()).toMatchObject([{ subject: report.id, status: 'open' }])
    await desk.pump.drain()
    const [receipt, ...more] = desk.world.mail.sent
    expect([receipt!.to, more]).toEqual([member.email, []])
    const { text, subject } = await PostalMime.parse(receipt!.raw)
    expect(`${subject} ${text}`).toContain(report.number)
    expect(`${subject} ${text}`).not.toContain('Trucks')
  })

  it('sent twice is one, and whoever plays with a link is stopped for a while', async () => {
    const twice = await Promise.all([1, 2].map(() => desk.send(addresses.link, { what })))
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    await only()
    for (let at = 0; at < 8; at++) await desk.send(addresses.link, { what: `${what} ${at}` })
    const refused = await desk.send(addresses.link, { what: 'Once more' })
    expect([refused.status, refused.text]).toEqual([429, expect.stringContaining('Once more')])
    desk.world.clock.advance(900)
    expect((await desk.send(addresses.link, { what: 'Once more' })).status).toBe(200)
  })

  it('in the same words on another day is another, whatever became of the first', async () => {
    await desk.send(addresses.link, { what })
    const { id } = await only()
    await close(id, { outcome: 'dismissed', reason: 'It was a drill' })
    desk.world.clock.advance(86_400)
    await desk.send(addresses.link, { what })
    expect((await only()).id).not.toBe(id)
    expect(await tasks()).toHaveLength(1)
  })

  it('is made by mail to an address of one’s own, once however often it is handed over', async () => {
    const raw = `From: ${member.email}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${what}\r\n-- \r\nDesk`
    for (const messageId of ['m1', 'm1', 'm2'])
      await desk.pump.mailIn(messageId === 'm2' ? raw.replace(what, '') : raw, {
        messageId,
        to: [addresses.mail],
      })
    expect(await only()).toMatchObject({ what, via: 'mail', sharing: 'coordinators', mayName: false })
    // The empty one is held for a person to look at.
    expect((await call('GET', '/replies')).json.items).toHaveLength(1)
  })

  it('is made at the public page by anybody, who is not taken for anyone', async () => {
    expect((await desk.visit('/report')).text).toContain('We do not know who you are')
    expect((await desk.visit('/')).text).toContain('href="/report"')
    await desk.send('/report', { what, mayName: 'yes' })
    const report = await only()
    expect([report.via, report.source, report.mayName]).toEqual(['page', undefined, false])
    const empty = await desk.send('/report', { what: ' ', where: '<b>here</b>' })
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('&lt;b&gt;here&lt;/b&gt;')])
    expect(empty.text).toContain('id="what-fault"')
  })

  it('is read by coordinators alone, and who read it is noted', async () => {
    const filed = await desk.call(member.token, 'POST', '/v1/field-reports', { what })
    expect([filed.status, Object.keys(filed.json).sort()]).toEqual([201, ['createdAt', 'id', 'number']])
    const path = `/v1/field-reports/${filed.json.id}`
    expect((await desk.call(member.token, 'GET', path)).status).toBe(404)
    expect((await desk.call(desk.coordinator, 'GET', path)).json.source.contactId).toBe(member.contactId)
    const day = desk.world.clock.now().toISOString().slice(0, 10)
    const notes = await desk.world.deps.store.query({ table: 'audit', partition: day })
    expect(notes.items).toMatchObject([{ outcome: 'read', subject: filed.json.id }])
  })

  it('becomes an indicator in a coordinator’s words, in which its source is not to be recognized', async () => {
    await desk.send(addresses.link, { what, sharing: 'members' })
    const { id } = await only()
    const situationId = await situation()
    for (const name of ['the NIGHT  watch', 'Memorial Trust', member.email]) {
      const text = `According to ${name}, men were taken.`
      const named = await close(id, { outcome: 'indicator', situationId, indicator: { ...indicator, text } })
      expect([named.status, named.json.errors[0].pointer]).toEqual([422, '#/indicator/text'])
    }
    const closed = await close(id, { outcome: 'indicator', situationId, indicator })
    expect(closed.json).toMatchObject({ status: 'closed', closure: { outcome: 'indicator', situationId } })
    const { items } = (await call('GET', `/situations/${situationId}/timeline`)).json
    expect(items).toMatchObject([{ id: closed.json.closure.indicatorId, text: indicator.text }])
    expect(JSON.stringify(items)).not.toContain(member.contactId)
    expect(await tasks()).toEqual([])
    expect((await close(id, { outcome: 'dismissed', reason: 'Twice' })).status).toBe(409)
    expect((await reports('closed')).map((each: { id: string }) => each.id)).toEqual([id])
  })

  it('goes no further than whoever made it agreed to', async () => {
    await desk.send(addresses.link, { what })
    const { id } = await only()
    const wider = { outcome: 'indicator', situationId: await situation(), indicator }
    expect((await close(id, wider)).status).toBe(409)
    const { id: alertId } = await desk.alliance.draft()
    expect((await close(id, { outcome: 'draft', alertId })).status).toBe(409)
    expect((await close(id, { outcome: 'dismissed' })).status).toBe(422)
    const dismissed = await close(id, { outcome: 'dismissed', reason: 'Confirmed by nobody' })
    expect(dismissed.json.closure).toMatchObject({ outcome: 'dismissed', reason: 'Confirmed by nobody' })
  })

  it('leads to a draft that is still one, public only if that was agreed to', async () => {
    await desk.send(addresses.link, { what, sharing: 'members' })
    const { id } = await only()
    const { id: open } = await desk.alliance.draft({ scope: 'public' })
    const { id: restricted } = await desk.alliance.draft()
    expect((await close(id, { outcome: 'draft', alertId: open })).status).toBe(409)
    expect((await close(id, { outcome: 'draft', alertId: 'alt_none' })).status).toBe(422)
    expect((await close(id, { outcome: 'draft', alertId: restricted })).json.closure.alertId).toBe(restricted)
  })

  it('names its source in no event', async () => {
    await desk.send(addresses.link, { what, sharing: 'members' })
    const { id } = await only()
    await close(id, { outcome: 'indicator', situationId: await situation(), indicator })
    const { items } = (await call('GET', `/events?subject=${id}`)).json
    expect(items.map(({ type }: { type: string }) => type).sort()).toEqual([
      'field-report.closed',
      'field-report.received',
      'task.closed',
      'task.opened',
    ])
    expect(JSON.stringify(items)).not.toMatch(
      new RegExp(`${member.contactId}|${member.organizationId}|Trucks`),
    )
  })

  it('by a link of a contact who is gone, or for something else, is none', async () => {
    const dead = await desk.linkFor('con_0123456789abcdef', member, { purpose: 'answer' })
    expect((await desk.send(dead.replace('/answer/', '/report/'), { what })).status).toBe(404)
    const path = `/organizations/${member.organizationId}/contacts/${member.contactId}`
    await call('DELETE', path)
    expect((await desk.send(addresses.link, { what })).status).toBe(404)
    expect(await reports()).toEqual([])
  })
})
