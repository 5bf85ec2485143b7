import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { answerInWords, ownWords } from '../../shared/alerts/answers/words.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

let desk: Desk
let member: Joined
let authority: Joined
let count = 0
beforeAll(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
  authority = await desk.join('Special Adviser', { class: 'un', relation: 'authority' })
})

/** An alert, and the addresses that the mail to somebody offers. */
const issue = async ({ email }: Joined) => {
  const organizationIds = [member.organizationId, authority.organizationId]
  const id = await desk.issue({ audience: { organizationIds } })
  const mail = await PostalMime.parse(desk.world.mail.sent.filter(({ to }) => to === email).at(-1)!.raw)
  const addresses = [...(mail.text ?? '').matchAll(/^mailto:(\S+)$/gm)].map(([, address]) => address!)
  const of = (word: string) => addresses.find((address) => address.startsWith(`${word}+`))!
  return { id, of, words: addresses.map((each) => each.split('+')[0]), replyTo: mail.replyTo![0]!.address! }
}
const send = (to: string, text: string, { from = member.email, ...headers }: Record<string, string> = {}) => {
  const { dmarc, spam, ...rest } = headers
  const fields = Object.entries(rest).map(([name, value]) => `${name}: ${value}`)
  const raw = [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Re',
    'Content-Type: text/plain; charset=utf-8',
    ...fields,
    '',
    text,
  ].join('\r\n')
  const verdicts = { ...(dmarc && { dmarc }), ...(spam && { spam }) }
  return desk.pump.mailIn(raw, { messageId: `m-${count++}`, to: [to], ...verdicts })
}
const stored = async (id: string, { organizationId }: Joined) =>
  (await desk.rowsOf(id)).find(({ sk }) => sk === `answer#${organizationId}`)
const held = async (id: string) =>
  (await desk.call(desk.coordinator, 'GET', '/v1/replies?limit=200')).json.items.filter(
    ({ subject }: { subject: string }) => subject === id,
  ).length

describe('answering an alert by mail', () => {
  it('needs no word: each answer has a secret address of its own, which a phone without a network can queue', async () => {
    const { id, of, words } = await issue(member)
    expect(words).toEqual(['ok', 'will', 'acting', 'cannot', 'doubt', 'report'])
    desk.world.mail.sent.length = 0
    await send(of('acting'), '')
    expect(await stored(id, member)).toMatchObject({
      answer: 'acting',
      by: 'mail',
      contactId: member.contactId,
    })
    expect(await held(id)).toBe(0)
    const [receipt] = desk.world.mail.sent
    expect([receipt!.to, (await PostalMime.parse(receipt!.raw)).text]).toEqual([
      member.email,
      expect.stringContaining('We are acting'),
    ])
    const other = await issue(authority)
    expect(other.words).toEqual(['ok', 'passed', 'other'])
  })

  it('keeps what was written with it, without what it quotes', async () => {
    const { id, of } = await issue(member)
    const text = 'We call the ministry.\n\nOn Mon, 23 Nov 2026, The Alliance wrote:\n> Villages burnt'
    await send(of('will'), text, { from: 'forwarded@elsewhere.example.org' })
    expect(await stored(id, member)).toMatchObject({ answer: 'will-act', comment: 'We call the ministry.' })
  })

  it('is counted by the first line of a reply, in any of our languages, or held beside its matter', async () => {
    const { id, replyTo } = await issue(authority)
    await send(replyTo, 'Reçue et transmise.\nAu bureau régional.', { from: authority.email })
    expect(await stored(id, authority)).toMatchObject({
      answer: 'passed-on',
      comment: 'Au bureau régional.',
    })
    expect(await held(id)).toBe(0)
    await send(replyTo, 'We have a question about the second village.', { from: authority.email })
    expect([(await stored(id, authority))!['answer'], await held(id)]).toEqual(['passed-on', 1])
  })

  it('in words of the contact’s own shows that it was received, but never of somebody who says to be them', async () => {
    const { id, replyTo } = await issue(member)
    await send(replyTo, 'What do you need?', { dmarc: 'FAIL' })
    await send(replyTo, 'What do you need?', { from: 'other@elsewhere.example.org' })
    expect([await stored(id, member), await held(id)]).toEqual([undefined, 2])
    await send(replyTo, 'What do you need?')
    expect(await stored(id, member)).toMatchObject({ answer: 'received', by: 'mail' })
    expect(await held(id)).toBe(3)
  })

  it('is not what a machine, a bounce or a spammer says, nor what may not be said', async () => {
    const { id, of, replyTo } = await issue(member)
    await send(of('acting'), 'Away', { 'Auto-Submitted': 'auto-replied' })
    await send(of('acting'), '', { spam: 'FAIL' })
    await send(of('ok').replace('ok+', 'passed+'), '')
    await send(of('ok').replace('ok+', 'nothing+'), '')
    await send(replyTo, 'Not for us', { from: 'other@elsewhere.example.org' })
    expect(await stored(id, member)).toBeUndefined()
    const { id: other, of: theirs } = await issue(authority)
    await send(theirs('ok').replace('ok+', 'acting+'), '', { from: authority.email })
    expect([await stored(other, authority), await held(other)]).toEqual([undefined, 1])
  })

  it('ends with a mailbox that is not its owner’s alone', async () => {
    const { id, of } = await issue(member)
    const path = `/v1/organizations/${member.organizationId}/contacts/${member.contactId}/compromised`
    expect((await desk.call(desk.coordinator, 'POST', path)).status).toBeLessThan(300)
    await send(of('acting'), '')
    expect([await stored(id, member), await held(id)]).toEqual([undefined, 1])
  })
})

describe('the words of a reply', () => {
  it.each([
    ['Received', 'member', 'received'],
    ['  RECEIVED!! ', 'authority', 'received'],
    ['Nous agissons', 'member', 'acting'],
    ['We are acting. Soon.', 'member', undefined],
    ['Received and passed on', 'member', undefined],
    ['', 'member', undefined],
  ] as const)('%j of a %s is %s', (text, relation, answer) => {
    expect(answerInWords(text, relation)?.answer).toBe(answer)
  })

  it('end where somebody else’s begin', () => {
    expect(ownWords('Yes\r\nWe need: tents\r\n-- \r\nDesk')).toBe('Yes\nWe need: tents')
    expect(ownWords('> quoted only')).toBe('')
    expect(ownWords('Am 23.11.2026 um 10:00 schrieb Allianz <a@example.org>:\n> x')).toBe('')
  })
  it('is nobody’s by what was mailed before the role passed, the mailbox was taken, or the organization left', async () => {
    const contactOf = ({ organizationId, contactId }: Joined) =>
      `/v1/organizations/${organizationId}/contacts/${contactId}`
    const told = async (name: string) => {
      const someone = await desk.join(name)
      const id = await desk.issue({ audience: { organizationIds: [someone.organizationId] } })
      const mail = await PostalMime.parse(
        desk.world.mail.sent.filter(({ to }) => to === someone.email).at(-1)!.raw,
      )
      const [, acting] = /^mailto:(acting\+\S+)$/m.exec(mail.text!)!
      desk.world.clock.advance(1)
      return { someone, id, acting: acting! }
    }
    const version = async ({ organizationId }: Joined) => ({
      'If-Match': (
        await desk.call(desk.coordinator, 'GET', `/v1/organizations/${organizationId}`)
      ).headers.get('ETag')!,
    })
    const moved = await told('Moved Trust')
    const email = 'new@moved-trust.example.org'
    const change = [contactOf(moved.someone), { email }, await version(moved.someone)] as const
    expect((await desk.call(desk.coordinator, 'PATCH', ...change)).status).toBe(200)
    const taken = await told('Taken Trust')
    await desk.call(desk.coordinator, 'POST', `${contactOf(taken.someone)}/compromised`)
    await desk.call(desk.coordinator, 'DELETE', `${contactOf(taken.someone)}/suppression`)
    const left = await told('Left Trust')
    await desk.call(
      left.someone.token,
      'POST',
      `/v1/organizations/${left.someone.organizationId}/departure`,
      {},
    )
    for (const { someone, id, acting } of [moved, taken, left]) {
      await send(acting, '', { from: someone.email })
      expect(await stored(id, someone)).toBeUndefined()
      expect(await held(id)).toBe(1)
    }
    const again = await desk.issue({ audience: { organizationIds: [moved.someone.organizationId] } })
    const mail = await PostalMime.parse(desk.world.mail.sent.filter(({ to }) => to === email).at(-1)!.raw)
    await send(/^mailto:(acting\+\S+)$/m.exec(mail.text!)![1]!, '', { from: email })
    expect(await stored(again, moved.someone)).toMatchObject({ answer: 'acting' })
  })
})
