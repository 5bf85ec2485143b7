import { beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world.ts'
import { type Operation, readContract } from './fuzz/contract.ts'

describe('every address', () => {
  let world: World
  let operations: Operation[]
  let token: string
  beforeAll(async () => {
    world = await createWorld()
    operations = await readContract(world)
    token = await world.tokenFor({ grants: ['coordinator'] })
  })

  const at = (path: string) => path.replaceAll(/\{[^}]+\}/g, 'x')
  const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
    world.app.request(at(path), { method, headers: { Authorization: `Bearer ${token}`, ...headers } })

  it('says which methods it takes, to anybody', async () => {
    const byPath = Object.groupBy(operations, ({ path }) => at(path))
    for (const [path, taken = []] of Object.entries(byPath)) {
      const response = await world.app.request(path, { method: 'OPTIONS' })
      const allow = response.headers.get('Allow')?.split(', ') ?? []
      expect([path, response.status]).toEqual([path, 204])
      expect(allow).toEqual(expect.arrayContaining([...taken.map(({ method }) => method), 'OPTIONS']))
      expect(allow.includes('HEAD')).toBe(allow.includes('GET'))
    }
    expect((await world.app.request('/v1/nothing', { method: 'OPTIONS' })).status).toBe(404)
  })

  it('refuses a method it does not take, and names those it does', async () => {
    const response = await ask('PUT', '/v1/alerts')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect((await ask('PUT', '/v1/nothing')).status).toBe(404)
    expect((await ask('DELETE', '/feeds/alerts.atom')).status).toBe(405)
  })

  it.each(['/v1/organizations', '/openapi.json', '/feeds/alerts.atom', '/'])(
    'answers HEAD of %s as GET, without the body',
    async (path) => {
      const [get, head] = [await ask('GET', path), await ask('HEAD', path)]
      const headersOf = ({ headers }: Response) => [headers.get('ETag'), headers.get('Content-Type')]
      expect([head.status, ...headersOf(head)]).toEqual([get.status, ...headersOf(get)])
      expect(await head.text()).toBe('')
    },
  )

  it('lets scripts of other sites read what is public and made for programs, and nothing else', async () => {
    const other = { Origin: 'https://other.example.net' }
    const allowed = async (path: string) =>
      (await ask('GET', path, other)).headers.get('Access-Control-Allow-Origin')
    for (const path of ['/feeds/alerts.atom', '/openapi.json', '/.well-known/tocsin-keys.json'])
      expect([path, await allowed(path)]).toEqual([path, '*'])
    for (const path of ['/', '/v1/me', '/v1/organizations', '/console', '/verify'])
      expect([path, await allowed(path)]).toEqual([path, null])
    const preflight = await ask('OPTIONS', '/v1/alerts', {
      ...other,
      'Access-Control-Request-Method': 'POST',
    })
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})
