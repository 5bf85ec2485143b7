import { expect } from 'vitest'
import { createAlliance } from '../../support/alliance.ts'
import { createPump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld } from '../../support/world.ts'
import { type Fields, type Visitor, visitor } from './visitor.ts'

/** A lead, a signatory and a coordinator at their browsers, and a council to write to. */
export const openLetterDesk = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  // Monday: on a Sunday nobody reads a letter.
  world.clock.advance(86_400)
  const alliance = await createAlliance(world)
  const { coordinator: keeper } = alliance
  const call = async (method: string, path: string, body?: object) => {
    const answer = await world.call(keeper, method, `/v1${path}`, body)
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.json
  }
  const settle = async (change: object, contact: object = {}) => {
    const { id, contacts } = await alliance.organization(change, [contact])
    const email = contacts[0]!.email
    return { organizationId: id, contactId: contacts[0]!.id, email }
  }
  const council = await settle(
    { name: 'A council', relation: 'authority', class: 'un' },
    { email: 'desk@council.example.org', timeZone: 'America/New_York' },
  )
  const lead = await settle({ name: 'River Watch' }, { email: 'lead@river.example.org' })
  const signer = await settle(
    { name: 'Hill <Legal> Aid' },
    { email: 'sign@hill.example.org', role: 'signatory' },
  )
  const stranger = await settle({ name: 'Lake Archive' }, { email: 'desk@lake.example.org' })
  const { id: situationId } = await alliance.situation()
  const form = { situationId, name: 'For the river', purpose: 'To answer' }
  const { id: coalitionId } = await call('POST', '/coalitions', form)
  for (const [{ organizationId }, role] of [
    [lead, 'lead'],
    [signer, 'participant'],
  ] as const) {
    const organizationIds = [organizationId]
    await call('POST', `/coalitions/${coalitionId}/invitations`, { organizationIds, role })
    await call('PUT', `/coalitions/${coalitionId}/organizations/${organizationId}`, { status: 'joined' })
  }
  await pump.drain()
  const enter = (person: object) => visitor(world, person as never)
  const [author, signatory, outsider, coordinator] = await Promise.all([
    enter(lead),
    enter(signer),
    enter(stranger),
    enter({ grants: ['coordinator'] }),
  ])

  /** A letter as it is typed into the form. */
  const typed: Fields = {
    coalitionId,
    targetId: council.organizationId,
    'texts.0.language': 'en',
    'texts.0.subject': 'On <the> villages',
    'texts.0.body': 'Three villages were burnt.',
    'texts.1.language': 'fr',
    'texts.1.subject': 'Sur les villages',
    'texts.1.body': 'Trois villages ont été incendiés.',
    'asks.0.action': 'Send observers.',
    signBy: '2026-11-27T12:00',
    openTo: 'members',
  }
  const write = async (fields: Fields = {}, who: Visitor = author) => {
    const from = '/console/letters/new'
    const sent = await who.send(from, from, { ...typed, ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }
  const step = async (path: string, name: string, fields: Fields = {}, who: Visitor = author) => {
    const sent = await who.send(path, `${path}/${name}`, fields)
    expect(sent.status, sent.html).toBe(303)
    return sent
  }
  return {
    ...{ world, pump, alliance, call, council, coalitionId, situationId, typed, write, step },
    people: { lead, signer, stranger },
    visitors: { author, signatory, outsider, coordinator },
  }
}

export type LetterDesk = Awaited<ReturnType<typeof openLetterDesk>>
