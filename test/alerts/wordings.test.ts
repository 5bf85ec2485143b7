import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk, type Joined, openly } from './desk.ts'

const texts = [
  {
    language: 'en',
    headline: 'Villages burnt',
    description: 'Three villages were burnt.',
    instruction: 'Look after those who flee.',
  },
  {
    language: 'fr',
    headline: 'Villages incendiés',
    description: 'Trois villages.',
    instruction: 'Aidez ceux qui fuient.',
  },
]
const wordings = [
  { class: 'government', language: 'en', instruction: 'Summon the ambassador today.' },
  { class: 'government', language: 'fr', instruction: 'Convoquez l’ambassadeur aujourd’hui.' },
  { class: 'media', language: 'en', instruction: 'Name no village before noon.' },
]

let desk: Desk
let member: Joined
let ministry: Joined
let foreign: Joined
let press: Joined
beforeEach(async () => {
  desk = await createDesk()
  const ofClass = (name: string, of: string, contact = {}) =>
    desk.join(name, { class: of, relation: 'authority', country: 'CH' }, contact)
  member = await desk.join('Memorial Trust')
  ministry = await ofClass('Foreign Ministry', 'government')
  foreign = await ofClass('Ministère', 'government', { languages: ['fr'] })
  press = await ofClass('Wire Service', 'media')
})

const everybody = { relations: ['member', 'authority'] }
const issue = (change: object = {}) => desk.issue({ texts, wordings, audience: everybody, ...change })

/** What of the instructions the last mail to somebody says. */
const askedOf = async ({ email }: Joined) => {
  const { text = '' } = await PostalMime.parse(
    desk.world.mail.sent.filter(({ to }) => to === email).at(-1)!.raw,
  )
  const all = [...texts, ...wordings].map(({ instruction }) => instruction)
  return all.filter((instruction) => text.includes(instruction))
}

describe('an alert that is worded for a class', () => {
  it('asks each class in its own words, and everybody else in those of the text', async () => {
    await issue()
    expect(await askedOf(member)).toEqual(['Look after those who flee.'])
    expect(await askedOf(ministry)).toEqual(['Summon the ambassador today.'])
    expect(await askedOf(foreign)).toEqual(['Convoquez l’ambassadeur aujourd’hui.'])
    expect(await askedOf(press)).toEqual(['Name no village before noon.'])
  })

  it('says so in a reminder and an update too, but not when it ends', async () => {
    const id = await issue()
    await desk.pump.pass(240 * 60)
    expect(await askedOf(ministry)).toEqual(['Summon the ambassador today.'])
    await desk.update(id, { severity: 'Extreme' })
    expect(await askedOf(press)).toEqual(['Name no village before noon.'])
    await desk.cancel(id, 'retracted', [{ ...texts[0]!, instruction: 'Tell whom you told.' }] as never)
    expect(await askedOf(press)).toEqual([])
  })

  it('shows a discreet contact behind the link what their mail does not say', async () => {
    const discreet = { languages: ['en'], discreet: true }
    const authority = { class: 'government', relation: 'authority', country: 'CH' }
    const quiet = await desk.join('Quiet Office', authority, discreet)
    const id = await issue()
    expect(await askedOf(quiet)).toEqual([])
    const page = await desk.visit(await desk.linkFor(id, quiet))
    expect(page.text).toContain('Summon the ambassador today.')
    expect(page.text).not.toContain('Look after those who flee.')
  })

  it('shows nobody how it is worded for others', async () => {
    const id = await issue(openly)
    const said = JSON.stringify(await desk.read(id, member.token))
    expect(said).toContain('Look after those who flee.')
    for (const { instruction } of wordings) expect(said).not.toContain(instruction)
    for (const path of [
      `/alerts/${id}`,
      `/alerts/${id}/cap.xml`,
      '/feeds/alerts.atom',
      '/feeds/alerts.rss',
      '/',
    ]) {
      const { status, text } = await desk.visit(path)
      expect(status).toBe(200)
      for (const { instruction } of wordings) expect(text).not.toContain(instruction)
    }
    expect((await desk.visit(`/alerts/${id}`)).text).toContain('Look after those who flee.')
  })

  it('freezes it with the rest, and shows it to who approves', async () => {
    const { id } = await desk.alliance.draft({ texts, wordings, audience: everybody })
    const { digest } = await desk.submit(id)
    expect((await desk.read(id, desk.second)).wordings).toEqual(wordings)
    await desk.post(`/${id}/return`, { remarks: 'Softer' }, desk.second)
    const { version } = await desk.read(id)
    await desk.change(id, { wordings: wordings.slice(0, 1) }, version)
    expect((await desk.submit(id)).digest).not.toBe(digest)
    const taken = await desk.read(id)
    await desk.post(`/${id}/return`, { remarks: 'None' }, desk.second)
    await desk.change(id, { wordings: null }, taken.version + 1)
    expect((await desk.read(id)).wordings).toBeUndefined()
  })

  it('is refused by name in a language without a text, or twice for one class; markup is flagged', async () => {
    const { version, id } = await desk.read((await desk.alliance.draft({ texts, audience: everybody })).id)
    const pointers = async (given: object[]) => {
      const { status, json } = await desk.change(id, { wordings: given }, version)
      return [status, json.errors?.map(({ pointer }: { pointer: string }) => pointer)]
    }
    const [first] = wordings
    expect(await pointers([{ ...first, language: 'ar' }])).toEqual([422, ['#/wordings/0/language']])
    expect(await pointers([first!, first!])).toEqual([422, ['#/wordings/1/language']])
    await desk.change(id, { wordings: [{ ...first, instruction: '<b>Now</b>' }] }, version)
    const { flags } = await desk.read(id)
    expect(flags).toMatchObject([{ pointer: '#/wordings/0/instruction' }])
  })
})
