import { connect } from 'node:net'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { expect, test } from 'vitest'
import { start } from './support/runtime.ts'

const app = () =>
  new Hono().use(bodyLimit({ maxSize: 10 })).post('/', async (c) => c.text(`got ${await c.req.text()}`))

const chunked = (...pieces: string[]) =>
  ({
    method: 'POST',
    body: ReadableStream.from(pieces.map((piece) => Buffer.from(piece))),
    duplex: 'half',
  }) as const

test('a request whose length nobody has said is read to its end', async () => {
  const { apiUrl } = await start({}, { app })
  const answer = await fetch(apiUrl, chunked('one', ' two'))
  expect([answer.status, await answer.text()]).toEqual([200, 'got one two'])
})

test('and refused once it is longer than allowed', async () => {
  const { apiUrl } = await start({}, { app })
  expect((await fetch(apiUrl, chunked('one two', ' three four'))).status).toBe(413)
})

/** As curl does: neither a length nor a body. */
const bare = (port: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    )
    let said = ''
    socket.on('data', (data) => (said += data))
    socket.once('end', () => resolve(said))
    socket.once('error', reject)
  })

test('a request without a body is answered', async () => {
  const { apiUrl } = await start({}, { app })
  expect(await bare(new URL(apiUrl).port)).toMatch(/^HTTP\/1\.1 200 [\s\S]*got $/)
})
