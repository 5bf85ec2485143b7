import { beforeAll, describe, expect, it } from 'vitest'
import { aContact } from '../support/builders.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

let desk: Desk
let member: Joined
let authority: Joined
let alertId: string
beforeAll(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
  authority = await desk.join('Special Adviser', { class: 'un', relation: 'authority' })
  const add = (change: object) =>
    desk.call(
      desk.coordinator,
      'POST',
      `/v1/organizations/${member.organizationId}/contacts`,
      aContact(change),
    )
  const phone = { number: '+254 20 555 0100' }
  await add({ email: 'phone@trust.example.org', role: 'alternate', name: 'Duty desk', phone })
  await add({
    email: 'never@trust.example.org',
    role: 'other',
    phone: { ...phone, number: '+254 20 555 0199', neverCall: true },
  })
  await add({
    email: 'quiet@trust.example.org',
    role: 'press',
    name: 'Somebody',
    discreet: true,
    phone: { number: '+254 20 555 0177' },
  })
  alertId = await desk.issue({
    audience: { organizationIds: [member.organizationId, authority.organizationId] },
  })
})

const path = () => `/v1/alerts/${alertId}/call-sheet`
const put = (token: string | undefined, organizationId: string, said: object) =>
  desk.call(token, 'PUT', `/v1/alerts/${alertId}/answers/${organizationId}`, said)

describe('the sheet of whom to call', () => {
  it('names the silent with who may be called; nobody discreet, no number that must not ring', async () => {
    const { status, text, json } = await desk.call(desk.coordinator, 'GET', path())
    expect(status).toBe(200)
    expect(json.items.map(({ name }: { name: string }) => name).sort()).toEqual([
      'Memorial Trust',
      'Special Adviser',
    ])
    const { contacts } = json.items.find(({ name }: { name: string }) => name === 'Memorial Trust')
    expect(contacts).toContainEqual(expect.objectContaining({ name: 'Duty desk', phone: '+254 20 555 0100' }))
    expect(contacts).toContainEqual(expect.objectContaining({ role: 'other', neverCall: true }))
    for (const hidden of ['0199', '0177', 'Somebody', '@']) expect(text).not.toContain(hidden)
  })

  it('is a page for paper, in the language of whoever prints it', async () => {
    const page = await desk.call(desk.coordinator, 'GET', path(), undefined, {
      Accept: 'text/html',
      'Accept-Language': 'fr',
    })
    expect(page.headers.get('Content-Type')).toContain('text/html')
    expect(page.text).toContain('Qui appeler')
    expect(page.text).toContain('+254 20 555 0100')
    expect(page.text).toContain('ne jamais appeler')
  })

  it('shows no phone to anybody else', async () => {
    const read = async (token: string) =>
      (await desk.call(token, 'GET', `/v1/organizations/${member.organizationId}`)).text
    expect(await read(desk.coordinator)).not.toContain('0100')
    const own = await desk.call(member.token, 'GET', `/v1/organizations/${member.organizationId}`)
    expect(own.text).toContain('0100')
    expect((await desk.call(member.token, 'GET', path())).status).toBe(404)
    const exported = await desk.call(desk.coordinator, 'GET', '/v1/organizations/export?format=json')
    expect(exported.text).not.toContain('0100')
  })

  it('keeps what was said: by which way, who, when, and who recorded it; then that place is silent no more', async () => {
    const told = { channel: 'phone', who: 'The night porter', at: '2026-11-22T08:30:00+02:00' }
    const said = await put(desk.coordinator, authority.organizationId, { answer: 'passed-on', told })
    expect(said.json).toMatchObject({
      answer: 'passed-on',
      by: 'coordinator',
      told: {
        channel: 'phone',
        who: 'The night porter',
        at: '2026-11-22T06:30:00.000Z',
        recordedBy: expect.stringMatching(/^con_/),
      },
    })
    const { json } = await desk.call(desk.coordinator, 'GET', path())
    expect(json.items.map(({ name }: { name: string }) => name)).toEqual(['Memorial Trust'])
  })

  it('takes it from nobody but a coordinator, and from no future', async () => {
    const told = { channel: 'messenger' }
    expect((await put(member.token, member.organizationId, { answer: 'received', told })).status).toBe(422)
    const later = { channel: 'in-person', at: '2027-01-01T00:00:00Z' }
    expect(
      (await put(desk.coordinator, member.organizationId, { answer: 'received', told: later })).status,
    ).toBe(422)
    for (const channel of ['pigeon', '']) {
      const bad = await put(desk.coordinator, member.organizationId, {
        answer: 'received',
        told: { channel },
      })
      expect(bad.status).toBe(422)
    }
  })
})
