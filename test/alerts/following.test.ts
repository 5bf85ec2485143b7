import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { createDesk, type Desk, type Joined, openly } from './desk.ts'

let desk: Desk
let member: Joined
beforeEach(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
})

const mails = () =>
  Promise.all(
    desk.world.mail.sent.map(async ({ raw, messageId }) => {
      const { text = '', subject, headers } = await PostalMime.parse(raw)
      const header = (name: string) => headers.find(({ key }) => key === name)?.value
      return {
        id: desk.world.mail.headerId(messageId),
        text: text.replaceAll('\r\n', '\n'),
        subject,
        inReplyTo: header('in-reply-to'),
        references: header('references')?.split(/\s+/),
      }
    }),
  )

const [english] = anAlert().texts

describe('what follows an alert', () => {
  it('stands in one thread, by the ids that the service gave, to the last mail and from the first', async () => {
    const id = await desk.issue()
    await desk.update(id)
    await desk.update(id, { level: 'emergency' })
    await desk.cancel(id, 'retracted')
    const sent = await mails()
    expect(sent.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, sent[0]!.id, sent[1]!.id, sent[2]!.id])
    expect(sent.map(({ references }) => references?.length ?? 0)).toEqual([0, 1, 2, 3])
    expect(sent[3]!.references).toEqual(sent.slice(0, 3).map((mail) => mail.id))
  })

  it('keeps its thread over more revisions than a header should hold', async () => {
    const id = await desk.issue()
    for (let revision = 2; revision <= 14; revision++) await desk.update(id)
    const sent = await mails()
    const { references, inReplyTo } = sent.at(-1)!
    expect(references).toEqual([sent[0]!.id, ...sent.slice(-10, -1).map((mail) => mail.id)])
    expect(inReplyTo).toBe(sent.at(-2)!.id)
  })

  it('names every revision that it takes the place of', async () => {
    const id = await desk.issue()
    await desk.update(id)
    await desk.update(id)
    const references = (await desk.read(id)).issues.map((issue: { reference: string }) => issue.reference)
    expect((await mails()).at(-1)!.text).toContain(`Replaces: ${references[0]} and ${references[1]}`)
  })

  it('reaches exactly those who got any revision, also one that was halted on its way', async () => {
    const id = await desk.issue()
    await desk.join('Came Later')
    await desk.post(`/${id}/update`, {})
    await desk.alliance.release(id)
    await desk.post(`/${id}/halt`)
    await desk.pump.drain()
    await desk.cancel(id, 'retracted')
    const sent = await mails()
    expect(desk.world.mail.sent.map(({ to }) => to)).toEqual([member.email, member.email])
    expect(sent[1]!.references).toEqual([sent[0]!.id])
    expect(sent[1]!.text).toContain('please tell everyone you passed it on to')
  })
})

describe('a correction', () => {
  const corrected = { correction: true, texts: [{ ...english, changes: 'Two villages, not three.' }] }

  it('says that what was said was wrong, and what has changed; an update only that it is newer', async () => {
    const id = await desk.issue(openly)
    await desk.update(id, corrected)
    const { subject, text } = (await mails()).at(-1)!
    expect(subject).toBe('Correction – Warning: Villages burnt in the border region')
    expect(text).toContain('This alert corrects an earlier one that was wrong in part. Use only this one.')
    expect(text).toContain('What has changed\n\nTwo villages, not three.')
    const page = (await desk.visit(`/alerts/${id}`)).text
    for (const said of ['corrects an earlier one', 'Two villages, not three.', 'Correction – '])
      expect(page).toContain(said)
  })

  it('is over with the next revision, which begins without it', async () => {
    const id = await desk.issue()
    await desk.update(id, corrected)
    await desk.update(id)
    const { subject, text } = (await mails()).at(-1)!
    expect(subject).toMatch(/^Update – /)
    expect(text).not.toContain('Two villages')
    const after = await desk.read(id)
    expect([after.correction, after.texts[0].changes]).toEqual([undefined, undefined])
  })

  it('leaves an alert in force: it is answered, and verified as current', async () => {
    const id = await desk.issue()
    await desk.update(id, corrected)
    const { text } = await desk.visit(await desk.linkFor(id, member))
    expect(text).not.toContain('This alert has ended')
    const { reference, digest } = (await desk.read(id)).issues.at(-1)
    const verified = await desk.visit(`/verify?${new URLSearchParams({ reference, digest })}`)
    expect(verified.text).toContain('Genuine and current')
  })

  it('needs something to correct', async () => {
    const { id: situationId } = await desk.alliance.situation()
    const first = await desk.post('', anAlert({ situationId, correction: true }))
    expect(first.status).toBe(422)
    const changes = await desk.post('', anAlert({ situationId, texts: corrected.texts }))
    expect([changes.status, changes.json.errors[0].pointer]).toEqual([422, '#/texts/0/changes'])
    const { id } = await desk.alliance.draft()
    const change = await desk.change(id, { correction: true }, 1)
    expect([change.status, change.json.errors[0].pointer]).toEqual([422, '#/correction'])
  })
})
