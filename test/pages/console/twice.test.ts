import { beforeAll, describe, expect, it } from 'vitest'
import { allTables } from '../../../infra/takeout/all-tables.ts'
import type { Action, Item, Key } from '../../../shared/storage/store.ts'
import { buildHouse, type House } from '../../access/house.ts'
import { createPump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { typedAlert } from './alert-desk.ts'
import { pathOf } from './entry.ts'
import { routes } from './routes.ts'
import { type Fields, formsIn, standing, type Visitor, visitor } from './visitor.ts'

const aSource = { 'sources.0.title': 'The court', 'sources.0.url': 'https://court.example.org/1' }

/** What each form that makes something is filled in with; of the rest, what stands in it and in the table of routes. */
const making: Readonly<Record<string, (house: House) => Fields>> = {
  '/console/alerts/new': ({ situationId }) => typedAlert(situationId),
  '/console/situations/new': () => ({ title: 'Upper Lake', countries: 'TZ', summary: 'Nothing yet.' }),
  '/console/coalitions/new': ({ situationId, organizationId }) => ({
    situationId,
    name: 'For the lake',
    purpose: 'To speak with one voice.',
    organizationIds: organizationId,
  }),
  '/console/meetings/new': () => ({
    title: 'Weekly call',
    agenda: 'What we know.',
    startsAt: '2026-12-08T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: '60',
    'location.kind': 'online',
    'location.url': 'https://meet.example.org/weekly',
  }),
  '/console/polls/new': () => ({
    title: 'Joint appeal',
    agenda: 'Who signs.',
    timeZone: 'Africa/Nairobi',
    durationMinutes: '60',
    'location.kind': 'online',
    'location.url': 'https://meet.example.org/appeal',
    'slots.0.startsAt': '2026-12-10T15:00',
    'slots.1.startsAt': '2026-12-11T15:00',
    closesAt: '2026-12-09T15:00',
  }),
  '/console/posts/new': () => ({
    'texts.0.language': 'en',
    'texts.0.title': 'Six months on the river',
    'texts.0.body': 'What was seen.',
  }),
  '/console/letters/new': ({ coalitionId, authorityId }) => ({
    coalitionId,
    targetId: authorityId,
    'texts.0.language': 'en',
    'texts.0.subject': 'On the villages',
    'texts.0.body': 'Three villages were burnt.',
    signBy: '2026-12-20T12:00',
    openTo: 'members',
  }),
  '/console/letters/:id/edit': () => ({ 'texts.0.body': 'Four boats are taken.' }),
  '/console/letters/:id/closure': () => ({}),
  '/console/cases/new': () => ({
    title: 'Prosecutor v. nobody',
    'court.name': 'A special court',
    since: '2026-11-02',
    ...aSource,
  }),
  '/console/cases/:id/stage': () => ({ stage: 'judgment', since: '2026-11-20', ...aSource }),
  '/console/cases/:id/hearings/new': () => ({ title: 'Closing', startsAt: '2026-12-10T09:30' }),
  '/console/library/new': () => ({
    'texts.0.language': 'en',
    'texts.0.title': 'What neighbours remember',
    url: 'https://learn.example.org/remember',
    languages: 'en',
    licence: 'CC-BY-4.0',
  }),
  '/console/campaigns/new': ({ coalitionId, authorityId }) => ({
    coalitionId,
    name: 'Observers now',
    aim: 'That somebody looks.',
    targetIds: authorityId,
    'asks.0.text': 'Send observers.',
    'timeline.0.date': '2026-12-10',
    'timeline.0.what': 'The council meets.',
    openTo: 'members',
  }),
  '/console/campaigns/:id/edit': () => ({ name: 'Renamed' }),
  '/console/campaigns/:id/status': () => ({ status: 'ended' }),
  '/console/campaigns/:id/organizations/:organizationId': () => ({ status: 'asked' }),
  '/console/briefings/new': ({ authorityId }) => ({
    authorityId,
    at: '2026-11-20T10:00',
    how: 'call',
    confidentiality: 'present',
    once: 'one',
  }),
  '/console/offices/new': ({ authorityId }) => ({ authorityId, role: 'Counsellor' }),
  '/console/offices/:id': () => ({ role: 'Counsellor' }),
  '/console/offices/:id/removal': () => ({}),
  '/console/report': () => ({ what: 'Lists of names are made.' }),
  '/console/roster/:id/contacts': () => ({ email: 'night@example.org', languages: 'en', timeZone: 'UTC' }),
  '/console/situations/:id/indicators': () => ({ date: '2026-11-01', text: 'Boats are taken.' }),
  '/console/situations/:id/level': () => ({ level: 'warning', reason: 'Boats are taken.' }),
  '/console/alerts/:id/translations': () => ({
    language: 'km',
    headline: 'ទូក',
    description: 'ទូកត្រូវបានយក។',
    translatedBy: 'The night desk',
  }),
  '/console/alerts/:id/comments': ({ organizationId }) => ({
    organizationIds: organizationId,
    until: '2026-11-29T12:00',
  }),
  '/console/alerts/:id/end': () => ({ reason: 'retracted' }),
  '/console/integrations/endpoints': () => ({ url: 'https://hooks.example.org/other', types: '*' }),
  '/console/tokens': () => ({ name: 'Reader', scopes: 'events:read', expiresAt: '2026-12-20T12:00' }),
}

/** What loosens the release of alerts is only proposed by one, and waits for another. */
const proposeSettings = async (world: World) => {
  const token = await world.tokenFor({ grants: ['coordinator'] })
  const proposed = await world.call(token, 'PATCH', '/v1/settings', { holdSeconds: 0 }, { 'If-Match': '"0"' })
  expect(proposed.status, proposed.text).toBe(200)
}

/** What somebody else has begun, where there is nothing to decide otherwise. */
const begun: Readonly<Record<string, (world: World) => Promise<void>>> = {
  '/console/settings/confirm': proposeSettings,
  '/console/settings/withdraw': proposeSettings,
}

/** Of these the second is written down again, and does no more than the first. */
const askedAgain: Readonly<Record<string, string>> = {
  '/console/alerts/:id/remind': 'an organization is reminded once for a level, however often somebody asks',
  '/console/integrations/:id/test':
    'a test is sent each time that somebody asks for one, no faster than its limit',
  '/console/roster/:id/contacts/:contactId/ways-in/end': 'ends what has begun since as well',
  '/console/roster/:id/contacts/:contactId/succession': 'a later proposal takes the place of an earlier',
  '/console/roster/:id/erasure': 'what is gone stays gone, and who asked is on record',
}

/** Where the form of a route stands, if not on its own page or on one above it. */
const standsOn: Readonly<Record<string, string>> = { '/console/tokens': '/console/integrations' }

const token = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? ''

const posts = Object.keys(routes)
  .filter((route) => route.startsWith('POST ') && !/sign-(in|out)/.test(route))
  .map((route) => route.slice(5))

describe('a form of the console that is sent twice', () => {
  let house: House
  /** Every row of that house, as it stands when nobody has sent anything. */
  const rows: Action[] = []
  const seen: Record<string, { first: number; events: number; second: number; further: number }> = {}
  beforeAll(async () => {
    const wire = new Wire()
    const world = await createWorld({ client: wire.wrap })
    house = await buildHouse(world)
    await createPump(world, wire).drain()
    for await (const { table, item } of allTables(world.client, world.tables))
      rows.push({ table, put: item as Key & Item })
  })

  /** The form as it stands on its own page or on one above it. */
  const formFor = async (who: Visitor, path: string): Promise<Fields> => {
    for (let at = standsOn[path] ?? path; at.startsWith('/console'); at = at.slice(0, at.lastIndexOf('/'))) {
      const { status, html } = await who.get(at)
      const form = status === 200 && formsIn(html, at).find(({ action }) => action === path)
      if (form) return standing(form.fields)
    }
    return { token: token((await who.get('/console')).html) }
  }

  /** The same house in a world of its own: of several houses in one, each would tell the people of all before it. */
  const begin = async (route: string) => {
    const wire = new Wire()
    const world = await createWorld({ client: wire.wrap })
    await world.deps.store.writeMany(rows)
    await begun[route]?.(world)
    const { organizationId, contactId } = house
    const who = await visitor(world, { organizationId, contactId, grants: ['coordinator'] })
    const entry = routes[`POST ${route}`]!
    const path = pathOf(route, entry, house)
    const { version: _, ...fixed } = { ...entry.fields }
    const fields = { ...(await formFor(who, path)), ...fixed, ...making[route]?.(house) }
    return { send: () => who.post(path, fields), wire }
  }

  it.each(posts)('%s', async (route) => {
    const { send, wire } = await begin(route)
    const before = wire.stream.length
    const first = await send()
    const between = wire.stream.length
    const second = await send()
    const row = {
      first: first.status,
      events: between - before,
      second: second.status,
      further: wire.stream.length - between,
    }
    seen[route] = row
    expect(second.status).toBeLessThan(500)
    if (route in making || route in begun) {
      expect(first.status, first.html).toBeLessThan(400)
      expect(row.events).toBeGreaterThan(0)
    }
    if (!(route in askedAgain)) expect(row.further).toBe(0)
  })

  it.each(Object.keys(making))('%s, both at once', async (route) => {
    const { send, wire } = await begin(route)
    const before = wire.stream.length
    const answers = await Promise.all([send(), send()])
    const events = wire.stream.length - before
    for (const { status } of answers) expect(status).toBeLessThan(500)
    expect(events).toBe(seen[route]!.events)
  })

  it('is so for all of these', () => {
    console.table(seen)
    expect(Object.keys(making).filter((route) => !posts.includes(route))).toEqual([])
  })
})
