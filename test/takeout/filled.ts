import { allTables } from '../../infra/takeout/all-tables.ts'
import { ruleOf } from '../../shared/access/table.ts'
import { importExport, type Source } from '../../shared/takeout/import.ts'
import { writeExport } from '../../shared/takeout/write.ts'
import { buildHouse, type House } from '../access/house.ts'
import { routes } from '../access/routes.ts'
import { createAlliance } from '../support/alliance.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import { ofKnownKinds } from '../support/kinds.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const destructive = /^DELETE|compromised|sign-out|^PUT \/v1\/coalitions/

const source = { title: 'The court', url: 'https://court.example.org/1' }
const aCase = {
  title: 'Prosecutor v. an accused',
  court: { kind: 'icc', name: 'International Criminal Court' },
  stage: 'trial',
  since: '2026-11-01',
  sources: [source],
}
const aHearing = {
  title: 'Opening',
  startsAt: '2026-12-01T10:00',
  timeZone: 'Europe/Amsterdam',
  durationMinutes: 90,
}

/** What no route makes with a body that stands alone. */
const addWhatNeedsAnother = async (world: World, house: House) => {
  const token = house.tokenOf('member', undefined)!
  const keeper = await world.tokenFor({ grants: ['coordinator'] })
  const post = async (by: string, path: string, body: object) => {
    const { status, json, text } = await world.call(by, 'POST', `/v1${path}`, body)
    if (status !== 201) throw new Error(`${path}: ${status} ${text}`)
    return json.id as string
  }
  const authorityId = await post(
    keeper,
    '/organizations',
    anOrganization({ name: 'Council', relation: 'authority', class: 'regional-body' }),
  )
  await post(
    keeper,
    `/organizations/${authorityId}/contacts`,
    aContact({ email: 'desk@council.example.org' }),
  )
  await post(token, '/offices', { authorityId, keptBy: house.organizationId, role: 'Envoy' })
  await post(token, '/briefings', { authorityId, at: '2026-11-20T10:00:00Z', how: 'call' })
  await post(token, '/letters', {
    coalitionId: house.coalitionId,
    targetId: authorityId,
    texts: [{ language: 'en', subject: 'Act', body: 'Act now' }],
    signBy: '2027-01-01T00:00:00Z',
  })
  const caseId = await post(keeper, '/cases', aCase)
  await post(keeper, `/cases/${caseId}/hearings`, aHearing)
  const { aMeeting } = house.bodies
  const seriesId = await post(token, '/meetings', {
    ...aMeeting,
    recurrence: { rule: 'FREQ=WEEKLY;COUNT=3' },
  })
  const first = `/v1/meetings/${seriesId}/occurrences/${aMeeting.startsAt}`
  await world.call(token, 'PUT', first)
}

/** A world in which everything has happened at least once: each route of the API, and an alert told, answered and proven. */
export const createFilledWorld = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap, store: ofKnownKinds })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  await alliance.members(6)
  const alertId = await alliance.issue(pump, { level: 'emergency' })
  await pump.feedBack()
  await pump.pass(1200)
  const house = await buildHouse(world)
  await addWhatNeedsAnother(world, house)
  await pump.drain()
  for (const [route, { deed, path, query = '', body, headers }] of Object.entries(routes)) {
    if (destructive.test(route)) continue
    const [method = '', template = ''] = route.split(' ')
    const values = path?.(house) ?? {}
    const address = template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? name) + query
    const scope = deed === 'public' || deed === 'signed-in' ? undefined : ruleOf(deed).scope
    for (const who of ['coordinator', 'member'] as const)
      await world.call(house.tokenOf(who, scope), method, address, body?.(house), headers)
  }
  await pump.drain()
  await pump.feedBack()
  await pump.pass(600)
  return { world, pump, wire, alliance, house, alertId }
}

/** Everything in a world as one file. */
export const fileOf = async (world: World): Promise<string> => {
  const rows = allTables(world.client, world.tables)
  let text = ''
  for await (const line of writeExport(rows, { alliance: 'The Alliance', now: world.clock.now() }))
    text += line
  return text
}

/** A file as it comes from a disk: in pieces that end anywhere. */
export async function* piecesOf(text: string) {
  for (let at = 0; at < text.length; at += 60_001) yield text.slice(at, at + 60_001)
}

/** Its lines in an order of their own, without the first and the last, which carry the time. */
export const rowsIn = (file: string) => file.trimEnd().split('\n').slice(1, -1).sort()

export const endOf = (file: string) => JSON.parse(file.trimEnd().split('\n').at(-1)!).end

export const importInto = (world: World, file: string, more: Partial<Source & { expected: string }> = {}) =>
  importExport(world.deps, {
    open: () => piecesOf(file),
    rows: () => allTables(world.client, world.tables),
    ...more,
  })
