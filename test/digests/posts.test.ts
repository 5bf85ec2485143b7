import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createNewsroom, type Newsroom } from '../publications/newsroom.ts'

describe('the digest of posts', () => {
  let room: Newsroom
  beforeEach(async () => {
    room = await createNewsroom()
  })

  const path = '/v1/me/post-subscription'
  const read = (of: Joined) => room.call(of.token, 'GET', path)
  const subscribe = async (of: Joined, ...topics: object[]) => {
    const { version } = (await read(of)).json
    return room.call(of.token, 'PUT', path, { topics }, { 'If-Match': `"${version}"` })
  }
  /** The mail of the next morning, in Nairobi or wherever the reader is. */
  const morning = async (of: Joined) => {
    const before = room.world.mail.sent.length
    for (let hour = 0; hour < 24; hour++) await room.pump.pass(3600)
    const mails = room.world.mail.sent.slice(before).filter(({ to }) => to === of.email)
    return Promise.all(
      mails.map(async ({ raw, tags }) => {
        const { subject = '', text = '' } = await PostalMime.parse(raw)
        return { kind: tags['kind'], subject, text }
      }),
    )
  }
  const titled = (title: string) => [{ language: 'en', title, body: `${title}, at length.` }]

  it('has what came out since yesterday, of the kinds and situations that its reader has named, once', async () => {
    const [here, there] = [(await room.alliance.situation()).id, (await room.alliance.situation()).id]
    const answer = await subscribe(room.reader, { kind: 'appeal' }, { situationId: here })
    expect([answer.status, answer.json.topics.length]).toEqual([200, 2])
    await room.publish({ texts: titled('Of another kind') })
    await room.publish({ texts: titled('Of another place'), situationIds: [there] })
    await room.publish({ texts: titled('An appeal from here'), kind: 'appeal', situationIds: [here] })
    const { id } = await room.publish({ texts: titled('News from here'), situationIds: [here, there] })
    const inner = await room.publish({
      texts: titled('Among members'),
      kind: 'appeal',
      audience: { to: 'members' },
    })
    await room.pump.drain()
    expect(room.world.mail.sent).toEqual([])
    const [mail, ...more] = await morning(room.reader)
    expect([mail?.kind, mail?.subject, more]).toEqual(['digest', 'What members of The Alliance publish', []])
    for (const said of ['News: News from here', 'Appeal: An appeal from here', 'Among members, at length.'])
      expect(mail!.text).toContain(said)
    // What is for members is read by whoever has signed in.
    for (const path of [`/posts/${id}`, `/console/posts/${inner.id}`])
      expect(mail!.text).toContain(`https://tocsin.example.org${path}`)
    for (const unsaid of ['another', 'An emergency', `org/posts/${inner.id}`])
      expect(mail!.text).not.toContain(unsaid)
    expect(await morning(room.reader)).toEqual([])
    expect(await morning(room.author)).toEqual([])
  })

  it('tells of a correction, and not of what was held or withdrawn before the morning', async () => {
    await subscribe(room.reader, {})
    const posts = []
    for (const title of ['Corrected', 'Held', 'Withdrawn', 'Draft']) {
      const draft = (await room.write({ texts: titled(title) })).json
      if (title !== 'Draft') await room.step(draft.id, 'publication')
      posts.push(draft.id)
    }
    await room.pump.drain()
    const change = { texts: titled('As it was'), changed: 'Two villages, not three.' }
    await room.step(posts[0], 'correction', change)
    await room.step(posts[1], 'hold', { reason: 'Asked to look at' }, room.coordinator)
    await room.step(posts[2], 'withdrawal', { reason: 'It named a person.' })
    const [mail] = await morning(room.reader)
    expect(mail!.text).toContain('Corrected: News: As it was')
    for (const unsaid of ['Held', 'Withdrawn', 'Draft', 'named a person'])
      expect(mail!.text).not.toContain(unsaid)
    const again = { texts: titled('As it was seen'), changed: 'By whom' }
    await room.step(posts[0], 'correction', again)
    expect((await morning(room.reader))[0]!.text).toContain('As it was seen')
  })

  it("has a coalition's posts for who is inside it that morning", async () => {
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer', confidential: true }
    const { id: coalitionId } = (await room.call(room.coordinator, 'POST', '/v1/coalitions', form)).json
    const leaver = await room.join('Leaving Member')
    const inside = [room.author, room.reader, leaver]
    const organizationIds = inside.map(({ organizationId }) => organizationId)
    const at = `/v1/coalitions/${coalitionId}`
    await room.call(room.coordinator, 'POST', `${at}/invitations`, { organizationIds, role: 'participant' })
    const put = (of: Joined, status: string) =>
      room.call(of.token, 'PUT', `${at}/organizations/${of.organizationId}`, { status })
    for (const of of inside) await put(of, 'joined')
    const outside = await room.join('Outside Member')
    for (const of of [room.reader, leaver, outside]) await subscribe(of, { situationId })
    await room.pump.drain()
    const audience = { to: 'coalition', coalitionId }
    await room.publish({ texts: titled('Among us'), situationIds: [situationId], audience })
    await room.pump.drain()
    await put(leaver, 'left')
    const [mail] = await morning(room.reader)
    expect(mail!.text).toContain('Among us, at length.')
    const digests = room.world.mail.sent.filter(({ tags }) => tags['kind'] === 'digest')
    expect(digests.map(({ to }) => to)).toEqual([room.reader.email])
  })

  it('is one mail with the alerts that wait, and shows on its page no more than it said', async () => {
    const both = await room.join('Morning Readers', {}, { preferences: { digest: {} } })
    await subscribe(both, {})
    await room.issue({ texts: [{ language: 'en', headline: 'Boats', description: 'Boats, at length.' }] })
    const body = `Begins so. ${'And so on. '.repeat(200)}Ends so.`
    await room.publish({ texts: [{ language: 'en', title: '<b>Seen</b>', body }] })
    const [mail, ...more] = (await morning(both)).filter(({ kind }) => kind === 'digest')
    expect([mail!.subject, more]).toEqual(['Alerts and publications of The Alliance', []])
    for (const said of ['Boats, at length.', 'Begins so.', '<b>Seen</b>']) expect(mail!.text).toContain(said)
    const token = /\/digest\/(\S+)/.exec(mail!.text)![1]
    const page = (await room.visit(`/digest/${token}`)).text
    for (const said of ['Boats', 'Begins so.', '&lt;b&gt;Seen']) expect(page).toContain(said)
    for (const unsaid of ['<b>Seen', 'Ends so.']) expect(page).not.toContain(unsaid)
    expect(mail!.text).not.toContain('Ends so.')
  })

  it('says nothing to a discreet contact but that there is something', async () => {
    const discreet = await room.join('Memorial House', {}, { discreet: true })
    await subscribe(discreet, {})
    await room.publish({ texts: titled('Three villages') })
    const [mail] = await morning(discreet)
    for (const unsaid of ['villages', 'Alliance', 'News'])
      expect(mail!.subject + mail!.text).not.toContain(unsaid)
    const token = /\/digest\/(\S+)/.exec(mail!.text)![1]
    expect((await room.visit(`/digest/${token}`)).text).toContain('Three villages')
  })

  it('ends with the subscription, the contact, or their unsubscribing', async () => {
    const gone = await room.join('Gone Member')
    const silent = await room.join('Silent Member')
    for (const of of [room.reader, gone, silent]) await subscribe(of, {})
    await room.publish()
    await room.pump.drain()
    await subscribe(room.reader)
    const contact = `/v1/organizations/${gone.organizationId}/contacts/${gone.contactId}`
    expect((await room.call(room.coordinator, 'DELETE', contact)).status).toBeLessThan(300)
    const link = await room.linkFor(silent.contactId, silent, { purpose: 'unsubscribe' })
    expect((await room.send(link.replace('answer', 'unsubscribe'), {})).status).toBe(200)
    await morning(room.reader)
    expect(room.world.mail.sent.filter(({ tags }) => tags['kind'] === 'digest')).toEqual([])
  })

  it("is each person's own choice: kept once, changed on what was read, and for nobody outside", async () => {
    expect((await read(room.reader)).json).toEqual({ topics: [], version: 0 })
    const twice = await subscribe(room.reader, { kind: 'news' }, { kind: 'news' })
    expect(twice.json).toEqual({ topics: [{ kind: 'news' }], version: 1 })
    const body = { topics: [] }
    const put = (headers: Record<string, string>, token: string | undefined = room.reader.token) =>
      room.call(token, 'PUT', path, body, headers)
    expect((await put({ 'If-Match': '"0"' })).status).toBe(412)
    expect((await put({})).status).toBe(428)
    const both = await Promise.all([1, 2].map(() => put({ 'If-Match': '"1"' })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await room.call(undefined, 'PUT', path, body, { 'If-Match': '"0"' })).status).toBe(401)
    const ministry = await room.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await read(ministry)).status).toBe(403)
    const program = await room.world.tokenFor({ ...room.author, scopes: ['publications:write'] })
    expect((await room.call(program, 'GET', path)).status).toBe(403)
    const many = Array.from({ length: 21 }, () => ({ kind: 'news' }))
    expect((await subscribe(room.reader, ...many)).status).toBe(422)
  })
})
