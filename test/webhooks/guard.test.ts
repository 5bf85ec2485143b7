import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, BlockList, type LookupFunction } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { guardedDial, proveGuard } from '../../shared/ports/guarded-dial.ts'
import { createGuardedHttp } from '../../shared/ports/guarded-http.ts'
import { localhost } from './localhost.ts'
import { spellings } from './spellings.ts'

const closed = { allowLoopback: false }
const open = { allowLoopback: true }

type Address = { address: string; family: number }
const resolving =
  (...answers: Address[][]): LookupFunction =>
  (_host, options, done) => {
    const addresses = answers.length > 1 ? answers.shift()! : answers[0]!
    if (options.all) done(null, addresses)
    else done(null, addresses[0]!.address, addresses[0]!.family)
  }

const loopback = { address: '127.0.0.1', family: 4 }
const loopback6 = { address: '::1', family: 6 }
const mapped = { address: '::ffff:127.0.0.1', family: 6 }
const unreachable = { address: '10.255.255.1', family: 4 }

describe('the guard of outgoing calls', () => {
  let server: Server
  let secured: Server
  let port: number
  let securePort: number
  let connections = 0
  const seen: string[] = []
  const sockets = new Set<{ destroy(): void }>()

  beforeAll(async () => {
    const counting = (one: Server) =>
      one.on('connection', (socket) => {
        connections++
        sockets.add(socket)
      })
    server = counting(
      createHttp((request, response) => {
        seen.push(`${request.method} ${request.url}`)
        if (request.url === '/elsewhere') return response.writeHead(302, { Location: '/secret' }).end()
        if (request.url === '/silent') return
        if (request.url === '/trickle') return void response.writeHead(200).write('so far')
        if (request.url === '/endless') {
          response.writeHead(200)
          const more = () => {
            while (!response.destroyed && response.write('x'.repeat(1000)));
          }
          response.on('drain', more)
          return more()
        }
        if (request.url === '/hang-up') return request.socket.destroy()
        return response.writeHead(429, { 'Retry-After': '120' }).end('later')
      }),
    )
    secured = counting(
      createHttps(localhost, (_, response) => void response.end('secured')) as unknown as Server,
    )
    await new Promise<void>((done) => server.listen(0, '::', done))
    await new Promise<void>((done) => secured.listen(0, '::', done))
    port = (server.address() as AddressInfo).port
    securePort = (secured.address() as AddressInfo).port
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
    secured.close()
  })

  const dial = (url: string, guard: Parameters<typeof guardedDial>[1]) =>
    guardedDial(new URL(url), guard, AbortSignal.timeout(2000)).then(
      (socket) => {
        socket.destroy()
        return 'connected'
      },
      (error) => error.failure,
    )

  const call = (path: string, limits: { timeout?: number } = {}) =>
    createGuardedHttp({ ...open, ...limits }).post({
      url: `http://127.0.0.1:${port}${path}`,
      headers: {},
      body: '{}',
    })

  it('reaches the server where loopback is allowed, so that the rest of this table can fail', async () => {
    expect(await dial(`http://127.0.0.1:${port}`, open)).toBe('connected')
    expect(await dial(`http://localhost:${port}`, open)).toBe('connected')
    expect(await dial(`http://[::1]:${port}`, open)).toBe('connected')
    expect(connections).toBeGreaterThanOrEqual(3)
  })

  it.each(spellings)('refuses %s before a connection is made, over http and https', async (host) => {
    const before = connections
    expect(await dial(`http://${host}:${port}`, closed)).toBe('blocked')
    expect(await dial(`https://${host}:${securePort}`, closed)).toBe('blocked')
    expect(connections).toBe(before)
  })

  it.each([
    ['loopback', [loopback]],
    ['loopback in IPv6', [loopback6]],
    ['a mapped address', [mapped]],
    ['addresses of several families', [loopback6, loopback]],
    ['a private network and loopback', [unreachable, loopback]],
  ])('refuses a name that resolves to %s, even where loopback is allowed', async (_, addresses) => {
    const before = connections
    for (const allowLoopback of [true, false])
      for (const [scheme, at] of [
        ['http', port],
        ['https', securePort],
      ])
        expect(
          await dial(`${scheme}://rebound.example.org:${at}`, {
            allowLoopback,
            lookup: resolving(addresses),
          }),
        ).toBe('blocked')
    expect(connections).toBe(before)
  })

  it('looks at the address it dials, so that a name that is rebound in between gains nothing', async () => {
    const lookup = resolving([{ address: '93.184.216.34', family: 4 }], [loopback])
    await new Promise((done) => lookup('rebound.example.org', {}, done as never))
    const before = connections
    expect(await dial(`http://rebound.example.org:${port}`, { ...closed, lookup })).toBe('blocked')
    expect(connections).toBe(before)
  })

  it('proves itself first, and says when a runtime does not hold addresses against the list', async () => {
    await expect(proveGuard()).resolves.toBeUndefined()
    await expect(proveGuard(new BlockList())).rejects.toThrow('does not guard')
  })

  it('never calls what registration would refuse', async () => {
    const before = connections
    const post = createGuardedHttp(closed).post({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}' })
    await expect(post).rejects.toMatchObject({ failure: 'blocked' })
    expect(connections).toBe(before)
  })

  it('follows no redirect', async () => {
    seen.length = 0
    expect((await call('/elsewhere')).status).toBe(302)
    expect(seen).toEqual(['POST /elsewhere'])
  })

  it('knows no proxy', async () => {
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1')
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    expect(await call('/')).toEqual({ status: 429, retryAfter: '120', body: 'later' })
    vi.unstubAllEnvs()
  })

  it('gives up on silence, takes a status whose body never ends, and reads no more than 64 KB', async () => {
    await expect(call('/silent', { timeout: 200 })).rejects.toMatchObject({ failure: 'timeout' })
    expect(await call('/trickle', { timeout: 300 })).toMatchObject({ status: 200, body: 'so far' })
    expect((await call('/endless')).body).toHaveLength(64 * 1024)
  })

  it('names other ways to fail by a word', async () => {
    await expect(call('/hang-up')).rejects.toMatchObject({ failure: 'broken-off' })
    const nobodyThere = createGuardedHttp(open).post({ url: 'http://127.0.0.1:1/', headers: {}, body: '' })
    await expect(nobodyThere).rejects.toMatchObject({ failure: 'refused' })
    const plain = createGuardedHttp(open).post({ url: `https://127.0.0.1:${port}/`, headers: {}, body: '' })
    await expect(plain).rejects.toMatchObject({ failure: 'tls' })
  })

  it('speaks TLS with those whose certificate is good for the name, and with no others', async () => {
    const post = (host: string) =>
      createGuardedHttp(open).post({ url: `https://${host}:${securePort}/`, headers: {}, body: '{}' })
    await expect(post('localhost')).rejects.toMatchObject({ failure: 'tls' })
    const usual = getCACertificates('default')
    setDefaultCACertificates([localhost.cert])
    try {
      expect(await post('localhost')).toMatchObject({ status: 200, body: 'secured' })
      expect(await post('127.0.0.1')).toMatchObject({ status: 200, body: 'secured' })
      await expect(post('[::1]')).rejects.toMatchObject({ failure: 'tls' })
    } finally {
      setDefaultCACertificates(usual)
    }
  })
})
