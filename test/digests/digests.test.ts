import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Joined } from '../alerts/desk.ts'
import { createDutyRoom, type DutyRoom } from '../alerts/release/duty-room.ts'

let room: DutyRoom
let reader: Joined
let other: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  await room.set({ holdSeconds: 0 })
  // Nine in the morning in UTC is noon in Nairobi: the next morning there begins at four.
  reader = await room.join('Morning Readers', {}, { preferences: { digest: {} } })
  other = await room.join('Memorial Trust')
})

const morning = 19 * 3600
const text = (headline: string) => [{ language: 'en', headline, description: `${headline}, at length.` }]
const mailsTo = (joined: Joined) =>
  Promise.all(
    room.mailsTo(joined).map(async ({ raw, tags, messageId }) => {
      const { subject = '', text: said = '', headers } = await PostalMime.parse(raw)
      const thread = headers.find(({ key }) => key === 'references')?.value
      return { kind: tags['kind'], subject, said, thread, id: room.world.mail.headerId(messageId) }
    }),
  )
/** Of what, reminders aside. */
const kinds = async (joined = reader) =>
  (await mailsTo(joined)).map(({ kind }) => kind).filter((kind) => kind !== 'alert-reminder')

describe('a digest', () => {
  it('has what came since yesterday, in one mail of the morning of its reader', async () => {
    await room.issue({ texts: text('First') })
    await room.issue({ level: 'watch', texts: text('Second') })
    expect([await kinds(), (await mailsTo(other)).length]).toEqual([[], 2])
    await room.pump.pass(morning - 60)
    expect(await kinds()).toEqual([])
    await room.pump.pass(60)
    const [digest, ...more] = await mailsTo(reader)
    expect([digest!.kind, digest!.subject, more]).toEqual(['digest', '2 alerts of The Alliance', []])
    for (const said of [
      'First, at length.',
      'Second, at length.',
      'An emergency always comes at once',
      'TLP:AMBER+STRICT',
    ])
      expect(digest!.said).toContain(said)
    for (let hour = 0; hour < 30; hour++) await room.pump.pass(3600)
    expect(await kinds()).toEqual(['digest'])
  })

  it('never has an emergency, which comes at once', async () => {
    await room.issue({ level: 'emergency' })
    expect(await kinds()).toEqual(['alert'])
    await room.pump.pass(morning)
    expect((await kinds()).filter((kind) => kind === 'digest')).toEqual([])
  })

  it('is of the levels, places and coalitions that its reader has named; the rest comes at once', async () => {
    const { id: situationId } = await room.alliance.situation({ countries: ['SD'] })
    const body = { situationId, name: 'River Watch', purpose: 'To answer together' }
    const { id: coalitionId } = (await room.call(room.coordinator, 'POST', '/v1/coalitions', body)).json
    const wants = (name: string, digest: object) => room.join(name, {}, { preferences: { digest } })
    const byLevel = await wants('By Level', { levels: ['watch'] })
    const byPlace = await wants('By Place', { places: ['KE'] })
    const byCoalition = await wants('By Coalition', { coalitionIds: [coalitionId] })
    const audience = { relations: ['member'], coalitionIds: [coalitionId] }
    await room.issue({ situationId, level: 'warning', audience })
    expect(await Promise.all([byLevel, byPlace, byCoalition].map((each) => kinds(each)))).toEqual([
      ['alert'],
      ['alert'],
      [],
    ])
    await room.issue({ situationId, level: 'watch' })
    expect(await Promise.all([byLevel, byPlace, byCoalition].map((each) => kinds(each)))).toEqual([
      ['alert'],
      ['alert', 'alert'],
      ['alert'],
    ])
    await room.pump.pass(morning)
    expect(await Promise.all([byLevel, byPlace, byCoalition].map((each) => kinds(each)))).toEqual([
      ['alert', 'digest'],
      ['alert', 'alert'],
      ['alert', 'digest'],
    ])
  })

  it('leads to the page of each alert, on which it is answered', async () => {
    const id = await room.issue()
    await room.pump.pass(morning)
    const { said } = (await mailsTo(reader))[0]!
    const page = await room.visit(/\/digest\/[^\s)\]>"]+/.exec(said)![0])
    expect(page.text).toContain('Villages burnt in the border region')
    const answered = await room.send(/href="(\/answer\/[^"]+)"/.exec(page.text)![1]!, { answer: 'acting' })
    expect(answered.status).toBe(200)
    const { items } = (await room.call(room.coordinator, 'GET', `/v1/alerts/${id}/answers`)).json
    const answer = items.find(({ organizationId }: Joined) => organizationId === reader.organizationId)
    expect(answer.answer).toBe('acting')
    const stranger = await room.visit(/\/digest\/[^\s)\]>"]+/.exec(said)![0].replace('/digest/', '/digest/x'))
    expect(stranger.status).toBe(404)
  })

  it('says nothing to whoever looks over the shoulder of a discreet reader', async () => {
    const discreet = await room.join('Hidden', {}, { discreet: true, preferences: { digest: {} } })
    await room.issue()
    await room.pump.pass(morning)
    const [mail] = await mailsTo(discreet)
    expect(mail!.kind).toBe('digest')
    expect(`${mail!.subject} ${mail!.said}`).not.toMatch(/Villages|Alliance|alert/i)
  })

  it('shows in the ledger: put off, with every recipient accounted for', async () => {
    const id = await room.issue()
    expect((await room.alliance.ledger(id)).counts).toEqual({ sent: 1, skipped: 1 })
    const { items } = await room.alliance.ledger(id)
    expect(items.find(({ state }) => state === 'skipped')!.log.at(-1)!.reason).toBe('digest')
  })

  it('is not chased: who reads in the morning has said that it can wait', async () => {
    await room.issue({ audience: { organizationIds: [reader.organizationId] } })
    for (let hour = 0; hour < 18; hour++) await room.pump.pass(3600)
    expect(await kinds()).toEqual([])
  })
})

describe('what follows an alert that waits for the morning', () => {
  it('takes its place there, where it is an update', async () => {
    const id = await room.issue({ texts: text('Old') })
    await room.update(id, { texts: text('New') })
    expect(await kinds()).toEqual([])
    await room.pump.pass(morning)
    const [digest, ...more] = await mailsTo(reader)
    expect([digest!.said.includes('New, at length.'), digest!.said.includes('Old'), more]).toEqual([
      true,
      false,
      [],
    ])
  })

  it('comes at once where it has become an emergency, and the morning brings nothing', async () => {
    const id = await room.issue()
    await room.update(id, { level: 'emergency' })
    await room.pump.pass(morning)
    expect(await kinds()).toEqual(['alert'])
  })

  it('is nothing, where it is retracted before anybody has read it', async () => {
    const id = await room.issue()
    await room.cancel(id, 'retracted')
    for (let hour = 0; hour < 24; hour++) await room.pump.pass(3600)
    expect([await kinds(), await kinds(other)]).toEqual([[], ['alert', 'alert']])
  })

  it('waits while the alert is halted, and comes when it goes on', async () => {
    const id = await room.issue()
    await room.halt(id)
    await room.pump.pass(morning)
    expect(await kinds()).toEqual([])
    await room.resume(id)
    await room.resume(id, room.second)
    await room.pump.pass(1800)
    expect(await kinds()).toEqual(['digest'])
  })

  it('has nothing of an alert that is withheld from its reader by then, unless they were named', async () => {
    const { id: situationId } = await room.alliance.situation()
    await room.issue({ situationId, texts: text('For all') })
    const named = { organizationIds: [reader.organizationId] }
    await room.issue({ situationId, texts: text('For them'), audience: named })
    const kept = await room.call(
      room.coordinator,
      'PATCH',
      `/v1/situations/${situationId}`,
      { withholdFrom: [reader.organizationId] },
      { 'If-Match': '"1"' },
    )
    expect(kept.status, kept.text).toBe(200)
    await room.pump.pass(morning)
    const [digest, ...more] = await mailsTo(reader)
    expect([digest!.said.includes('For them'), digest!.said.includes('For all'), more]).toEqual([
      true,
      false,
      [],
    ])
  })

  it('has nothing of an alert that has expired by then', async () => {
    await room.issue({ expiresAt: '2026-11-22T20:00:00Z' })
    await room.pump.pass(morning)
    expect(await kinds()).toEqual([])
  })
})

describe('what follows an alert that was in a digest', () => {
  it.each([
    ['a retraction', (id: string) => room.cancel(id, 'retracted'), 'Retracted: '],
    [
      'a correction',
      (id: string) => room.update(id, { correction: true, severity: 'Minor' }),
      'Correction – ',
    ],
    ['an update', (id: string) => room.update(id, { severity: 'Minor' }), 'Update – '],
  ])('comes at once, in its thread, where it is %s', async (_, follow, subject) => {
    const id = await room.issue()
    await room.pump.pass(morning)
    await follow(id)
    const [digest, next, ...more] = await mailsTo(reader)
    expect([next!.kind, next!.thread, more]).toEqual(['alert', digest!.id, []])
    expect(next!.subject.startsWith(subject)).toBe(true)
  })
})
