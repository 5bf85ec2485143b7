import { beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import type { EvidenceDocument } from '../../shared/evidence/document.ts'
import { commitment, hashOf, sha256, signature } from '../../shared/evidence/entry.ts'
import { publicKeyOf } from '../../shared/evidence/keys.ts'
import { faultsOf, tellingOf } from '../../shared/evidence/verify.ts'
import type { Joined } from '../alerts/desk.ts'
import { createNewsroom, type Newsroom } from '../publications/newsroom.ts'

type LetterEvidence = Extract<EvidenceDocument, { letterId: string }>

const fileOf = (document: unknown) => `${canonical(document)}\n`
const answered = 'We shall raise it in the session of December.'

describe('the evidence of a letter', () => {
  let room: Newsroom
  let council: Joined
  let signers: Joined[]
  let id: string
  let digest: string
  let text: string
  let document: LetterEvidence
  const keys = () => [publicKeyOf(room.world.deps.keys)]

  const step = async (name: string, body?: object, by = room.author) => {
    const answer = await room.call(by.token, 'POST', `/v1/letters/${id}/${name}`, body)
    if (answer.status >= 300) throw new Error(`${name}: ${answer.text}`)
    await room.pump.pass(60)
    return answer.json
  }
  const exported = (token = room.coordinator) => room.call(token, 'GET', `/v1/letters/${id}/evidence`)

  beforeAll(async () => {
    room = await createNewsroom()
    const { call, coordinator, author, pump, world } = room
    council = await room.join('A council', { relation: 'authority', class: 'un' }, { timeZone: 'UTC' })
    const names = ['First Signer', 'Second Signer', 'Repenting Signer']
    signers = []
    for (const name of names) signers.push(await room.join(name, {}, { role: 'signatory' }))
    const { id: situationId } = await room.alliance.situation()
    const form = { situationId, name: 'Together', purpose: 'To answer' }
    const { id: coalitionId } = (await call(coordinator, 'POST', '/v1/coalitions', form)).json
    const lead = { organizationIds: [author.organizationId], role: 'lead' }
    await call(coordinator, 'POST', `/v1/coalitions/${coalitionId}/invitations`, lead)
    const place = `/v1/coalitions/${coalitionId}/organizations/${author.organizationId}`
    await call(author.token, 'PUT', place, { status: 'joined' })
    const draft = {
      ...{ coalitionId, targetId: council.organizationId, openTo: 'members' },
      texts: [{ language: 'en', subject: 'On the villages', body: 'Three villages were burnt.' }],
      asks: [{ action: 'Send observers.' }],
      signBy: new Date(world.clock.now().getTime() + 86_400_000).toISOString(),
    }
    id = (await call(author.token, 'POST', '/v1/letters', draft)).json.id
    await pump.pass(60)
    digest = (await step('opening')).digest
    for (const by of signers) await step('signatures', { digest }, by)
    await call(signers[2]!.token, 'DELETE', `/v1/letters/${id}/signatures`)
    await pump.pass(60)
    for (const name of ['closure', 'trial', 'delivery']) await step(name)
    for (let hour = 0; hour < 48; hour++) await pump.pass(3600)
    await pump.feedBack()
    await pump.pass(900)
    await step('answer', { at: world.clock.now().toISOString(), text: answered })
    text = (await exported()).text
    document = JSON.parse(text)
  })

  it('is whole by the published keys, and tells the signatures, the delivery and the answer', async () => {
    const { json } = await room.visit('/.well-known/tocsin-keys.json')
    expect(faultsOf(text, json.keys)).toEqual([])
    const told = tellingOf(document)
    const types = told.flatMap((line) => /letter\.\S+/.exec(line)?.[0] ?? [])
    expect(types).toEqual([
      'letter.drafted',
      'letter.opened',
      ...['letter.signed', 'letter.signed', 'letter.signed', 'letter.unsigned'],
      ...['letter.closed', 'letter.tried', 'letter.scheduled', 'letter.delivered', 'letter.answered'],
    ])
    expect(told).toContain('authority delivered: 1')
    expect([document.pending, document.letterId]).toEqual([0, id])
  })

  it('holds the text that was signed, whose digest every signature names', () => {
    expect(sha256(canonical(document.letter))).toBe(digest)
    const signed = document.entries.flatMap(({ body }) =>
      body.kind === 'event' && body.event.type === 'letter.signed' ? [body.event.facts['digest']] : [],
    )
    expect(signed).toEqual([digest, digest, digest])
  })

  it('names who signed, the target and its answer, and nobody else', () => {
    const said = document.opened.map(({ content }) => JSON.stringify(content)).join('\n')
    for (const open of ['First Signer', 'Second Signer', 'A council', answered]) expect(said).toContain(open)
    const all = [...signers, room.author, council].flatMap(({ contactId, email }) => [contactId, email])
    const addressed = council.contactId
    for (const hidden of ['Repenting Signer', 'Memorial Trust', ...all])
      expect([hidden, text.includes(hidden)]).toEqual([hidden, hidden === addressed])
    for (const { chain, sequence, part, ...opening } of document.opened) {
      const { body } = document.entries.find(
        (each) => each.body.chain === chain && each.body.sequence === sequence,
      )!
      const stands =
        body.kind === 'event' ? body.sealed[part as 'who' | 'answer'] : body.lines[part as number]
      expect(commitment(opening)).toBe(stands)
    }
  })

  /** As somebody would who holds the keys to the seal, but not to the entries. */
  const resealed = (change: Partial<LetterEvidence>) => {
    const { seal, ...content } = { ...document, ...change }
    const hash = sha256(canonical(content))
    return fileOf({
      ...content,
      seal: { ...seal, signature: signature(room.world.deps.keys, 'export', hash) },
    })
  }

  it('shows that an entry was dropped, moved or changed, each of them', () => {
    const { entries } = document
    for (const at of entries.keys()) {
      expect(faultsOf(fileOf({ ...document, entries: entries.toSpliced(at, 1) }), keys())).not.toEqual([])
      const moved = entries.toSpliced(at, 1).toSpliced((at + 1) % entries.length, 0, entries[at]!)
      expect(faultsOf(fileOf({ ...document, entries: moved }), keys())).not.toEqual([])
      const body = { ...entries[at]!.body, at: '2026-11-21T00:00:00.000Z' }
      const changed = entries.with(at, { ...entries[at]!, body, hash: hashOf(body) })
      expect(faultsOf(resealed({ entries: changed }), keys()).join()).toContain('not signed')
    }
  })

  it('shows the change of any byte', () => {
    const bytes = Buffer.from(text)
    const pace = Math.max(1, Math.floor(bytes.length / 2000))
    for (let at = 0; at < bytes.length; at += pace) {
      const other = Buffer.from(bytes)
      other[at] = other[at]! ^ 1
      expect([at, faultsOf(other.toString('utf8'), keys()).length > 0]).toEqual([at, true])
    }
  })

  it('shows, even under a new seal, another text, another target, another signer, another answer', () => {
    const { letter, opened } = document
    for (const other of [
      { ...letter, targetId: room.author.organizationId },
      { ...letter, texts: [{ ...(letter.texts[0] as object), body: 'Nothing was burnt.' }] },
      { ...letter, asks: [] },
    ])
      expect(faultsOf(resealed({ letter: other }), keys()).join()).toContain('The letter is not the one')
    for (const [at, one] of opened.entries()) {
      const content = { ...(one.content as object), name: 'Somebody else', text: 'Never.' }
      const forged = opened.with(at, { ...one, content })
      expect(faultsOf(resealed({ opened: forged }), keys()).join()).toContain('is not it')
    }
    expect(faultsOf(resealed({ opened: [] }), keys())).toEqual([])
  })

  it('is exported by coordinators, and by nobody who only knows of the letter', async () => {
    for (const { token } of [room.author, signers[0]!, council])
      expect((await exported(token)).status).toBe(404)
    const again = JSON.parse((await exported()).text) as LetterEvidence
    expect(again.entries).toEqual(document.entries)
  })
})
