import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../shared/access/actor.ts'
import { removeContact, updateContact } from '../../shared/organizations/contacts.ts'
import { createGathering, type Gathering, type Guest, submit, visit } from './gathering.ts'

describe('answering by the mailed link', () => {
  let gathering: Gathering
  let guest: Guest
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust'])
    guest = gathering.guests[0]!
  })

  const rows = async (id: string) =>
    (await gathering.world.deps.store.query({ table: 'meetings', partition: id })).items
  const stored = async (id: string) => (await rows(id)).find(({ sk }) => String(sk).startsWith('rsvp#'))
  const notices = async (id: string) =>
    (
      await gathering.world.deps.store.query({ table: 'deliveries', partition: `subject#${id}#notice` })
    ).items.filter(({ kind }) => kind === 'notice')

  it('shows the meeting in the zone of who was invited, and asks', async () => {
    const id = await gathering.called({
      startsAt: '2026-12-01T15:00',
      timeZone: 'Europe/Berlin',
      title: 'Weekly <call>',
    })
    const { status, text, headers } = await visit(gathering.world, await gathering.linkFor(id, guest))
    expect(status).toBe(200)
    expect(text).toContain('Weekly &lt;call&gt;')
    expect(text).toContain('17:00')
    expect(text).toContain('2026-12-01 14:00 UTC')
    expect(text).toContain('Central European')
    expect(text).toContain('https://meet.example.org/weekly')
    expect(text).toMatch(/<html lang="en" dir="ltr">/)
    expect(text).not.toMatch(/<script|onload|http-equiv/)
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  it('records what is posted, marks it, and says so', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const done = await submit(gathering.world, link, {
      answer: 'accepted',
      comment: ' By train ',
      delegates: '2',
    })
    expect(done.status).toBe(200)
    expect(done.text).toContain('Your answer has been recorded')
    expect(done.text).toContain('Undo')
    expect(await stored(id)).toMatchObject({
      answer: 'accepted',
      comment: 'By train',
      delegates: 2,
      by: 'link',
    })
    const { text } = await visit(gathering.world, link)
    expect(text).toContain('Your answer so far: Yes, I will take part')
    expect(text).toMatch(
      /value="accepted" required="" checked=""|checked="" [^>]*value="accepted"|value="accepted"[^>]*checked/,
    )
    const changed = await submit(gathering.world, link, { answer: 'declined', comment: '', delegates: '' })
    expect(changed.text).toContain('Your answer has been changed')
    expect(await stored(id)).toMatchObject({ answer: 'declined', delegates: 1 })
  })

  it('tells the contact what was answered in their name, once for each change', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    await submit(gathering.world, link, { answer: 'accepted' })
    await submit(gathering.world, link, { answer: 'accepted' })
    const { contactId, organizationId } = guest
    expect(await notices(id)).toMatchObject([
      { kind: 'notice', recipients: { of: 'contacts', contacts: [{ contactId, organizationId }] } },
    ])
  })

  it('can be taken back to what stood before', async () => {
    const id = await gathering.called()
    await gathering.answer(guest.token, id, guest.contactId, { answer: 'accepted', delegates: 3 })
    const link = await gathering.linkFor(id, guest)
    await submit(gathering.world, link, { answer: 'declined' })
    const undone = await submit(gathering.world, link, { undo: '1' })
    expect(undone.text).toContain('Your answer has been taken back')
    expect(await stored(id)).toMatchObject({ answer: 'accepted', delegates: 3 })
  })

  it('leaves silence where the first answer is taken back', async () => {
    const id = await gathering.called({ capacity: 1 })
    const link = await gathering.linkFor(id, guest)
    await submit(gathering.world, link, { undo: '1' })
    expect(await stored(id)).toBeUndefined()
    await submit(gathering.world, link, { answer: 'accepted' })
    await submit(gathering.world, link, { undo: '1' })
    const { items, counts } = (await gathering.board(id)).json
    expect(items[0].answer).toBeNull()
    expect([counts.contacts.silent, counts.delegates]).toEqual([1, 0])
    expect((await rows(id)).find(({ sk }) => sk === 'counter')!['places']).toBe(0)
  })

  it('never changes anything on GET or HEAD', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const before = await rows(id)
    for (const path of [link, `${link}?answer=accepted`, `${link}?undo=1`])
      for (const method of ['GET', 'HEAD'])
        expect((await visit(gathering.world, path, method)).status).toBe(200)
    expect(await rows(id)).toEqual(before)
  })

  it('refuses a link that is tampered with, expired or made for something else', async () => {
    const id = await gathering.called()
    const good = await gathering.linkFor(id, guest)
    const dead = [
      `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`,
      good.replace(id, await gathering.called()),
      await gathering.linkFor(id, guest, { expiresAt: new Date('2026-11-22T08:59:00Z') }),
      await gathering.linkFor(id, guest, { purpose: 'answer' }),
      await gathering.linkFor(id, guest, { epoch: 0 }),
      await gathering.linkFor('mtg_nothing', guest),
      await gathering.linkFor('alt_nothing', guest),
      '/rsvp/nonsense',
      `/rsvp/${'a'.repeat(5000)}`,
      '/rsvp/%00%ff',
    ]
    const before = await rows(id)
    for (const path of dead) {
      const seen = await visit(gathering.world, path)
      const posted = await submit(gathering.world, path, { answer: 'accepted' })
      expect([seen.status, posted.status]).toEqual([404, 404])
      expect(seen.headers.get('Content-Type')).toContain('text/html')
    }
    expect(await rows(id)).toEqual(before)
  })

  it('dies with the contact, or when their address moves', async () => {
    const moved = await gathering.join('Moving House')
    const gone = await gathering.join('Gone')
    const id = await gathering.called()
    const links = [await gathering.linkFor(id, moved), await gathering.linkFor(id, gone)]
    for (const link of links) expect((await visit(gathering.world, link)).status).toBe(200)
    const change = { email: 'elsewhere@example.org' }
    await updateContact(gathering.world.deps, system, { ...moved, version: 2, change })
    await removeContact(gathering.world.deps, system, gone)
    for (const link of links)
      expect((await submit(gathering.world, link, { answer: 'accepted' })).status).toBe(404)
  })

  it('explains a form that cannot be taken, and keeps what stands', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const wrong = [
      {},
      { answer: 'maybe' },
      { answer: 'accepted', delegates: '0' },
      { answer: 'accepted', delegates: '1e9' },
      { answer: 'accepted', delegates: 'two' },
      { answer: 'accepted', comment: 'x'.repeat(501) },
    ]
    for (const fields of wrong as Record<string, string>[]) {
      const { status, text } = await submit(gathering.world, link, fields)
      expect([status, text.includes('Something is missing or not right')]).toEqual([422, true])
    }
    expect((await gathering.world.call(undefined, 'POST', link, { answer: 'accepted' })).status).toBe(400)
    expect(await stored(id)).toBeUndefined()
  })

  it('says why no answer is taken any more, and no longer asks', async () => {
    const apart = await createGathering(['Memorial Trust', 'Minority Watch'])
    const [first, second] = apart.guests as [Guest, Guest]
    const soon = { startsAt: '2026-11-22T14:00', rsvpBy: '2026-11-22T13:00', capacity: 1 }
    const id = await apart.called(soon)
    const off = await apart.called(soon)
    await apart.world.call(apart.coordinator, 'POST', `/v1/meetings/${off}/cancellation`, {
      reason: 'No quorum',
    })
    const links = [await apart.linkFor(id, first), await apart.linkFor(id, second)] as const
    await submit(apart.world, links[0], { answer: 'accepted' })
    const full = await submit(apart.world, links[1], { answer: 'accepted', delegates: '2' })
    expect([full.status, full.text.includes('There are not that many places')]).toEqual([409, true])
    const cancelled = await visit(apart.world, await apart.linkFor(off, first))
    expect(cancelled.text).toContain('This meeting has been cancelled')
    expect(cancelled.text).toContain('No quorum')
    expect(cancelled.text).not.toContain('<form')
    expect((await submit(apart.world, await apart.linkFor(off, first), { answer: 'accepted' })).status).toBe(
      409,
    )
    apart.world.clock.advance(3601)
    const late = await submit(apart.world, links[0], { undo: '1' })
    expect([late.status, late.text.includes('The time for answering has passed')]).toEqual([409, true])
    expect(late.text).not.toContain('<form')
  })

  it('stops somebody who plays with a link, and only for a while', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const say = async (delegates: number) =>
      (await submit(gathering.world, link, { answer: 'accepted', delegates: `${delegates}` })).status
    for (let at = 1; at <= 11; at++) expect(await say(at)).toBe(200)
    expect(await say(12)).toBe(429)
    expect(await stored(id)).toMatchObject({ delegates: 11 })
    gathering.world.clock.advance(3601)
    expect(await say(12)).toBe(200)
  })

  it('comes in one answer of less than 14 KB, whatever people wrote', async () => {
    const id = await gathering.called({
      title: '<'.repeat(200),
      agenda: '&\n'.repeat(2400),
      location: {
        kind: 'hybrid',
        url: `https://meet.example.org/?${'&'.repeat(570)}`,
        address: '"'.repeat(300),
      },
    })
    const link = await gathering.linkFor(id, guest)
    const { status, text } = await submit(gathering.world, link, {
      answer: 'accepted',
      comment: '>'.repeat(500),
      delegates: '100',
      delegateNames: "ខ្មែរ'\n".repeat(66),
    })
    expect(status).toBe(200)
    expect(Buffer.byteLength(text)).toBeLessThan(14 * 1024)
  })

  it('gives the entry for the calendar, as the mail had it, and none to a contact in danger', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    expect((await visit(gathering.world, link)).text).toContain(`href="${link}/invitation.ics"`)
    const entry = await visit(gathering.world, `${link}/invitation.ics`)
    expect(entry.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
    expect(entry.text).toContain('METHOD:REQUEST')
    expect(entry.text).toMatch(/ORGANIZER;CN="[^"]+":mailto:rsvp\+/)
    const hidden = await gathering.join('In Danger', { discreet: true })
    const quiet = await gathering.linkFor(id, hidden)
    expect((await visit(gathering.world, quiet)).text).not.toContain('invitation.ics')
    expect((await visit(gathering.world, `${quiet}/invitation.ics`)).status).toBe(404)
    const byApi = await gathering.world.call(hidden.token, 'GET', `/v1/meetings/${id}/invitation.ics`)
    expect(byApi.status).toBe(404)
    expect((await visit(gathering.world, '/rsvp/nonsense/invitation.ics')).status).toBe(404)
  })

  it('takes the names of who comes, as many as come', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const named = { answer: 'accepted', delegates: '2', delegateNames: ' The chair\r\n\r\nThe clerk ' }
    expect((await submit(gathering.world, link, named)).text).toContain('The chair\nThe clerk</textarea>')
    expect(await stored(id)).toMatchObject({ delegates: 2, delegateNames: ['The chair', 'The clerk'] })
    for (const delegateNames of ['A\nB\nC', 'x'.repeat(101), '<b>', `${'x'.repeat(100)}\n`.repeat(5)])
      expect((await submit(gathering.world, link, { ...named, delegateNames })).status).toBe(422)
  })

  it('keeps what was typed and not taken, and says beside the field what was wrong', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    await submit(gathering.world, link, { answer: 'declined', comment: 'Said before' })
    const typed = {
      answer: 'accepted',
      delegates: '500',
      delegateNames: 'The <chair>',
      comment: 'By “night” bus',
    }
    const { status, text } = await submit(gathering.world, link, typed)
    expect(status).toBe(422)
    expect(text).toContain('By “night” bus</textarea>')
    expect(text).toContain('The &lt;chair&gt;</textarea>')
    expect(text).toMatch(
      /name="delegates"[^>]* value="500" aria-invalid="true" aria-describedby="delegates-fault"/,
    )
    expect(text).toMatch(/<p class="notice" id="delegateNames-fault">/)
    expect(text).toMatch(/value="accepted" required="" checked=""/)
    expect(text).not.toContain('id="comment-fault"')
    expect(await stored(id)).toMatchObject({ answer: 'declined', comment: 'Said before' })
  })

  it('takes as many people as are named where the number was left as it stood', async () => {
    const id = await gathering.called()
    const link = await gathering.linkFor(id, guest)
    const named = { answer: 'accepted', delegates: '1', delegateNames: 'The chair\nThe clerk\nThe driver' }
    expect((await submit(gathering.world, link, named)).status).toBe(200)
    expect(await stored(id)).toMatchObject({ delegates: 3 })
  })

  it("is worded in the reader's language", async () => {
    const reader = await gathering.join('Lecteurs', { languages: ['fr', 'en'], timeZone: 'Africa/Kinshasa' })
    const id = await gathering.called()
    const { headers, text } = await visit(gathering.world, await gathering.linkFor(id, reader))
    const language = headers.get('Content-Language')!
    expect(text).toContain(`<html lang="${language}"`)
    expect(text).toContain('13:00')
  })
})
