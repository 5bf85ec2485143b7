import { beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import type { EvidenceDocument } from '../../shared/evidence/document.ts'
import { commitment, type Entry, hashOf, sha256, signature, signed } from '../../shared/evidence/entry.ts'
import { recordEvents } from '../../shared/evidence/events.ts'
import { publicKeyOf } from '../../shared/evidence/keys.ts'
import { faultsOf, tellingOf } from '../../shared/evidence/verify.ts'
import { createKeyring } from '../../shared/keyring.ts'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { queueEvent, sesEvent } from '../support/pump.ts'
import { testKeys } from '../support/world.ts'

const fileOf = (document: unknown) => `${canonical(document)}\n`

describe('the evidence of an alert', () => {
  let desk: Desk
  let member: Joined
  let authority: Joined
  let id: string
  let text: string
  let document: EvidenceDocument
  const keys = () => [publicKeyOf(desk.world.deps.keys)]

  const exported = async (token = desk.coordinator) =>
    (await desk.call(token, 'GET', `/v1/alerts/${id}/evidence`)).text
  /** Feedback comes, and the quarter of an hour passes after which the evidence has it. */
  const settle = async () => {
    await desk.pump.feedBack()
    await desk.pump.pass(900)
  }

  beforeAll(async () => {
    desk = await createDesk()
    member = await desk.join('Memorial Trust')
    authority = await desk.join('Office of the Adviser', { relation: 'authority', class: 'un' })
    await desk.alliance.members(30)
    id = await desk.issue({ audience: { relations: ['member', 'authority'] } })
    await settle()
    const answer = (who: Joined, said: string) =>
      desk.call(who.token, 'PUT', `/v1/alerts/${id}/answers/${who.organizationId}`, { answer: said })
    await answer(member, 'acting')
    await answer(authority, 'received')
    await desk.update(id)
    await settle()
    text = await exported()
    document = JSON.parse(text)
  })

  it('is whole, by keys that anybody can fetch', async () => {
    const { json, status } = await desk.visit('/.well-known/tocsin-keys.json')
    expect([status, json.keys]).toEqual([200, keys()])
    expect(faultsOf(text, json.keys)).toEqual([])
    const told = tellingOf(document).join('\n')
    for (const said of ['alert.submitted', 'alert.issued', 'alert.answered', 'member delivered: 62'])
      expect(told).toContain(said)
    expect(told).toContain('authority delivered: 2')
    expect(document.pending).toBe(0)
  })

  it('has one entry for each settled chunk, however many reports came', () => {
    const chains = document.entries.filter(({ body }) => body.kind === 'deliveries')
    // Thirty-two recipients are two chunks, told twice.
    expect(chains.map(({ body }) => body.sequence)).toEqual([1, 1, 1, 1])
  })

  it('names authorities, with the ids of their mails, and only counts members', () => {
    expect(text).toContain('Office of the Adviser')
    expect(text).toContain('msg-')
    const secret = [member.organizationId, member.contactId, 'Memorial Trust', 'Member 1', 'example.org"']
    for (const inside of [...secret, member.email, authority.email, 'desk@'])
      expect(text).not.toContain(inside)
  })

  const tampered = (change: (entries: Entry[], at: number) => Entry[]) =>
    document.entries.map((_, at) => change(structuredClone(document.entries), at))

  /** As somebody would who holds the keys to the seal, but has not the whole chain. */
  const resealed = (entries: Entry[]) => {
    const { seal, ...content } = { ...document, entries }
    const hash = sha256(canonical(content))
    return fileOf({
      ...content,
      seal: { ...seal, signature: signature(desk.world.deps.keys, 'export', hash) },
    })
  }

  it('shows that an entry was dropped, each of them', () => {
    for (const entries of tampered((all, at) => all.toSpliced(at, 1)))
      expect(faultsOf(fileOf({ ...document, entries }), keys())).not.toEqual([])
  })

  it('shows that an entry was moved, each of them, to each other place', () => {
    for (const [from] of document.entries.entries())
      for (const [to] of document.entries.entries()) {
        if (from === to) continue
        const rest = document.entries.toSpliced(from, 1)
        const entries = rest.toSpliced(to, 0, document.entries[from]!)
        expect(faultsOf(fileOf({ ...document, entries }), keys())).not.toEqual([])
      }
  })

  it('shows the change of any byte', () => {
    const bytes = Buffer.from(text)
    const step = Math.max(1, Math.floor(bytes.length / 3000))
    for (let at = 0; at < bytes.length; at += step) {
      const other = Buffer.from(bytes)
      other[at] = other[at]! ^ 1
      expect([at, faultsOf(other.toString('utf8'), keys()).length > 0]).toEqual([at, true])
    }
    for (const other of [`${text} `, ` ${text}`, text.trimEnd(), '', '[]', 'null', text.replace(',', ', ')])
      expect(faultsOf(other, keys())).not.toEqual([])
  })

  it('shows another spelling of the same signature', () => {
    const { signature } = document.seal
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    const spellings = [
      ...letters.map((letter) => signature.slice(0, -1) + letter),
      signature.replaceAll('-', '+'),
      signature.replaceAll('_', '/'),
      `${signature}==`,
      `${signature.slice(0, 9)} ${signature.slice(9)}`,
    ].filter((spelling) => spelling !== signature)
    for (const spelling of spellings) {
      const seal = { ...document.seal, signature: spelling }
      expect(faultsOf(fileOf({ ...document, seal }), keys())).not.toEqual([])
    }
  })

  it('shows by itself, under a new seal, that an entry was changed, or dropped from within its chain', () => {
    const changed = tampered((all, at) => {
      const body = { ...all[at]!.body, at: '2026-11-21T00:00:00.000Z' }
      return all.with(at, { ...all[at]!, body, hash: hashOf(body) })
    })
    for (const entries of changed) expect(faultsOf(resealed(entries), keys()).join()).toContain('not signed')
    const events = document.entries.findLastIndex(({ body }) => body.kind === 'event')
    for (let at = 0; at < events; at++)
      expect(faultsOf(resealed(document.entries.toSpliced(at, 1)), keys()).join()).toContain('missing')
  })

  it('is not believed when signed anew by another key of the same name', () => {
    const other = createKeyring({ ...testKeys, k1: Buffer.alloc(32, 8).toString('base64') })
    let previous = document.entries[0]!.body.previous
    const { seal: _, ...content } = document
    const entries = document.entries
      .filter(({ body }) => body.kind === 'event')
      .map(({ body }) => {
        const entry = signed(other, { ...body, previous })
        previous = entry.hash
        return entry
      })
    const forged = { ...content, entries, opened: [], keys: [publicKeyOf(other)] }
    const seal = { kid: 'k1', signature: signature(other, 'export', sha256(canonical(forged))) }
    expect(faultsOf(fileOf({ ...forged, seal }), [publicKeyOf(other)])).toEqual([])
    expect(faultsOf(fileOf({ ...forged, seal }), keys()).join()).toContain('seal')
    expect(faultsOf(text, [])).not.toEqual([])
  })

  it('can be opened for one contact by a coordinator, who shows line and address by their nonces', async () => {
    const path = `/v1/alerts/${id}/evidence/openings/${member.contactId}`
    const { json } = await desk.call(desk.coordinator, 'GET', path)
    expect(json.lines).toHaveLength(2)
    for (const { chain, sequence, part, nonce, content } of json.lines) {
      const { body } = document.entries.find(
        ({ body }) => body.chain === chain && body.sequence === sequence,
      )!
      expect(body.kind === 'deliveries' && body.lines[part]).toBe(commitment({ nonce, content }))
      expect(content.organization.name).toBe('Memorial Trust')
    }
    const { nonce, digest } = json.address
    expect(commitment({ nonce, content: member.email })).toBe(digest)
    expect(commitment({ nonce, content: 'another@example.org' })).not.toBe(digest)
    expect((await desk.call(member.token, 'GET', path)).status).toBe(404)
    expect((await exported(member.token)).includes('tocsin-evidence')).toBe(false)
  })

  it('appends what comes late, and rewrites nothing', async () => {
    const mail = desk.world.mail.sent.find(({ to }) => to === member.email)!
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] }
    await desk.pump.functions['mail-feedback'](queueEvent([sesEvent(mail, 'Bounce', { bounce })]))
    await desk.pump.pass(900)
    const later: EvidenceDocument = JSON.parse(await exported())
    expect(faultsOf(fileOf(later), keys())).toEqual([])
    for (const entry of document.entries) expect(later.entries).toContainEqual(entry)
    const added = later.entries.filter(({ body }) => body.kind === 'deliveries' && body.sequence === 2)
    expect(added).toHaveLength(1)
    const { body } = added[0]!
    expect(body.kind === 'deliveries' && [body.lines.length, body.counts.member['bounced']]).toEqual([1, 1])
  })

  it('keeps one chain when two append at once, and says nothing twice', async () => {
    await desk.post(`/${id}/halt`)
    await Promise.all(Array.from({ length: 6 }, () => recordEvents(desk.world.deps, id)))
    await desk.pump.drain()
    const later: EvidenceDocument = JSON.parse(await exported())
    expect(faultsOf(fileOf(later), keys())).toEqual([])
    const events = later.entries.flatMap(({ body }) => (body.kind === 'event' ? [body.event.id] : []))
    expect(new Set(events).size).toBe(events.length)
  })

  it('verifies what an earlier key has signed when another signs', async () => {
    const { deps } = desk.world
    const rotated = createKeyring({ ...testKeys, current: 'k2', k2: Buffer.alloc(32, 9).toString('base64') })
    const before = deps.keys
    Object.assign(deps, { keys: rotated })
    await desk.post(`/${id}/update`)
    const later = await exported()
    // Nothing but k2 is left in the ring.
    Object.assign(deps, {
      keys: createKeyring({ current: 'k2', k2: Buffer.alloc(32, 9).toString('base64') }),
    })
    const { json } = await desk.visit('/.well-known/tocsin-keys.json')
    Object.assign(deps, { keys: before })
    expect(json.keys.map(({ kid }: { kid: string }) => kid)).toEqual(['k1', 'k2'])
    expect(faultsOf(later, json.keys)).toEqual([])
    expect(JSON.parse(later).seal.kid).toBe('k2')
  })
})

describe('the evidence of an alert that somebody was asked about again', () => {
  it('has the mails by which they were', async () => {
    const desk = await createDesk()
    await desk.join('Memorial Trust')
    const id = await desk.issue()
    for (let hour = 0; hour < 6; hour++) await desk.pump.pass(3600)
    await desk.pump.feedBack()
    await desk.pump.pass(900)
    const { text } = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/evidence`)
    const document = JSON.parse(text) as EvidenceDocument
    expect(desk.world.mail.sent.map(({ tags }) => tags['kind'])).toEqual(['alert', 'alert-reminder'])
    const chains = document.entries.filter(({ body }) => body.kind === 'deliveries')
    expect([new Set(chains.map(({ body }) => body.chain)).size, document.pending]).toEqual([2, 0])
    expect(faultsOf(text, [publicKeyOf(desk.world.deps.keys)])).toEqual([])
  })
})
