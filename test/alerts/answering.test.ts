import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../shared/access/actor.ts'
import { removeContact } from '../../shared/organizations/contacts.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

let desk: Desk
let member: Joined
let authority: Joined
let stranger: Joined
beforeAll(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
  authority = await desk.join('Special Adviser', { class: 'un', relation: 'authority' })
  stranger = await desk.join('Stranger', { country: 'FR' })
})

const audience = () => ({ organizationIds: [member.organizationId, authority.organizationId] })
const issue = (change: object = {}) => desk.issue({ audience: audience(), ...change })
const stored = async (id: string, { organizationId }: Joined) =>
  (await desk.rowsOf(id)).find(({ sk }) => sk === `answer#${organizationId}`)
const board = async (id: string, query = '') =>
  (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/answers${query}`)).json

describe('answering an alert by the mailed link', () => {
  it('is asked of a member and of an authority each in their way, about the alert they were told of', async () => {
    const id = await issue()
    const { issues } = await desk.read(id)
    const seen = await desk.visit(await desk.linkFor(id, member))
    expect([seen.status, seen.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(seen.text).toContain('Villages burnt in the border region')
    expect(seen.text).toContain(issues[0].reference)
    const values = (text: string) =>
      [...text.matchAll(/type="radio" name="answer" value="([\w-]+)"/g)].map(([, v]) => v)
    expect(values(seen.text)).toEqual(['received', 'will-act', 'acting', 'cannot', 'disputes'])
    const { text } = await desk.visit(await desk.linkFor(id, authority))
    expect(values(text)).toEqual(['received', 'passed-on', 'not-for-us'])
    expect(text).toContain('Has this alert reached the right place?')
    expect(text).not.toMatch(/<script|onload|http-equiv/)
  })

  it('works by the very link that was mailed', async () => {
    desk.world.mail.sent.length = 0
    const id = await issue()
    const { text = '' } = await PostalMime.parse(
      desk.world.mail.sent.find(({ to }) => to === member.email)!.raw,
    )
    const link = /https:\/\/tocsin\.example\.org(\/answer\/\S+)/.exec(text)![1]!
    expect((await desk.send(link, { answer: 'acting', comment: ' We call the ministry ' })).status).toBe(200)
    expect(await stored(id, member)).toMatchObject({
      answer: 'acting',
      comment: 'We call the ministry',
      by: 'link',
      contactId: member.contactId,
      relation: 'member',
    })
  })

  it('is the organization’s answer: the latest counts, and what it was before is kept', async () => {
    const id = await issue()
    const path = `/v1/organizations/${member.organizationId}/contacts`
    const email = `second-${id.slice(4)}@memorial.example.org`
    const contact = { role: 'alternate', email, languages: ['fr'], timeZone: 'UTC' }
    const { json } = await desk.call(desk.coordinator, 'POST', path, contact)
    await desk.send(await desk.linkFor(id, member), { answer: 'received' })
    const other = await desk.linkFor(id, { ...member, contactId: json.id })
    const changed = await desk.send(other, { answer: 'cannot', comment: 'Too far' })
    expect(changed.text).toContain('Votre réponse')
    expect(await stored(id, member)).toMatchObject({
      answer: 'cannot',
      contactId: json.id,
      earlier: [{ answer: 'received', contactId: member.contactId }],
      version: 2,
    })
    const again = await desk.visit(await desk.linkFor(id, member))
    expect(again.text).toContain('Your answer so far: We cannot act')
    expect(again.text).toContain('Too far')
  })

  it('tells the contact what was answered in their name, once for each change, and can be undone', async () => {
    const id = await issue()
    desk.world.mail.sent.length = 0
    const link = await desk.linkFor(id, member)
    await desk.send(link, { answer: 'acting' })
    await desk.send(link, { answer: 'acting' })
    await desk.pump.drain()
    const [receipt, ...more] = desk.world.mail.sent
    expect([receipt!.to, more]).toEqual([member.email, []])
    const { text = '' } = await PostalMime.parse(receipt!.raw)
    expect(text).toContain('We are acting')
    const back = /https:\/\/tocsin\.example\.org(\/answer\/\S+)/.exec(text)![1]!
    expect((await desk.send(back, { undo: '1' })).text).toContain('Your answer has been taken back')
    expect(await stored(id, member)).toMatchObject({ answer: null, earlier: [{ answer: 'acting' }] })
    expect((await board(id)).counts.members).toMatchObject({ told: 1, silent: 1, acting: 0 })
  })

  it('keeps at most ten earlier answers, and stops who plays with a link for a while', async () => {
    const id = await issue()
    const link = await desk.linkFor(id, member)
    const say = async (at: number) => (await desk.send(link, { answer: 'acting', comment: `${at}` })).status
    for (let at = 1; at <= 11; at++) expect(await say(at)).toBe(200)
    expect(await say(12)).toBe(429)
    expect((await stored(id, member))!['earlier']).toHaveLength(10)
    desk.world.clock.advance(3601)
    expect(await say(13)).toBe(200)
  })

  it('never happens on GET or HEAD', async () => {
    const id = await issue()
    const link = await desk.linkFor(id, member)
    const before = await desk.rowsOf(id)
    for (const path of [link, `${link}?answer=acting`, `${link}?undo=1`])
      for (const method of ['GET', 'HEAD']) expect((await desk.visit(path, {}, method)).status).toBe(200)
    expect(await desk.rowsOf(id)).toEqual(before)
  })

  it('is not for who was not told, nor by a link that is dead', async () => {
    const id = await issue()
    const { id: draft } = await desk.alliance.draft()
    const gone = await desk.join('Gone')
    const links = [
      await desk.linkFor(id, stranger),
      await desk.linkFor(draft, member),
      await desk.linkFor('alt_nothing', member),
      await desk.linkFor('mtg_nothing', member),
      await desk.linkFor(id, member, { purpose: 'rsvp' }),
      await desk.linkFor(id, member, { epoch: 99 }),
      await desk.linkFor(id, member, { expiresAt: new Date('2026-11-22T08:59:00Z') }),
      await desk.linkFor(id, gone),
      '/answer/nonsense',
    ]
    await removeContact(desk.world.deps, system, gone)
    for (const link of links)
      expect([(await desk.visit(link)).status, (await desk.send(link, { answer: 'acting' })).status]).toEqual(
        [404, 404],
      )
    expect((await desk.rowsOf(id)).filter(({ sk }) => String(sk).startsWith('answer#'))).toEqual([])
  })

  it('explains a form that cannot be taken', async () => {
    const id = await issue()
    const link = await desk.linkFor(id, member)
    const wrong = [
      {},
      { answer: 'passed-on' },
      { answer: 'yes' },
      { answer: 'acting', comment: 'x'.repeat(501) },
    ]
    for (const fields of wrong as Record<string, string>[]) {
      const { status, text } = await desk.send(link, fields)
      expect([status, text.includes('Something is missing or not right')]).toEqual([422, true])
    }
    expect((await desk.call(undefined, 'POST', link, { answer: 'acting' })).status).toBe(400)
    expect(await stored(id, member)).toBeUndefined()
    const { text } = await desk.send(link, { answer: 'acting', desk: 'x'.repeat(121), comment: 'We <rang>' })
    expect(text).toContain('We &lt;rang&gt;</textarea>')
    expect(text).toMatch(/name="desk"[^>]* value="x{121}" aria-invalid="true" aria-describedby="desk-fault"/)
    expect(text).toMatch(/value="acting" required="" checked=""/)
  })

  it('shows the alert as it was issued last, and still takes an answer once it has ended', async () => {
    const id = await issue()
    await desk.post(`/${id}/update`, { level: 'emergency' })
    expect((await desk.visit(await desk.linkFor(id, member))).text).toContain('Level: Warning')
    await desk.cancel(id, 'retracted')
    const { text } = await desk.visit(await desk.linkFor(id, member))
    expect(text).toContain('This alert is retracted.')
    expect(text).toContain('You can still answer')
    expect((await desk.send(await desk.linkFor(id, member), { answer: 'disputes' })).status).toBe(200)
  })

  it('shows who is discreet what their mail could not say, and marks an exercise', async () => {
    const hidden = await desk.join('Hidden', {}, { discreet: true })
    const id = await desk.issue({ exercise: true, audience: { organizationIds: [hidden.organizationId] } })
    const { text } = await desk.visit(await desk.linkFor(id, hidden))
    for (const said of ['Three villages were burnt.', 'Meet at once.', 'Sudan', 'This is an exercise.'])
      expect(text).toContain(said)
    const open = await desk.visit(await desk.linkFor(await issue(), member))
    expect(open.text).not.toContain('Three villages were burnt.')
    expect(Buffer.byteLength(open.text)).toBeLessThan(14 * 1024)
  })

  it('becomes history that says neither a name nor a word of the comment', async () => {
    const id = await issue()
    await desk.send(await desk.linkFor(id, member), { answer: 'acting', comment: 'Through the back door' })
    const { json, text } = await desk.call(desk.coordinator, 'GET', `/v1/events?subject=${id}`)
    const event = json.items.find(({ type }: { type: string }) => type === 'alert.answered')
    expect(event).toMatchObject({
      data: { organizationId: member.organizationId, answer: 'acting', by: 'link' },
    })
    expect(text).not.toContain('back door')
    const seen = await desk.call(stranger.token, 'GET', `/v1/events?subject=${id}`)
    expect(seen.json.items).toEqual([])
  })
})
