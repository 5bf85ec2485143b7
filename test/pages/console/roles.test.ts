import { beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../../shared/access/actor.ts'
import { type Role, ruleOf } from '../../../shared/access/table.ts'
import { buildHouse, type House } from '../../access/house.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type Entry, pathOf } from './entry.ts'
import { routes } from './routes.ts'
import { type Visitor, visitor } from './visitor.ts'

const people = ['nobody', 'member', 'outsider', 'authority', 'approver', 'coordinator'] as const
type Someone = (typeof people)[number]

const rolesOf: Readonly<Record<Someone, readonly Role[]>> = {
  nobody: [],
  member: ['member'],
  outsider: ['member'],
  authority: ['authority'],
  approver: ['approver', 'member'],
  coordinator: ['coordinator', 'member'],
}

const isAllowed = ({ deed, own, visible }: Entry, someone: Someone) => {
  if (deed === 'public') return true
  if (someone === 'nobody') return false
  if (deed === 'signed-in') return true
  if (someone === visible) return true
  const reaches = rolesOf[someone].map((role) => ruleOf(deed)[role])
  return reaches.some((reach) => reach === 'everywhere' || (reach && own && someone === 'member'))
}

const expected = (entry: Entry, someone: Someone) => {
  if (isAllowed(entry, someone)) return 'let in'
  return someone === 'nobody' ? 'asked to sign in' : 'refused'
}

/** What somebody saw; to be refused is not to be told whether there is anything. */
const seen = (entry: Entry, someone: Someone, status: number) => {
  const wanted = expected(entry, someone)
  if (wanted === 'let in') return status < 400 || entry.or?.includes(status) ? wanted : String(status)
  if (status === 401) return 'asked to sign in'
  return [403, 404].includes(status) ? 'refused' : String(status)
}

const personOf = (someone: Someone, { organizationId, contactId }: House): Partial<Omit<Person, 'kind'>> => {
  if (someone === 'member') return { organizationId, contactId }
  if (someone === 'authority') return { relation: 'authority' }
  return someone === 'approver' || someone === 'coordinator' ? { grants: [someone] } : {}
}

const stranger = (world: World): Pick<Visitor, 'get' | 'post'> => {
  const request = async (path: string, init?: RequestInit) => {
    const { status, headers } = await world.app.request(path, init)
    return { status, headers, location: headers.get('Location'), html: '' }
  }
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' }
  return {
    get: request,
    post: (path, fields) =>
      request(path, { method: 'POST', headers, body: new URLSearchParams(fields as Record<string, string>) }),
  }
}

describe('the console', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })

  it('has each of its pages and forms in this table, and no other', () => {
    const known = world.app.routes
      .filter(
        ({ path, method }) => path.startsWith('/console') && method !== 'ALL' && !/\.(css|js)$/.test(path),
      )
      .map(({ method, path }) => `${method} ${path}`)
    expect(Object.keys(routes).sort()).toEqual([...new Set(known)].sort())
  })

  for (const someone of people)
    it(`shows ${someone} what is for them, and nothing else`, async () => {
      const house = await buildHouse(world)
      const who = someone === 'nobody' ? stranger(world) : await visitor(world, personOf(someone, house))
      const token = /name="token" value="([^"]+)"/.exec((await who.get('/console')).html)?.[1] ?? ''
      const [wanted, found]: Record<string, string>[] = [{}, {}]
      for (const [route, entry] of Object.entries(routes)) {
        const [method, pattern] = route.split(' ') as [string, string]
        const path = pathOf(pattern, entry, house)
        const { status } = await (method === 'GET'
          ? who.get(path)
          : who.post(path, { token, ...entry.fields }))
        wanted![route] = expected(entry, someone)
        found![route] = seen(entry, someone, status)
      }
      expect(found).toEqual(wanted)
    })

  it('changes nothing on GET, by a form without its token, or by one from another site', async () => {
    const house = await buildHouse(world)
    const coordinator = await visitor(world, { grants: ['coordinator'] })
    const path = `/console/alerts/${house.alertId}`
    const { html } = await coordinator.get(path)
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!
    const fields = { version: '1' }
    const tries = [
      await coordinator.post(`${path}/submit`, fields),
      await coordinator.post(`${path}/submit`, { ...fields, token: `${token}A` }),
      await coordinator.post(`${path}/submit`, { ...fields, token }, { 'Sec-Fetch-Site': 'cross-site' }),
      await coordinator.get(`${path}/submit?version=1&token=${token}`),
    ]
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 404])
    const keeper = await world.tokenFor({ grants: ['coordinator'] })
    expect((await world.call(keeper, 'GET', `/v1/alerts/${house.alertId}`)).json.state).toBe('draft')
  })

  it('lets no program in by the secret of its token in a cookie', async () => {
    const secret = await world.tokenFor({ grants: ['coordinator'] })
    const answer = await world.app.request('/console', { headers: { Cookie: `tocsin_session=${secret}` } })
    expect(answer.status).toBe(401)
  })

  it('names nothing by what cannot be an id', async () => {
    const coordinator = await visitor(world, { grants: ['coordinator'] })
    for (const id of ['x', 'alt_', `alt_${'a'.repeat(4000)}`, 'alt_%00', 'alt_..%2F..'])
      expect((await coordinator.get(`/console/alerts/${id}`)).status, id).toBe(404)
  })

  it('allows no script or style but its own two files, and is kept by nobody', async () => {
    const coordinator = await visitor(world, { grants: ['coordinator'] })
    const { headers, html } = await coordinator.get('/console')
    const policy = headers.get('Content-Security-Policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(html).not.toMatch(/ style=|<script>|onclick=/)
    expect(headers.get('Cache-Control')).toBe('no-store')
    const sheet = /href="(\/console\/[^"]+\.css)"/.exec(html)![1]!
    const answer = await world.app.request(sheet)
    expect(answer.headers.get('Content-Type')).toContain('text/css')
    expect((await answer.text()).length).toBeLessThan(30_000)
  })
})
