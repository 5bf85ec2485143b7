import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { closeCommentsWhenDue } from '../../shared/alerts/comments/close.ts'
import type { Event } from '../../shared/events/schema.ts'
import type { Joined } from './desk.ts'
import { createDutyRoom, type DutyRoom } from './release/duty-room.ts'

let room: DutyRoom
let trust: Joined
let watch: Joined
let outsider: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  trust = await room.join('Memorial Trust')
  watch = await room.join('Watch House')
  outsider = await room.join('Bread of Life')
})

const until = '2026-11-23T09:00:00Z'

const ask = (id: string, body: object = {}, token = room.coordinator) =>
  room.post(
    `/${id}/comment-round`,
    { organizationIds: [trust.organizationId, watch.organizationId], until, ...body },
    token,
  )
const opened = async (change: object = {}) => {
  const { id } = await room.alliance.draft(change)
  const answer = await ask(id)
  if (answer.status !== 200) throw new Error(answer.text)
  await room.pump.drain()
  return id as string
}
const say = (id: string, { organizationId }: Joined, text: string, token: string) =>
  room.post(`/${id}/comments/${organizationId}`, { text }, token)
const comments = async (id: string, token = room.coordinator) =>
  (await room.call(token, 'GET', `/v1/alerts/${id}/comments`)).json
const linkOf = async ({ email }: Joined) => {
  const mail = room.world.mail.sent.findLast(({ to }) => to === email)!
  return /\/comment\/[^\s)\]>"]+/.exec((await PostalMime.parse(mail.raw)).text ?? '')![0]
}

describe('a round of comments', () => {
  it('asks the organizations that are named, by mail, and nobody else', async () => {
    const id = await opened()
    expect(room.told()).toEqual([trust.email, watch.email].sort())
    expect(await room.read(id)).toMatchObject({
      state: 'commenting',
      commentRound: { number: 1, until, organizationIds: [trust.organizationId, watch.organizationId] },
    })
    const { text, subject } = await room.lastMailTo(trust)
    expect(`${subject} ${text}`).not.toContain('Villages burnt')
  })

  it('takes what is said by link and by API, and shows it to those who write and approve', async () => {
    const id = await opened()
    expect((await say(id, trust, 'Two villages, not three', trust.token)).json).toMatchObject({
      by: 'person',
    })
    room.world.clock.advance(1)
    const path = await linkOf(watch)
    expect((await room.visit(path)).text).toContain('Villages burnt in the border region')
    const sent = await room.send(path, { text: 'The date is wrong' })
    expect([sent.status, sent.text.includes('has been recorded')]).toEqual([200, true])
    const approver = await room.world.tokenFor({ grants: ['approver'] })
    for (const token of [room.coordinator, approver])
      expect(await comments(id, token)).toMatchObject({
        items: [
          { organizationId: trust.organizationId, text: 'Two villages, not three', by: 'person' },
          { organizationId: watch.organizationId, text: 'The date is wrong', by: 'link' },
        ],
        rounds: [{ number: 1, revision: 1, silent: [] }],
      })
    expect((await room.call(trust.token, 'GET', `/v1/alerts/${id}/comments`)).status).toBe(404)
  })

  it('hides the draft again from whom its situation comes to be withheld from', async () => {
    const id = await opened()
    const path = await linkOf(watch)
    const { situationId } = (await room.read(id)) as { situationId: string }
    const situation = await room.call(room.coordinator, 'GET', `/v1/situations/${situationId}`)
    const ifMatch = { 'If-Match': situation.headers.get('ETag')! }
    const change = { withholdFrom: [watch.organizationId] }
    await room.call(room.coordinator, 'PATCH', `/v1/situations/${situationId}`, change, ifMatch)
    const page = await room.visit(path)
    expect([page.status, page.text.includes('Villages burnt')]).toEqual([404, false])
    expect((await say(id, watch, 'Too late', watch.token)).status).toBe(404)
    expect((await say(id, trust, 'In time', trust.token)).status).toBe(200)
  })

  it('leaves the draft as it is until it is closed, by its deadline', async () => {
    const id = await opened()
    await say(id, trust, 'Two villages, not three', trust.token)
    const { version } = await room.read(id)
    expect((await room.change(id, { level: 'watch' }, version)).status).toBe(409)
    expect((await room.post(`/${id}/submission`)).status).toBe(409)
    expect((await ask(id)).status).toBe(409)
    const duty = await room.coordinatorNamed('Duty Desk')
    await room.pump.pass(86_400)
    const closed = await room.read(id)
    expect([closed.state, closed.commentRound]).toEqual(['draft', undefined])
    expect((await room.lastMailTo(duty)).text).toContain('1 of 2')
    expect((await room.change(id, { level: 'watch' }, closed.version)).status).toBe(200)
    expect((await room.submit(id)).digest).toBeDefined()
  })

  it('can be closed before, and another opened', async () => {
    const id = await opened()
    expect((await room.post(`/${id}/comment-round/closing`)).json.state).toBe('draft')
    expect((await room.post(`/${id}/comment-round/closing`)).status).toBe(409)
    expect((await ask(id, { organizationIds: [watch.organizationId] })).json.commentRound.number).toBe(2)
    await room.pump.pass(3600)
    expect(await room.state(id)).toBe('commenting')
    await room.pump.pass(86_400)
    const { rounds } = await comments(id)
    expect(rounds.map(({ silent }: { silent: string[] }) => silent.length)).toEqual([2, 1])
  })

  it('is closed once, however often its deadline comes', async () => {
    const id = await opened()
    room.world.clock.advance(86_400)
    const due = { subject: id, data: { number: 1 } } as unknown as Event
    await Promise.all([1, 2, 3].map(() => closeCommentsWhenDue(room.world.deps, id, due)))
    await ask(id, { until: '2026-11-24T09:00:00Z' })
    await closeCommentsWhenDue(room.world.deps, id, due)
    expect(await room.state(id)).toBe('commenting')
    const { json } = await room.call(room.coordinator, 'GET', `/v1/events?subject=${id}`)
    const types = json.items.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type === 'alert.comments-closed')).toHaveLength(1)
    expect(JSON.stringify(json)).not.toContain('Villages')
  })

  it('gives way to a retraction of what is out', async () => {
    const id = await room.issue({ level: 'emergency' })
    await room.post(`/${id}/update`, {})
    await ask(id)
    const { texts } = await room.read(id)
    const begun = await room.post(`/${id}/cancellation`, { reason: 'retracted', texts })
    expect([begun.json.state, begun.json.commentRound]).toEqual(['draft', undefined])
    expect((await say(id, trust, 'Too late', trust.token)).status).toBe(409)
  })
})

describe('whoever comments', () => {
  it('is asked, or the draft does not exist for them', async () => {
    const id = await opened()
    const path = `/v1/alerts/${id}/comments/${outsider.organizationId}`
    expect((await room.call(outsider.token, 'GET', path)).status).toBe(404)
    expect((await say(id, outsider, 'Hello', outsider.token)).status).toBe(404)
    expect((await say(id, trust, 'In their name', outsider.token)).status).toBe(403)
    expect((await room.call(trust.token, 'GET', `/v1/alerts/${id}`)).status).toBe(404)
    const asked = await room.call(trust.token, 'GET', `/v1/alerts/${id}/comments/${trust.organizationId}`)
    expect(asked.json).toMatchObject({ isOpen: true, draft: { level: 'warning' }, comments: [] })
    expect(asked.json.draft.audience).toBeUndefined()
  })

  it('comes too late after the deadline, even before the clock has ticked', async () => {
    const id = await opened()
    const path = await linkOf(trust)
    room.world.clock.advance(86_400)
    expect((await say(id, watch, 'Too late', watch.token)).status).toBe(409)
    const late = await room.send(path, { text: 'Too late' })
    expect([late.status, late.text.includes('Villages')]).toEqual([409, false])
    const asked = await room.call(trust.token, 'GET', `/v1/alerts/${id}/comments/${trust.organizationId}`)
    expect([asked.json.isOpen, asked.json.draft]).toEqual([false, undefined])
  })

  it('says the same twice and has said it once, at the same moment too', async () => {
    const id = await opened()
    const answers = await Promise.all(
      [1, 2, 3].map(() => say(id, trust, 'Two villages, not three', trust.token)),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await comments(id)).items).toHaveLength(1)
  })

  it('does not put words in the place of others: a forwarded link stands beside, and its owner hears of it', async () => {
    const id = await opened()
    await say(id, trust, 'Two villages, not three', trust.token)
    await room.send(await linkOf(trust), { text: 'All is well here' })
    await room.pump.drain()
    expect((await room.lastMailTo(trust)).text).toContain('All is well here')
    expect((await comments(id)).items).toHaveLength(2)
    expect(await linkOf(trust)).toMatch(/^\/comment\//)
  })

  it('changes nothing by looking, nor by a link of another kind or of a contact who is gone', async () => {
    const id = await opened()
    const path = await linkOf(trust)
    for (const method of ['GET', 'HEAD']) expect((await room.visit(path, {}, method)).status).toBe(200)
    const answerLink = await room.linkFor(id, trust)
    expect((await room.visit(answerLink.replace('/answer/', '/comment/'))).status).toBe(404)
    expect((await room.visit(path.replace('/comment/', '/stop/'))).status).toBe(404)
    for (const text of ['', ' ', 'x'.repeat(4001)]) expect((await room.send(path, { text })).status).toBe(422)
    const contact = `/v1/organizations/${trust.organizationId}/contacts/${trust.contactId}`
    await room.call(room.coordinator, 'DELETE', contact)
    expect((await room.send(path, { text: 'Still me' })).status).toBe(404)
    expect((await comments(id)).items).toEqual([])
  })

  it('says at most twenty things in a round', async () => {
    const id = await opened()
    for (let at = 0; at < 20; at++) await say(id, trust, `Remark ${at}`, trust.token)
    expect((await say(id, trust, 'One more', trust.token)).status).toBe(409)
  })
})

describe('a round that cannot be', () => {
  it.each([
    [{ until: '2026-11-22T08:59:00Z' }, '#/until'],
    [{ until: '2027-01-22T08:59:00Z' }, '#/until'],
    [{ organizationIds: [] }, '#/organizationIds'],
    [{ organizationIds: ['org_nobody'] }, '#/organizationIds/0'],
  ])('is refused by name: %j', async (body, pointer) => {
    const { id } = await room.alliance.draft()
    const refused = await ask(id, body)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, pointer])
  })

  it('is not asked of whom the situation is withheld from', async () => {
    const { id: situationId } = await room.alliance.situation({ withholdFrom: [watch.organizationId] })
    const { id } = await room.alliance.draft({ situationId })
    const refused = await ask(id)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/organizationIds/1'])
  })
})
