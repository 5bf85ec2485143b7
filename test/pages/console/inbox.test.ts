import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { derivedId } from '../../../shared/ids.ts'
import { createDesk, type Desk, type Joined } from '../../alerts/desk.ts'
import { aMeeting } from '../../meetings/gathering.ts'
import { hidden, type Visitor, visitor } from './visitor.ts'

describe('the inbox', () => {
  let desk: Desk
  let member: Joined
  let coordinator: Visitor
  let count = 0
  beforeAll(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust')
    coordinator = await visitor(desk.world, { grants: ['coordinator'] })
  })

  const lastMail = () => desk.world.mail.sent.filter(({ to }) => to === member.email).at(-1)!
  /** The member answers what was mailed to them last by a mail of their own; where it is held. */
  const mailIn = async (text: string) => {
    const to = (await PostalMime.parse(lastMail().raw)).replyTo![0]!.address!
    const messageId = `inbox-${count++}`
    await desk.pump.mailIn([`From: ${member.email}`, `To: ${to}`, 'Subject: Re', '', text].join('\r\n'), {
      ...{ messageId, to: [to] },
    })
    return `/console/inbox/${derivedId('reply', messageId)}`
  }
  const meet = async () => {
    const { json } = await desk.call(desk.coordinator, 'POST', '/v1/meetings', aMeeting())
    await desk.pump.drain()
    return json.id as string
  }
  const rsvpOf = async (id: string) => {
    const { items } = (await desk.call(desk.coordinator, 'GET', `/v1/meetings/${id}/rsvps`)).json
    return items.find((each: Joined) => each.contactId === member.contactId)
  }

  it('shows what waits, on Today too, and what a mail says becomes an answer by one button', async () => {
    const id = await meet()
    const path = await mailIn('Two of us <come>.')
    for (const page of ['/console', '/console/inbox'])
      expect((await coordinator.get(page)).html).toContain(`href="${path}"`)
    const { html } = await coordinator.get(path)
    expect(html).toContain('Two of us &lt;come&gt;.')
    expect(html).toContain('Memorial Trust')
    expect(html).toContain(`href="/console/meetings/${id}"`)
    const wrong = await coordinator.send(path, `${path}/answer`, { answer: 'perhaps', comment: 'By mail' })
    expect([wrong.status, wrong.html.includes('By mail')]).toEqual([422, true])
    const sent = await coordinator.send(path, `${path}/answer`, { answer: 'accepted', delegates: '2' })
    expect([sent.status, sent.location]).toEqual([303, '/console/inbox?done=saved'])
    expect(await rsvpOf(id)).toMatchObject({ answer: 'accepted', delegates: 2, told: { channel: 'mail' } })
    expect((await coordinator.get('/console/inbox')).html).not.toContain(path)
    expect((await coordinator.get('/console/inbox?status=closed')).html).toContain(path)
    expect((await coordinator.get(path)).html).not.toContain(`${path}/answer`)
  })

  it('is taken by one, and closed with what became of it; of two who do, one is told of the other', async () => {
    await meet()
    const path = await mailIn('Thank you.')
    const { html } = await coordinator.get(path)
    const [, token] = /name="token" value="([^"]+)"/.exec(html)!
    const [, version] = /name="version" value="(\d+)"/.exec(html)!
    expect((await coordinator.send(path, `${path}/take`)).location).toBe(`${path}?done=saved`)
    const late = await coordinator.post(`${path}/close`, {
      token: token!,
      version: version!,
      outcome: 'done',
    })
    expect(late.status).toBe(412)
    const without = await coordinator.send(path, `${path}/close`, { outcome: 'dismissed' })
    expect([without.status, without.html.includes('remark-fault')]).toEqual([422, true])
    expect((await coordinator.send(path, `${path}/close`, { outcome: 'done' })).status).toBe(303)
    const again = await coordinator.post(`${path}/close`, { token: token!, version: '3', outcome: 'done' })
    expect(again.status).toBe(409)
  })

  it('records an answer to an alert, of those that such an organization can give', async () => {
    const id = await desk.issue({ audience: { organizationIds: [member.organizationId] } })
    const path = await mailIn('We are on our way.')
    const { html } = await coordinator.get(path)
    expect([html.includes('value="acting"'), html.includes('value="passed-on"')]).toEqual([true, false])
    expect((await coordinator.send(path, `${path}/answer`, { answer: 'acting' })).status).toBe(303)
    const { items } = (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/answers`)).json
    expect(items[0]).toMatchObject({ answer: 'acting', by: 'coordinator', told: { channel: 'mail' } })
  })

  it('offers no answer where the mailbox is in other hands, and says why', async () => {
    const other = await desk.join('Minority Watch')
    await meet()
    const theirs = desk.world.mail.sent.filter(({ to }) => to === other.email).at(-1)!
    const to = (await PostalMime.parse(theirs.raw)).replyTo![0]!.address!
    const contact = `/v1/organizations/${other.organizationId}/contacts/${other.contactId}`
    await desk.call(desk.coordinator, 'POST', `${contact}/compromised`)
    const raw = [`From: ${other.email}`, `To: ${to}`, 'Subject: Re', '', 'We come.'].join('\r\n')
    await desk.pump.mailIn(raw, { messageId: 'theirs', to: [to] })
    const { html } = await coordinator.get(`/console/inbox/${derivedId('reply', 'theirs')}`)
    expect([html.includes('/answer"'), html.includes('from a mailbox in other hands')]).toEqual([false, true])
  })

  it('takes down what was said by phone, to whatever was asked, with who said it and when', async () => {
    const id = await meet()
    const page = `/console/meetings/${id}`
    const path = `/console/told/${id}`
    expect((await coordinator.get(page)).html).toContain(path)
    const fields = { whose: member.contactId, answer: 'declined', 'told.channel': 'phone' }
    const ahead = await coordinator.send(path, path, { ...fields, 'told.at': '2031-01-01T10:00' })
    expect([ahead.status, ahead.html.includes('told-at-fault')]).toEqual([422, true])
    const nobody = await coordinator.send(path, path, { ...fields, whose: '' })
    expect([nobody.status, nobody.html.includes('whose-fault')]).toEqual([422, true])
    const sent = await coordinator.send(path, path, { ...fields, 'told.who': 'The night desk' })
    expect([sent.status, sent.location]).toEqual([303, `${page}?done=saved`])
    expect(await rsvpOf(id)).toMatchObject({
      ...{ answer: 'declined', by: 'coordinator' },
      told: { channel: 'phone', who: 'The night desk' },
    })
    expect((await coordinator.get('/console/told/sit_none')).status).toBe(404)
    const { html } = await coordinator.get(path)
    const twice = { ...hidden(html), ...fields, 'told.who': 'Somebody else' }
    const both = await Promise.all([1, 2].map(() => coordinator.post(path, twice)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect((await rsvpOf(id)).earlier).toHaveLength(1)
  })
})
