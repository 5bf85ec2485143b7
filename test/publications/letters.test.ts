import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

const texts = [{ language: 'en', subject: 'On the villages', body: 'Three villages were burnt.\n\nAct now.' }]

describe('a letter that organizations sign', () => {
  let room: Newsroom
  let council: Joined
  let signatory: Joined
  let coalitionId: string
  beforeEach(async () => {
    room = await createNewsroom()
    council = await room.join(
      'A council',
      { relation: 'authority', class: 'un' },
      { timeZone: 'America/New_York' },
    )
    signatory = await room.join('Third Member', {}, { role: 'signatory' })
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer' }
    coalitionId = (await room.call(room.coordinator, 'POST', '/v1/coalitions', form)).json.id
    const lead = { organizationIds: [room.author.organizationId], role: 'lead' }
    await room.call(room.coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, lead)
    const place = `/v1/coalitions/${coalitionId}/organizations/${room.author.organizationId}`
    await room.call(room.author.token, 'PUT', place, { status: 'joined' })
    await room.pump.drain()
  })

  const at = (hours: number) => new Date(room.world.clock.now().getTime() + hours * 3_600_000).toISOString()
  const draft = async (change: object = {}, token = room.author.token) =>
    room.call(token, 'POST', '/v1/letters', {
      coalitionId,
      targetId: council.organizationId,
      texts,
      asks: [{ action: 'Send observers.' }],
      signBy: at(24),
      openTo: 'members',
      ...change,
    })
  const step = (id: string, name: string, body?: object, token = room.author.token) =>
    room.call(token, 'POST', `/v1/letters/${id}/${name}`, body)
  const read = async (id: string) => (await room.call(room.author.token, 'GET', `/v1/letters/${id}`)).json
  const sign = async (id: string, by: Joined, digest?: string) =>
    step(id, 'signatures', { digest: digest ?? (await read(id)).digest }, by.token)
  const patch = async (id: string, body: object) => {
    const { version } = await read(id)
    return room.call(room.author.token, 'PATCH', `/v1/letters/${id}`, body, { 'If-Match': `"${version}"` })
  }
  const open = async (change: object = {}) => {
    const { json } = await draft(change)
    await step(json.id, 'opening')
    return json.id as string
  }
  const mailsTo = (of: Joined) => room.world.mail.sent.filter(({ to }) => to === of.email)
  const rawTo = (of: Joined) => mailsTo(of).map(({ raw }) => String(raw).replace(/=\r?\n/g, ''))

  it('is called what it is called in the thread only for those who may read it now', async () => {
    const id = await open()
    const { situationId, texts: said } = await read(id)
    await room.pump.drain()
    const titleFor = async (token: string, query = '') => {
      const path = `/v1/situations/${situationId}/thread${query}`
      const { items } = (await room.call(token, 'GET', path)).json
      return items.find(({ type }: { type: string }) => type === 'letter.opened').title
    }
    const titles = async () => [
      await titleFor(signatory.token),
      await titleFor(room.author.token, `?coalitionId=${coalitionId}`),
      await titleFor(room.coordinator),
    ]
    const title = 'On the villages'
    expect(await titles()).toEqual([title, title, title])
    await patch(id, { openTo: 'coalition', texts: [{ ...said[0], subject: 'Among us' }] })
    expect(await titles()).toEqual([undefined, 'Among us', 'Among us'])
    await patch(id, { openTo: 'members' })
    expect(await titleFor(signatory.token)).toBe('Among us')
    await step(id, 'withdrawal')
    expect(await titles()).toEqual([undefined, 'Among us', 'Among us'])
  })

  it('goes from draft to answer, and its target reads who wrote, who signed and who sends it', async () => {
    const id = await open()
    expect((await sign(id, signatory)).status).toBe(201)
    expect((await step(id, 'delivery')).status).toBe(409)
    await room.pump.pass(25 * 3600)
    expect((await read(id)).state).toBe('closed')
    expect((await step(id, 'delivery')).json.detail).toContain('sent to yourself first')
    await step(id, 'trial')
    await room.pump.drain()
    expect(rawTo(room.author).at(-1)).toContain('Trial: On the villages')
    expect(mailsTo(council)).toHaveLength(0)
    const scheduled = (await step(id, 'delivery')).json
    // It is Monday, 10:00 in London: in New York the office opens in four hours.
    expect([scheduled.state, scheduled.dueAt]).toEqual(['scheduled', '2026-11-23T14:00:00.000Z'])
    await room.pump.pass(3 * 3600)
    expect(mailsTo(council)).toHaveLength(0)
    await room.pump.pass(2 * 3600)
    await room.pump.pass(60)
    const [mail, ...more] = rawTo(council)
    expect(more).toEqual([])
    for (const said of ['Three villages were burnt.', 'Third Member', 'Memorial Trust', 'The Alliance sends'])
      expect(mail).toContain(said)
    expect(mail).not.toContain('Trial')
    await room.pump.feedBack(mailsTo(council))
    const ledger = await room.call(room.coordinator, 'GET', `/v1/letters/${id}/deliveries`)
    expect([ledger.json.manifest, ledger.json.counts]).toEqual([1, { delivered: 1 }])
    const early = { at: '2026-11-22T10:00:00Z', text: 'We have received it.' }
    expect((await step(id, 'answer', early)).json.errors[0].pointer).toBe('#/at')
    const answer = { at: room.world.clock.now().toISOString(), text: 'We have received it.' }
    expect((await step(id, 'answer', answer)).json).toMatchObject({ state: 'answered', signers: 1 })
    const asked = await room.call(room.coordinator, 'GET', `/v1/recommendations?letterId=${id}`)
    expect(asked.json.items).toMatchObject([
      { action: 'Send observers.', authorityId: council.organizationId },
    ])
  })

  it('is signed by a signatory of a member, once, and by nobody else', async () => {
    const id = await open()
    for (const by of [room.reader, council]) expect((await sign(id, by)).status).toBeGreaterThanOrEqual(403)
    expect((await sign(id, room.reader)).json.detail).toContain('signatory')
    const program = await room.world.tokenFor({ ...signatory, scopes: ['advocacy:write', 'advocacy:read'] })
    const { digest } = await read(id)
    expect((await step(id, 'signatures', { digest }, program)).status).toBe(403)
    const both = await Promise.all([1, 2].map(() => sign(id, signatory)))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await sign(id, signatory)).json.detail).toContain('has signed')
    const path = `/v1/organizations/${signatory.organizationId}/contacts/${signatory.contactId}`
    const other = await room.join('Fourth Member', {}, { role: 'signatory' })
    const theirs = `/v1/organizations/${other.organizationId}/contacts/${other.contactId}`
    const { version } = (
      await room.call(room.coordinator, 'GET', `/v1/organizations/${other.organizationId}`)
    ).json
    const moved = await room.call(
      room.coordinator,
      'PATCH',
      theirs,
      { role: 'press' },
      { 'If-Match': `"${version}"` },
    )
    expect([moved.status, (await sign(id, other)).status]).toEqual([200, 403])
    expect(path).toContain(signatory.contactId)
    const seen = (await room.call(room.reader.token, 'GET', `/v1/letters/${id}/signatures`)).json.items
    expect(seen).toMatchObject([{ name: 'Third Member', digest }])
    expect(seen[0].contactId).toBeUndefined()
  })

  it('is not signed after the deadline, even before the clock has noticed it', async () => {
    const id = await open()
    room.world.clock.advance(24 * 3600 + 1)
    const late = await sign(id, signatory)
    expect([late.status, late.json.detail]).toEqual([409, 'The time to sign this letter is over.'])
    await room.pump.pass(60)
    expect((await sign(id, signatory)).json.detail).toBe('The time to sign this letter is over.')
    expect((await step(id, 'trial')).json.detail).toBe('Nobody has signed this letter.')
  })

  it('keeps its text from the first signature on, also when that is taken back; its deadline may move', async () => {
    const id = await open()
    const before = (await read(id)).digest
    const other = [{ ...texts[0], body: 'Two villages were burnt.' }]
    expect((await patch(id, { texts: other })).status).toBe(200)
    const stale = await sign(id, signatory, before)
    expect([stale.status, stale.json.errors[0].pointer]).toEqual([422, '#/digest'])
    await sign(id, signatory)
    for (const change of [{ texts }, { asks: [] }, { targetId: council.organizationId }]) {
      const refused = await patch(id, change)
      expect([refused.status, refused.json.detail]).toEqual([
        409,
        'Somebody has signed this letter: its text, its target and what it asks are fixed.',
      ])
    }
    expect((await patch(id, { signBy: at(48) })).status).toBe(200)
    await room.pump.pass(25 * 3600)
    expect((await read(id)).state).toBe('open')
    const back = await room.call(signatory.token, 'DELETE', `/v1/letters/${id}/signatures`)
    expect([back.status, (await patch(id, { texts })).status]).toEqual([204, 409])
    expect((await sign(id, signatory)).status).toBe(201)
  })

  it('never has two texts, whoever signs and whoever changes it at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await open()
      const other = [{ ...texts[0], body: `Another text ${round}.` }]
      await Promise.all([sign(id, signatory), patch(id, { texts: other })])
      const { digest } = await read(id)
      const { items } = (await room.call(room.coordinator, 'GET', `/v1/letters/${id}/signatures`)).json
      for (const signed of items) expect(signed.digest).toBe(digest)
    }
  })

  it('goes to no more than three a week, and to nobody whom the situation is withheld from without a reason', async () => {
    const deliver = async () => {
      const id = await open()
      await sign(id, signatory)
      await step(id, 'closure')
      await step(id, 'trial')
      await step(id, 'delivery')
      return id
    }
    const ids = [await deliver(), await deliver(), await deliver(), await deliver()]
    await room.pump.drain()
    room.world.clock.advance(30 * 3600)
    await room.pump.pass(60)
    await room.pump.pass(60)
    expect(mailsTo(council)).toHaveLength(3)
    const waiting = (await Promise.all(ids.map(read))).filter(({ state }) => state === 'scheduled')
    expect(waiting.map(({ dueAt }) => dueAt)).toEqual(['2026-11-30T14:00:00.000Z'])
    const ministry = { relation: 'authority', class: 'government', country: 'SD' }
    const own = await room.join('A ministry', ministry)
    const refused = await draft({ targetId: own.organizationId })
    expect(refused.json.errors[0].pointer).toBe('#/targetId')
    const reasoned = await draft({ targetId: own.organizationId, targetReason: 'It asked for it.' })
    expect(reasoned.status).toBe(201)
  })

  it('goes out on a day that its reader works', async () => {
    const works = { timeZone: 'Africa/Cairo', preferences: { weekend: [5, 6] } }
    const ofTheNile = await room.join('A council of the Nile', { relation: 'authority', class: 'un' }, works)
    // It is Sunday, 11:00 in Cairo.
    const dueAt = []
    for (const { organizationId: targetId } of [ofTheNile, council]) {
      const id = await open({ targetId })
      await sign(id, signatory)
      for (const name of ['closure', 'trial']) await step(id, name)
      dueAt.push((await step(id, 'delivery')).json.dueAt)
    }
    expect(dueAt).toEqual(['2026-11-22T09:00:00.000Z', '2026-11-23T14:00:00.000Z'])
  })

  it('comes back to whoever wrote it when nobody is there to read it', async () => {
    const id = await open()
    await sign(id, signatory)
    for (const name of ['closure', 'trial', 'delivery']) await step(id, name)
    const path = `/v1/organizations/${council.organizationId}/contacts/${council.contactId}`
    expect((await room.call(room.coordinator, 'DELETE', path)).status).toBeLessThan(300)
    room.world.clock.advance(30 * 3600)
    await room.pump.pass(60)
    expect((await read(id)).state).toBe('closed')
    const tasks = (await room.call(room.coordinator, 'GET', `/v1/tasks?subject=${id}`)).json.items
    expect(tasks).toMatchObject([{ kind: 'letter-undeliverable' }])
    expect((await step(id, 'delivery')).status).toBe(409)
  })

  it('is written by who leads its coalition, and read by those it is open to', async () => {
    expect((await draft({}, room.reader.token)).status).toBe(404)
    const { id } = (await draft({ openTo: 'coalition' })).json
    await step(id, 'opening')
    expect((await room.call(room.reader.token, 'GET', `/v1/letters/${id}`)).status).toBe(404)
    expect((await sign(id, signatory)).status).toBe(404)
    expect((await step(id, 'closure', undefined, room.reader.token)).status).toBe(404)
    expect((await draft({ targetId: room.reader.organizationId })).json.errors[0].pointer).toBe('#/targetId')
    expect((await draft({ signBy: at(-1) })).json.errors[0].pointer).toBe('#/signBy')
    const gone = await step(id, 'withdrawal')
    expect([gone.json.state, (await step(id, 'opening')).status]).toEqual(['withdrawn', 409])
  })
})
