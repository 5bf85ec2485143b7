import { beforeEach, describe, expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

describe('a post', () => {
  let room: Newsroom
  beforeEach(async () => {
    room = await createNewsroom()
  })

  it("is its author's alone until it is published, and then for those it is for", async () => {
    const { id } = (await room.write({ audience: undefined })).json
    expect((await room.read(id)).status).toBe(404)
    expect((await room.read(id, room.coordinator)).status).toBe(404)
    expect(await room.ids('of=own', room.author.token)).toEqual([id])
    const out = await room.step(id, 'publication')
    expect([out.status, out.json.state]).toEqual([200, 'published'])
    expect((await room.read(id)).json.texts).toHaveLength(2)
    expect(await room.ids('')).toEqual([id])
    expect((await room.visit(`/posts/${id}`)).status).toBe(404)
    expect((await room.step(id, 'publication')).status).toBe(409)
  })

  it('is published in the name of its own organization, and changed by nobody else', async () => {
    const { id, version } = (await room.write()).json
    expect((await room.step(id, 'publication', undefined, room.reader.token)).status).toBe(404)
    await room.step(id, 'publication')
    const ministry = await room.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await room.write({}, ministry)).status).toBe(403)
    expect((await room.read(id, ministry.token)).status).toBe(404)
    for (const token of [room.reader.token, room.coordinator]) {
      const correction = { places: ['KE'], changed: 'Mine now' }
      expect((await room.step(id, 'correction', correction, token)).status).toBe(404)
    }
    expect((await room.step(id, 'withdrawal', { reason: 'No' }, room.reader.token)).status).toBe(403)
    expect((await room.call(room.author.token, 'GET', `/v1/posts/${id}`)).json.version).toBe(version + 1)
    expect((await room.read(id)).json.contactId).toBeUndefined()
  })

  it('is corrected with what has changed, which every reader sees', async () => {
    const { id, version } = await room.publish()
    const headers = { 'If-Match': `"${version}"` }
    const change = await room.call(room.author.token, 'PATCH', `/v1/posts/${id}`, { places: ['KE'] }, headers)
    expect(change.status).toBe(409)
    expect((await room.step(id, 'correction', { places: ['KE'] })).status).toBe(422)
    expect((await room.step(id, 'correction', { changed: 'Nothing' })).status).toBe(422)
    const texts = [{ language: 'en', title: 'What was seen', body: 'Two villages were burnt.' }]
    const right = await room.step(id, 'correction', { texts, changed: 'Two villages, not three.' })
    expect([right.json.state, right.json.corrections.length]).toEqual(['corrected', 1])
    const page = (await room.visit(`/posts/${id}`)).text
    for (const said of ['This post was corrected', 'Two villages, not three.', 'Two villages were burnt.'])
      expect(page).toContain(said)
    expect(page).not.toContain('Three villages')
    expect((await room.visit('/feeds/posts.atom')).text).toContain('Corrected: News: What was seen')
  })

  it('is held by a coordinator out of everybody’s sight, and let go again; its author hears why', async () => {
    const { id } = await room.publish()
    expect((await room.step(id, 'hold', { reason: 'x' }, room.author.token)).status).toBe(403)
    expect((await room.step(id, 'hold', {}, room.coordinator)).status).toBe(422)
    await room.step(id, 'hold', { reason: 'A witness can be recognized.' }, room.coordinator)
    expect((await room.read(id)).status).toBe(404)
    expect((await room.visit(`/posts/${id}`)).status).toBe(404)
    expect((await room.visit('/feeds/posts.rss')).text).not.toContain(id)
    expect(await room.ids('')).toEqual([])
    expect(await room.ids('of=held', room.coordinator)).toEqual([id])
    expect((await room.call(room.reader.token, 'GET', '/v1/posts?of=held')).status).toBe(403)
    expect((await room.read(id, room.author.token)).json.hold.reason).toBe('A witness can be recognized.')
    expect((await room.step(id, 'publication')).status).toBe(409)
    expect((await room.step(id, 'correction', { places: [], changed: 'x' })).status).toBe(409)
    await room.pump.drain()
    const told = room.world.mail.sent.filter(({ to }) => to === room.author.email)
    expect(told.map(({ raw }) => /^Subject: (.*)$/m.exec(String(raw))?.[1]?.trim())).toEqual([
      'Your post is held',
    ])
    const free = await room.step(id, 'release', undefined, room.coordinator)
    expect([free.json.state, free.json.hold]).toEqual(['published', undefined])
    expect(await room.ids('')).toEqual([id])
  })

  it('is withdrawn for good: its place says why, and none of its words are left', async () => {
    const { id } = await room.publish()
    const gone = await room.step(id, 'withdrawal', { reason: 'It named a person.' }, room.coordinator)
    expect(gone.json.state).toBe('withdrawn')
    const seen = (await room.read(id)).json
    expect([seen.titles, seen.texts, seen.sources, seen.withdrawal.reason]).toEqual([
      [],
      [],
      [],
      'It named a person.',
    ])
    const page = await room.visit(`/posts/${id}`)
    expect(page.text).toContain('It named a person.')
    expect(page.text).not.toContain('villages')
    expect(await room.ids('')).toEqual([])
    for (const name of ['publication', 'release'])
      expect((await room.step(id, name, undefined, room.coordinator)).status).toBeGreaterThanOrEqual(404)
    expect((await room.step(id, 'hold', { reason: 'x' }, room.coordinator)).status).toBe(409)
  })

  it('can be for one coalition, by those with a voice in it, and for those inside it', async () => {
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer', confidential: true }
    const { id: coalitionId } = (await room.call(room.coordinator, 'POST', '/v1/coalitions', form)).json
    const audience = { to: 'coalition', coalitionId }
    const early = await room.write({ audience })
    expect([early.status, early.json.errors[0].pointer]).toEqual([422, '#/audience/coalitionId'])
    const at = `/v1/coalitions/${coalitionId}`
    const invitation = { organizationIds: [room.author.organizationId], role: 'participant' }
    await room.call(room.coordinator, 'POST', `${at}/invitations`, invitation)
    await room.call(room.author.token, 'PUT', `${at}/organizations/${room.author.organizationId}`, {
      status: 'joined',
    })
    const { id } = await room.publish({ audience })
    expect(await room.ids(`coalitionId=${coalitionId}`, room.author.token)).toEqual([id])
    expect((await room.read(id)).status).toBe(404)
    expect(await room.ids('')).toEqual([])
    const outside = await room.call(room.reader.token, 'GET', `/v1/posts?coalitionId=${coalitionId}`)
    expect(outside.status).toBe(404)
    const events = (await everyItem(room.world, room.reader.token, `/v1/events?subject=${id}`)).length
    expect(events).toBe(0)
    const { id: waiting } = (await room.write({ audience })).json
    await room.call(room.author.token, 'PUT', `${at}/organizations/${room.author.organizationId}`, {
      status: 'left',
    })
    expect((await room.step(waiting, 'publication')).status).toBe(422)
  })

  it('is refused by name where it says what its kind cannot', async () => {
    const faultOf = async (body: object) => {
      const { status, json } = await room.write(body)
      return [status, json.errors?.[0].pointer]
    }
    const event = { startsAt: '2026-12-10T18:00', timeZone: 'Africa/Nairobi', durationMinutes: 90 }
    const options = [{ addressee: 'African Union', action: 'Send observers.', rationale: 'Now.' }]
    expect(await faultOf({ kind: 'event-notice' })).toEqual([422, '#/event'])
    expect(await faultOf({ event })).toEqual([422, '#/event'])
    expect(await faultOf({ options })).toEqual([422, '#/options'])
    expect(await faultOf({ situationIds: ['sit_none'] })).toEqual([422, '#/situationIds/0'])
    expect(await faultOf({ texts: [] })).toEqual([422, '#/texts'])
    const twice = ['en', 'en'].map((language) => ({ language, title: 'Twice', body: 'Twice' }))
    expect(await faultOf({ texts: twice })).toEqual([422, '#/texts'])
    const long = ['en', 'fr', 'de'].map((language) => ({ language, title: 'x', body: 'x'.repeat(25_000) }))
    expect(await faultOf({ texts: long })).toEqual([422, '#/texts'])
    const script = [{ title: 'x', url: 'javascript:alert(1)' }]
    expect(await faultOf({ sources: script })).toEqual([422, '#/sources/0/url'])
    const skipped = { ...event, startsAt: '2027-03-28T02:30', timeZone: 'Europe/Berlin' }
    expect((await faultOf({ kind: 'event-notice', event: skipped }))[0]).toBe(422)
  })

  it('fits its lists at full size, and shows no script of its author’s', async () => {
    const situations = []
    for (let at = 0; at < 8; at++) situations.push((await room.alliance.situation()).id)
    const hostile = '<script>alert(1)</script>'
    const { id } = await room.publish({
      situationIds: situations,
      texts: [{ language: 'en', title: hostile, body: `${hostile} ${'ក'.repeat(29_000)}` }],
      sources: Array.from({ length: 30 }, () => ({
        title: 't'.repeat(200),
        url: `https://sources.example.org/${'u'.repeat(1900)}`,
      })),
    })
    expect((await room.visit(`/posts/${id}`)).text).not.toContain(hostile)
    expect((await room.visit('/feeds/posts.atom')).text).not.toContain(hostile)
    expect(await room.ids(`situationId=${situations[7]}&kind=news`)).toEqual([id])
    const moved = await room.step(id, 'correction', { situationIds: [], changed: 'Of no situation' })
    expect(moved.status).toBe(200)
    expect(await room.ids(`situationId=${situations[7]}`)).toEqual([])
  })

  it('is written once under one key, and by one of two who change it', async () => {
    const headers = { 'Idempotency-Key': '"one"' }
    const [first, second] = [
      await room.write({}, room.author, headers),
      await room.write({}, room.author, headers),
    ]
    expect(second.json.id).toBe(first.json.id)
    const both = await Promise.all([1, 2].map(() => room.step(first.json.id, 'publication')))
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
  })
})
