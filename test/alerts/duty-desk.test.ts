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

const followUp = { name: 'Duty desk', phone: '+41 22 555 01 00', email: 'duty@alliance.example.org' }
const needed = {
  signatory: { name: 'The Secretary', position: 'Secretariat of the alliance' },
  followUp,
  basis: {
    sources: ['monitors', 'satellite', 'monitors'],
    confidence: 'moderate',
    references: [{ title: 'Situation report 12', url: 'https://reports.example.org/12' }],
  },
  texts: [{ ...anAlert().texts[0], unknown: 'How many people fled.' }],
}

const lastMail = async () => {
  const { text = '', html = '' } = await PostalMime.parse(desk.world.mail.sent.at(-1)!.raw)
  return { text: text.replaceAll('\r\n', '\n'), html }
}

describe('what a duty desk needs', () => {
  it('stands in the mail: in whose name, who signs, whom to ring, what it rests on, how to handle it', async () => {
    await desk.issue(needed)
    const { text } = await lastMail()
    for (const said of [
      'In the name of: The coordinators of The Alliance',
      'This alert need not represent the view of every member of The Alliance.',
      'Signed by: The Secretary, Secretariat of the alliance',
      'Reachable at any hour: Duty desk, +41 22 555 01 00, duty@alliance.example.org',
      'Kinds of source: Own observers on the ground and Satellite imagery',
      'Confidence: Moderate',
      'What is not known\n\nHow many people fled.',
      '- Situation report 12: https://reports.example.org/12',
      '- United Nations Security Council: Meet at once.',
      'Memorial Trust only. Do not publish it or pass it on without asking The Alliance. (TLP:AMBER+STRICT)',
    ])
      expect(text).toContain(said)
    expect(text.indexOf('TLP:')).toBeLessThan(text.indexOf('Level:'))
    expect(text).toMatch(/Reference: TOC-2026-\w{5}-1/)
    expect(text).not.toContain('Replaces')
  })

  it('is frozen under the digest, and kept for the next revision', async () => {
    const id = await desk.issue(needed)
    const { id: other } = await desk.alliance.draft({ ...needed, followUp: { ...followUp, name: 'Other' } })
    await desk.submit(other)
    expect((await desk.change(other, { followUp }, 2)).status).toBe(409)
    await desk.update(id)
    expect(await desk.read(id)).toMatchObject({ revision: 2, followUp, signatory: needed.signatory })
  })

  it('can be taken away again', async () => {
    const { id } = await desk.alliance.draft({ ...needed, handling: 'red' })
    const none = { signatory: null, followUp: null, basis: null, handling: null }
    const { json } = await desk.change(id, none, 1)
    for (const field of Object.keys(none)) expect(json).not.toHaveProperty(field)
  })

  it.each([
    ['a follow-up without a way to reach it', { followUp: { name: 'Desk' } }, '#/followUp'],
    [
      'a number that abroad nobody can ring',
      { followUp: { name: 'Desk', phone: '022 555 01 00' } },
      '#/followUp/phone',
    ],
    ['too few digits', { followUp: { name: 'Desk', phone: '+((((((((12' } }, '#/followUp/phone'],
    ['a name with a line break', { signatory: { name: 'A\nBcc: x@example.org' } }, '#/signatory/name'],
    ['no kind of source', { basis: { sources: [], confidence: 'high' } }, '#/basis/sources'],
    ['a source of no kind', { basis: { sources: ['A. Witness'], confidence: 'high' } }, '#/basis/sources/0'],
    [
      'a script for a reference',
      {
        basis: {
          sources: ['media'],
          confidence: 'low',
          references: [{ title: 'x', url: 'javascript:alert(1)' }],
        },
      },
      '#/basis/references/0/url',
    ],
    ['a marking nobody knows', { handling: 'secret' }, '#/handling'],
    ['a restriction on what is public', { scope: 'public', handling: 'red' }, '#/handling'],
  ])('refuses %s', async (_, wrong, pointer) => {
    const { id: situationId } = await desk.alliance.situation()
    const refused = await desk.post('', anAlert({ situationId, ...wrong }))
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, pointer])
  })

  it('refuses to make public what is marked as restricted, until the marking is taken away', async () => {
    const { id } = await desk.alliance.draft({ handling: 'green' })
    expect((await desk.change(id, openly, 1)).json.errors[0].pointer).toBe('#/handling')
    expect((await desk.change(id, { ...openly, handling: null }, 1)).status).toBe(200)
  })
})

describe('the marking', () => {
  it.each([
    [{}, 'TLP:AMBER+STRICT'],
    [{ handling: 'red' }, 'not within Memorial Trust either, without asking The Alliance. (TLP:RED)'],
    [{ handling: 'amber' }, 'in order to protect people. Do not publish it. (TLP:AMBER)'],
    [{ handling: 'green' }, 'who work against mass atrocities. Do not publish it. (TLP:GREEN)'],
    [openly, 'Public. You may pass it on. (TLP:CLEAR)'],
    [{ ...openly, exercise: true }, 'TLP:AMBER+STRICT'],
  ])('of %j reads %s', async (change, words) => {
    await desk.issue(change)
    const { text, html } = await lastMail()
    expect(text).toContain(words)
    expect(html).toContain(words.replaceAll('&', '&amp;'))
  })
})

describe('the public page of an alert', () => {
  it('says in whose name, who signs and what it rests on, and never whom to ring', async () => {
    const id = await desk.issue({ ...needed, ...openly })
    const seen = (await desk.visit(`/alerts/${id}`)).text
    for (const said of [
      'TLP:CLEAR',
      'The Secretary',
      'Satellite imagery',
      'Moderate',
      'How many people fled.',
    ])
      expect(seen).toContain(said)
    expect(seen).toContain('need not represent the view of every member')
    const everything = [
      seen,
      (await desk.visit(`/alerts/${id}/cap.xml`)).text,
      (await desk.visit('/feeds/alerts.atom')).text,
      JSON.stringify(await desk.world.deps.store.get('alerts', { pk: id, sk: 'public' })),
    ].join()
    for (const secret of Object.values(followUp)) expect(everything).not.toContain(secret)
  })

  it('shows a discreet contact all of it behind the link', async () => {
    const discreet = await desk.join('Quiet House', {}, { discreet: true })
    const id = await desk.issue({ ...needed, audience: { organizationIds: [discreet.organizationId] } })
    expect((await lastMail()).text).not.toContain('+41')
    const { text } = await desk.visit(await desk.linkFor(id, discreet))
    for (const said of ['+41 22 555 01 00', 'TLP:AMBER+STRICT', 'Quiet House']) expect(text).toContain(said)
  })
})

describe('what an author is warned of', () => {
  const flagsOf = async (description: string) => {
    const text = { language: 'en', headline: 'Villages burnt', description }
    const { id } = await desk.alliance.draft({ texts: [text] })
    return (await desk.read(id)).flags
  }

  it('is a text too long for two printed pages, by its place', async () => {
    expect(await flagsOf('Plain words.')).toEqual([])
    const flags = [{ pointer: '#/texts/0', detail: 'is longer than two printed pages' }]
    expect(await flagsOf('x'.repeat(7000))).toEqual(flags)
    expect(await flagsOf('x\n'.repeat(100))).toEqual(flags)
  })

  it('is markup, which nobody will see as such, and no mere sign', async () => {
    for (const markup of ['<b>Now</b>', 'a<br/>b', 'x &amp; y', '&#60;'])
      expect(await flagsOf(markup)).toEqual([
        { pointer: '#/texts/0/description', detail: 'looks like markup, which readers see as it stands' },
      ])
    for (const plain of ['3 < 5 & 7 > 6', 'AT&T; they', '<3']) expect(await flagsOf(plain)).toEqual([])
  })

  it('is no business of members', async () => {
    const id = await desk.issue()
    expect(await desk.read(id, member.token)).not.toHaveProperty('flags')
  })
})
