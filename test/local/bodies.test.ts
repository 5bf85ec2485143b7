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

test('a request without a body is answered', async () => {
  const { apiUrl } = await start({}, { app })
  const answer = await fetch(apiUrl, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([200, 'got '])
})
