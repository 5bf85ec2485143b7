import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { MailRefused } from '../../shared/ports/mail.ts'
import { anAlert } from '../support/builders.ts'
import { capFaults } from './cap-rules.ts'
import { type Joined, openly } from './desk.ts'
import { createDutyRoom, type DutyRoom } from './release/duty-room.ts'
import { all, parse, textOf } from './xml.ts'

const khmer = {
  headline: 'ភូមិត្រូវបានដុត',
  description: 'ភូមិចំនួនបីត្រូវបានដុត។',
  translatedBy: 'A member of the language desk',
}

let room: DutyRoom
let reader: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  await room.set({ holdSeconds: 0 })
  await room.join('English Readers', {}, { languages: ['en'] })
  reader = await room.join('Khmer Readers', {}, { languages: ['km', 'vi'] })
})

const at = (id: string, more = '') => `/v1/alerts/${id}/translations${more}`
const propose = (id: string, change: object = {}, language = 'km', token = room.coordinator) =>
  room.call(token, 'PUT', at(id, `/${language}`), { ...khmer, ...change })
const approve = (id: string, digest: string, token = room.second, language = 'km') =>
  room.call(token, 'POST', at(id, `/${language}/approval`), { digest })
const translate = async (id: string) => {
  const { json } = await propose(id)
  const answer = await approve(id, json.digest)
  expect(answer.status, answer.text).toBe(200)
  return answer.json
}
const mailsTo = (joined: Joined) =>
  Promise.all(
    room.mailsTo(joined).map(async ({ raw, messageId }) => {
      const { subject = '', text = '', headers } = await PostalMime.parse(raw)
      const thread = headers.find(({ key }) => key === 'references')?.value
      return { id: room.world.mail.headerId(messageId), subject, text, thread }
    }),
  )

describe('a translation that comes after its alert', () => {
  it('reaches who waits for it, once and in the same thread, and nobody else', async () => {
    const id = await room.issue()
    const [first] = await mailsTo(reader)
    expect(first!.subject).toContain('Villages burnt in the border region')
    expect(first!.text).toContain('អង់គ្លេស')
    const before = room.world.mail.sent.length
    await translate(id)
    await room.pump.drain()
    const [, second] = await mailsTo(reader)
    expect(second!.subject).toContain(khmer.headline)
    expect(second!.text).toContain(khmer.description)
    expect(second!.thread).toBe(first!.id)
    expect(room.world.mail.sent).toHaveLength(before + 1)
    expect(
      (await approve(id, (await room.call(room.coordinator, 'GET', at(id))).json.items[0].digest)).status,
    ).toBe(409)
    await room.pump.pass(3600)
    expect(await mailsTo(reader)).toHaveLength(2)
  })

  it('is the only mail to who had not been told yet, and says nothing of having been pending', async () => {
    const press = await room.join('Listed Weekly', { class: 'media' }, { languages: ['km'] })
    const id = await room.issue({ level: 'emergency', embargoes: [{ class: 'media', minutes: 60 }] })
    await translate(id)
    await room.pump.drain()
    expect(await mailsTo(press)).toEqual([])
    for (let ten = 0; ten < 8; ten++) await room.pump.pass(600)
    const mails = await mailsTo(press)
    expect(mails.map(({ subject }) => subject.includes(khmer.headline))).toEqual([true])
    expect(mails[0]!.text).not.toContain('ការបកប្រែកំពុងរង់ចាំ')
  })

  it('goes to nobody whose languages had a text already, nor twice to who has got one', async () => {
    const both = await room.join('French and Khmer', {}, { languages: ['fr', 'km'] })
    const id = await room.issue()
    const vietnamese = await propose(id, { headline: 'Làng bị đốt', description: 'Ba làng.' }, 'vi')
    await approve(id, vietnamese.json.digest, room.second, 'vi')
    await room.pump.drain()
    await translate(id)
    await room.pump.drain()
    expect([(await mailsTo(reader)).length, (await mailsTo(both)).length]).toEqual([2, 1])
  })

  it.each([
    ['a retraction', (id: string) => room.cancel(id, 'retracted')],
    ['an update', (id: string) => room.update(id, { severity: 'Moderate' })],
  ])('is never sent once %s has overtaken it', async (_, follow) => {
    const id = await room.issue()
    room.world.mail.refuse = ({ raw }) => {
      if (!Buffer.from(raw).includes('Retract') && !Buffer.from(raw).includes('Update'))
        throw new MailRefused('rate', 'Throttling')
    }
    await translate(id)
    await room.pump.drain()
    await follow(id)
    room.world.mail.refuse = undefined
    for (let minute = 0; minute < 5; minute++) await room.pump.pass(150)
    const mails = await mailsTo(reader)
    expect(mails).toHaveLength(2)
    expect(mails[1]!.thread).toBe(mails[0]!.id)
    expect((await room.alliance.ledger(id)).counts).toEqual({ sent: 2 })
  })

  it('is corrected in the thread in which it came', async () => {
    const id = await room.issue()
    await translate(id)
    await room.pump.drain()
    await room.cancel(id, 'retracted')
    const mails = await mailsTo(reader)
    expect(mails[2]!.thread!.split(/\s+/)).toEqual([mails[0]!.id, mails[1]!.id])
  })

  it('reaches whom escalation has told since, and goes with every later reminder', async () => {
    const house = await room.alliance.organization({ name: 'Two Desks' }, [
      { email: 'one@two.example.org', languages: ['en'] },
      { email: 'two@two.example.org', languages: ['km'], role: 'alternate' },
    ])
    const id = await room.issue({ audience: { organizationIds: [house.id], reach: 'first' } })
    const second = { email: 'two@two.example.org' }
    for (let hour = 0; hour < 40 && room.mailsTo(second).length === 0; hour++) await room.pump.pass(3600)
    expect(room.mailsTo(second)).toHaveLength(1)
    await translate(id)
    await room.pump.drain()
    const mails = await mailsTo(second as Joined)
    expect(mails.map(({ subject }) => subject.includes(khmer.headline))).toEqual([false, true])
  })
})

describe('the approval of a translation', () => {
  it('is by another than who wrote it, and names what it says', async () => {
    const id = await room.issue()
    const { json } = await propose(id)
    expect((await approve(id, json.digest, room.coordinator)).status).toBe(403)
    const changed = await propose(id, { headline: 'ភូមិ' }, 'km', room.second)
    expect((await approve(id, json.digest)).status).toBe(409)
    // Now both have touched it.
    expect((await approve(id, changed.json.digest)).status).toBe(403)
    const third = await room.world.tokenFor({ grants: ['approver'] })
    expect((await approve(id, changed.json.digest, third)).json.state).toBe('out')
  })

  it('takes as many persons as the level needs; a change takes approvals away', async () => {
    await room.set({ approvals: { watch: 1, warning: 2, emergency: 1 } })
    const third = await room.world.tokenFor({ grants: ['coordinator'] })
    const { id, digest } = await room.drafted()
    await room.approve(id, { digest })
    await room.approve(id, { digest }, third)
    await room.pump.drain()
    const first = (await propose(id)).json
    expect((await approve(id, first.digest)).json.state).toBe('proposed')
    expect((await approve(id, first.digest)).status).toBe(409)
    const second = (await propose(id, { headline: 'ភូមិ' })).json
    expect(second.approvals).toEqual([])
    await approve(id, second.digest)
    expect((await approve(id, second.digest, third)).json.state).toBe('out')
  })

  it('is held like the alert itself: a halt or a change stops it, a new revision ends it', async () => {
    const id = await room.issue()
    await room.set({ holdSeconds: 120 })
    const held = await translate(id)
    expect([held.state, held.releaseAt]).toEqual(['held', '2026-11-22T09:02:00.000Z'])
    await room.halt(id)
    await room.pump.pass(300)
    expect(await mailsTo(reader)).toHaveLength(1)
    expect((await approve(id, held.digest)).status).toBe(409)
    await room.resume(id)
    await room.resume(id, room.second)
    await room.pump.pass(120)
    expect(await mailsTo(reader)).toHaveLength(2)
    const other = await propose(id, { headline: 'Làng bị đốt', description: 'Ba làng.' }, 'vi')
    await approve(id, other.json.digest, room.second, 'vi')
    await room.set({ holdSeconds: 0 })
    await room.update(id, { severity: 'Moderate' })
    await room.pump.pass(600)
    const { items } = (await room.call(room.coordinator, 'GET', at(id))).json
    expect(items).toEqual([])
  })

  it('is for an alert that is out and in force, and a language that has no text', async () => {
    const { id: draft } = await room.alliance.draft()
    expect((await propose(draft)).status).toBe(409)
    expect((await approve(draft, 'another')).status).toBe(404)
    const id = await room.issue({ expiresAt: '2026-11-22T10:00:00Z' })
    expect((await propose(id, {}, 'fr')).status).toBe(409)
    expect((await propose(id, {}, 'not a language')).status).toBe(404)
    expect((await propose(id, { headline: 'x'.repeat(161) })).status).toBe(422)
    const { json } = await propose(id)
    room.world.clock.advance(7200)
    expect([(await propose(id)).status, (await approve(id, json.digest)).status]).toEqual([409, 409])
  })

  it('does not let texts together outgrow what a revision holds', async () => {
    const texts = ['en', 'fr', 'de', 'es'].map((language) => ({
      ...{ language, headline: language, description: `${language}${'x'.repeat(7990)}` },
    }))
    const id = await room.issue({ texts })
    const long = await propose(id, { description: 'x'.repeat(7990), instruction: 'y'.repeat(3000) })
    expect([long.status, long.text]).toEqual([422, expect.stringContaining('40000 characters')])
  })

  it('comes out once, however many press at the same moment', async () => {
    const id = await room.issue()
    const { json } = await propose(id)
    const answers = await Promise.all([1, 2, 3].map(() => approve(id, json.digest)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    await room.pump.drain()
    expect(await mailsTo(reader)).toHaveLength(2)
  })
})

describe('a public alert that is translated', () => {
  it('has the language on its page, in its feeds, and as a CAP message that updates the one before', async () => {
    const id = await room.issue(openly)
    const before = await room.visit('/feeds/alerts.atom')
    room.world.clock.advance(90)
    await translate(id)
    const page = await room.visit(`/alerts/${id}?lang=km`)
    expect(page.text).toContain(khmer.headline)
    expect(page.text).not.toContain(khmer.translatedBy)
    const tag = { 'If-None-Match': before.headers.get('ETag')! }
    expect((await room.visit('/feeds/alerts.atom', tag)).status).toBe(200)
    expect((await room.visit('/feeds/alerts.atom?lang=km')).text).toContain(khmer.headline)
    const cap = parse((await room.visit(`/alerts/${id}/cap.xml`)).text)
    expect(capFaults(cap)).toEqual([])
    expect(all(cap, 'info').map((info) => textOf(info, 'language'))).toEqual(['en', 'fr', 'km'])
    const { reference } = (await room.read(id)).issues[0]
    expect([textOf(cap, 'identifier'), textOf(cap, 'msgType'), textOf(cap, 'sent')]).toEqual([
      `${reference}-km`,
      'Update',
      '2026-11-22T09:01:30-00:00',
    ])
    expect(textOf(cap, 'references')).toContain(`,${reference},2026-11-22T09:00:00-00:00`)
    room.world.clock.advance(90)
    await room.cancel(id, 'retracted')
    const end = parse((await room.visit(`/alerts/${id}/cap.xml`)).text)
    expect([capFaults(end), textOf(end, 'references')!.split(' ').length]).toEqual([[], 2])
  })

  it('is one message for the public where it was translated before everybody had it', async () => {
    await room.join('Listed Weekly', { class: 'media' })
    const embargoes = [{ class: 'media', minutes: 60 }]
    const id = await room.issue({ ...openly, level: 'emergency', embargoes })
    await translate(id)
    for (let ten = 0; ten < 7; ten++) await room.pump.pass(600)
    const cap = parse((await room.visit(`/alerts/${id}/cap.xml`)).text)
    expect([capFaults(cap), textOf(cap, 'msgType'), all(cap, 'info').length]).toEqual([[], 'Alert', 3])
  })
})

describe('through whose hands a text went', () => {
  const texts = [
    { ...anAlert().texts[0], translatedBy: 'Hand One', reviewedBy: 'Hand Two' },
    ...anAlert().texts.slice(1),
  ]

  it('is for those who write and approve, and leaves the alliance nowhere', async () => {
    const asked = await room.join('Asked For Comments')
    const { id } = await room.alliance.draft({ ...openly, texts })
    await room.post(`/${id}/comment-round`, {
      organizationIds: [asked.organizationId],
      until: '2026-11-23T09:00:00Z',
    })
    const comments = `/v1/alerts/${id}/comments/${asked.organizationId}`
    expect((await room.call(asked.token, 'GET', comments)).text).not.toMatch(/Hand/)
    await room.post(`/${id}/comment-round/closing`)
    await room.release(id)
    expect((await room.read(id)).texts[0]).toMatchObject({ translatedBy: 'Hand One', reviewedBy: 'Hand Two' })
    const outside = [
      (await room.call(asked.token, 'GET', `/v1/alerts/${id}`)).text,
      (await room.visit(`/alerts/${id}`)).text,
      (await room.visit(`/alerts/${id}/cap.xml`)).text,
      ...room.world.mail.sent.map(({ raw }) => Buffer.from(raw).toString()),
    ]
    for (const seen of outside) expect(seen).not.toMatch(/Hand (One|Two)/)
  })

  it('is of no use where a text stands under two languages untranslated, which is flagged', async () => {
    const [english] = anAlert().texts
    const { flags } = await room.alliance.draft({ texts: [english, { ...english, language: 'de' }] })
    expect(flags).toEqual([{ pointer: '#/texts/1', detail: 'says the same as the text in en, untranslated' }])
  })
})
