import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { type Joined, openly } from './desk.ts'
import { createDutyRoom, type DutyRoom } from './release/duty-room.ts'

let room: DutyRoom
let trust: Joined
let watch: Joined
beforeEach(async () => {
  room = await createDutyRoom()
  await room.set({ holdSeconds: 0 })
  trust = await room.join('Memorial Trust')
  watch = await room.join('Watch House')
})

const named = (...all: Joined[]) => ({
  issuedBy: { by: 'organizations', organizationIds: all.map(({ organizationId }) => organizationId) },
})
const ask = (id: string) => room.post(`/${id}/consent-request`)
const at = (id: string, { organizationId }: Joined) => `/v1/alerts/${id}/consents/${organizationId}`
const say = async (id: string, joined: Joined, answer = 'given', token = joined.token) => {
  const { digest } = (await room.call(joined.token, 'GET', at(id, joined))).json
  return room.call(token, 'PUT', at(id, joined), { answer, digest })
}
const submit = (id: string) => room.post(`/${id}/submission`)
const asked = async (change: object) => {
  const { id } = await room.alliance.draft(change)
  const answer = await ask(id)
  expect(answer.status, answer.text).toBe(200)
  await room.pump.drain()
  return id as string
}
const linkOf = async (joined: Joined) => {
  const mail = room.mailsTo(joined).at(-1)!
  return /\/consent\/[^\s)\]>"]+/.exec((await PostalMime.parse(mail.raw)).text ?? '')![0]
}
const digestOn = (page: string) => /name="digest" value="([^"]+)"/.exec(page)![1]!

describe('an alert in the name of organizations', () => {
  it('goes out when all have agreed to it, and says whose it is and that it need not be everybody’s', async () => {
    const id = await asked({ ...named(trust, watch), ...openly })
    expect(room.told()).toEqual([trust.email, watch.email].sort())
    expect((await submit(id)).json.errors[0].pointer).toBe('#/issuedBy')
    await say(id, trust)
    expect((await submit(id)).status).toBe(422)
    await say(id, watch)
    await room.release(id)
    const { text } = await room.lastMailTo(trust)
    expect(text).toContain('In the name of: Memorial Trust and Watch House')
    expect(text).toContain('need not represent the view of every member')
    const page = (await room.visit(`/alerts/${id}`)).text
    expect(page).toContain('Memorial Trust and Watch House')
    expect(page).toContain('need not represent the view of every member')
    expect((await room.visit(`/alerts/${id}/cap.xml`)).text).toContain('<value>Watch House</value>')
    const { issuers } = (await room.read(id)).issues[0]
    expect(
      issuers.map(({ name, consentedAt }: { name: string; consentedAt: string }) => [name, consentedAt]),
    ).toEqual([
      ['Memorial Trust', '2026-11-22T09:00:00.000Z'],
      ['Watch House', '2026-11-22T09:00:00.000Z'],
    ])
  })

  it('is agreed to by the mailed link, which shows the very text and whether it will be public', async () => {
    const id = await asked({ ...named(trust), ...openly })
    const path = await linkOf(trust)
    const page = (await room.visit(path)).text
    for (const said of [
      'Villages burnt in the border region',
      'It will be public',
      'Shall this alert be issued',
    ])
      expect(page).toContain(said)
    // Whoever only looks, scanners too, agrees to nothing.
    await room.visit(path, {}, 'HEAD')
    expect((await submit(id)).status).toBe(422)
    const sent = await room.send(path, { answer: 'given', digest: digestOn(page) })
    expect([sent.status, sent.text.includes('You have agreed')]).toEqual([200, true])
    await room.pump.drain()
    expect((await room.lastMailTo(trust)).subject).toBe('Your agreement was recorded')
    expect((await submit(id)).status).toBe(200)
  })

  it('needs another agreement for every other text', async () => {
    const id = await asked(named(trust))
    const path = await linkOf(trust)
    const old = digestOn((await room.visit(path)).text)
    await say(id, trust)
    const { version } = await room.read(id)
    await room.change(id, { severity: 'Minor' }, version)
    expect((await submit(id)).status).toBe(422)
    expect((await room.send(path, { answer: 'given', digest: old })).text).toContain('has changed since')
    await ask(id)
    await room.pump.drain()
    expect(room.mailsTo(trust).length).toBeGreaterThan(1)
    await say(id, trust)
    expect((await submit(id)).status).toBe(200)
  })

  it('asks again only those who are silent', async () => {
    const id = await asked(named(trust, watch))
    await say(id, trust)
    await ask(id)
    await room.pump.drain()
    expect([room.mailsTo(trust).length, room.mailsTo(watch).length]).toEqual([1, 2])
    const { items } = (await room.call(room.coordinator, 'GET', `/v1/alerts/${id}/consents`)).json
    expect(items).toMatchObject([
      { organizationId: trust.organizationId, isAsked: true, answer: 'given' },
      { organizationId: watch.organizationId, isAsked: true },
    ])
  })

  it('does not go out in the name of who takes it back, whether submitted, approved or held', async () => {
    await room.set({ holdSeconds: 120 })
    const id = await asked(named(trust))
    await say(id, trust)
    const { digest } = (await submit(id)).json
    await room.approve(id, { digest })
    expect(await room.state(id)).toBe('approved')
    expect((await say(id, trust, 'refused')).status).toBe(200)
    expect(await room.state(id)).toBe('draft')
    const before = room.world.mail.sent.length
    await room.pump.pass(600)
    expect(room.world.mail.sent).toHaveLength(before)
    expect((await room.approve(id, { digest })).status).toBe(409)
    expect((await submit(id)).status).toBe(422)
  })

  it('can be taken back no more, nor agreed to, once it is out', async () => {
    const id = await asked(named(trust))
    const path = await linkOf(trust)
    await say(id, trust)
    await room.release(id)
    expect((await say(id, trust, 'refused')).status).toBe(409)
    const page = (await room.visit(path)).text
    expect([page.includes('no longer open'), page.includes('Villages')]).toEqual([true, false])
  })

  it('is retracted without asking anybody, and not in their name', async () => {
    const id = await asked(named(trust))
    await say(id, trust)
    await room.release(id)
    await room.cancel(id, 'retracted')
    const { text } = await room.lastMailTo(trust)
    expect(text).toContain('In the name of: The coordinators of The Alliance')
  })

  it('is updated in their name only if they agree again', async () => {
    const id = await asked(named(trust))
    await say(id, trust)
    await room.release(id)
    await room.post(`/${id}/update`, { severity: 'Minor' })
    expect((await submit(id)).status).toBe(422)
    const { version } = await room.read(id)
    await room.change(id, { issuedBy: null }, version)
    expect((await submit(id)).status).toBe(200)
  })
})

describe('who may consent', () => {
  it('is the organization, and a coordinator who did not write it; nobody else knows of the draft', async () => {
    const id = await asked(named(trust))
    const { digest } = (await room.call(trust.token, 'GET', at(id, trust))).json
    const body = { answer: 'given', digest }
    expect((await room.call(watch.token, 'PUT', at(id, trust), body)).status).toBe(403)
    expect((await room.call(watch.token, 'GET', at(id, watch))).status).toBe(404)
    expect((await room.call(room.coordinator, 'PUT', at(id, trust), body)).status).toBe(403)
    expect((await room.call(room.second, 'PUT', at(id, trust), body)).status).toBe(200)
  })

  it('is no authority, nobody it is withheld from, and nobody who is not in the roster', async () => {
    const desk = await room.join('Duty Desk', { relation: 'authority', class: 'un' })
    const { id: situationId } = await room.alliance.situation({ withholdFrom: [watch.organizationId] })
    for (const issuedBy of [
      named(desk).issuedBy,
      named(watch).issuedBy,
      { by: 'organizations', organizationIds: ['org_0000000000000000'] },
      { by: 'coalition', coalitionId: 'coa_0000000000000000' },
    ]) {
      const { id } = (await room.post('', anAlert({ situationId, issuedBy }))).json
      expect((await ask(id)).status).toBe(422)
      expect((await submit(id)).status).toBe(422)
    }
    const { id } = await room.alliance.draft()
    expect((await ask(id)).status).toBe(409)
    const none = await room.post(
      '',
      anAlert({ situationId, issuedBy: { by: 'organizations', organizationIds: [] } }),
    )
    expect(none.status).toBe(422)
  })
})

describe('who was asked once', () => {
  const refuse = { answer: 'refused', digest: 'x'.repeat(43) }
  const knowsNothingOf = async (id: string, link: string) => {
    const before = await room.read(id)
    expect((await room.call(trust.token, 'GET', at(id, trust))).status).toBe(404)
    expect((await room.call(trust.token, 'PUT', at(id, trust), refuse)).status).toBe(404)
    expect((await room.visit(link)).text).not.toContain('Villages')
    expect(await room.read(id)).toEqual(before)
  }

  it('neither reads nor stops a draft that is in the name of others by now', async () => {
    const id = await asked(named(trust, watch))
    const link = await linkOf(trust)
    const { version } = await room.read(id)
    await room.change(id, named(watch), version)
    await knowsNothingOf(id, link)
    await ask(id)
    await say(id, watch)
    await submit(id)
    await knowsNothingOf(id, link)
    expect(await room.state(id)).toBe('in-review')
  })

  it.each([
    [
      'a cancellation',
      (id: string) => room.post(`/${id}/cancellation`, { reason: 'retracted', texts: anAlert().texts }),
    ],
    ['an update', (id: string) => room.post(`/${id}/update`, { issuedBy: null, severity: 'Minor' })],
  ])('neither reads nor stops %s without them', async (_, follow) => {
    const id = await asked(named(trust))
    const link = await linkOf(trust)
    await say(id, trust)
    await room.release(id)
    expect((await follow(id)).status).toBeLessThan(300)
    await knowsNothingOf(id, link)
    expect((await submit(id)).status).toBe(200)
    await knowsNothingOf(id, link)
    expect(await room.state(id)).toBe('in-review')
  })
})

describe('an alert in the name of a coalition', () => {
  const form = async (change: object = {}) => {
    const { id: situationId } = await room.alliance.situation()
    const body = { situationId, name: 'River Watch', purpose: 'To answer together', ...change }
    const { id } = (await room.call(room.coordinator, 'POST', '/v1/coalitions', body)).json
    const lead = { organizationIds: [trust.organizationId], role: 'lead' }
    await room.call(room.coordinator, 'POST', `/v1/coalitions/${id}/invitations`, lead)
    await room.call(trust.token, 'PUT', `/v1/coalitions/${id}/organizations/${trust.organizationId}`, {
      status: 'joined',
    })
    await room.pump.drain()
    return { issuedBy: { by: 'coalition', coalitionId: id } }
  }

  it('goes out when one that leads it has agreed', async () => {
    const id = await asked(await form())
    expect((await submit(id)).status).toBe(422)
    expect((await say(id, trust)).status).toBe(200)
    await room.release(id)
    expect((await room.lastMailTo(watch)).text).toContain('In the name of: River Watch')
  })

  it('never names one that is confidential', async () => {
    const { id } = await room.alliance.draft(await form({ confidential: true }))
    expect([(await ask(id)).status, (await submit(id)).status]).toEqual([422, 422])
  })
})
