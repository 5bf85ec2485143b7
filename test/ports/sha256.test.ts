import { createHash, createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { Sha256 } from '../../shared/ports/sha256.ts'

const bytes = new TextEncoder().encode('…between other bytes…')
const inner = new DataView(bytes.buffer, 3, 10)
const own = bytes.slice(3, 13)

it('digests what it is given, in any of the shapes that the clients use', async () => {
  const hash = new Sha256()
  for (const part of ['text', bytes, inner, own.buffer]) hash.update(part)
  const expected = createHash('sha256').update('text').update(bytes).update(own).update(own).digest()
  expect(Buffer.from(await hash.digest())).toEqual(expected)
})

it.each([
  ['text', 'secret', 'secret'],
  ['bytes', own, own],
  ['a view', inner, own],
  ['a buffer', own.buffer, own],
])('signs with a key that is %s', async (_, key, plain) => {
  const hmac = new Sha256(key)
  hmac.update('text')
  expect(Buffer.from(await hmac.digest())).toEqual(createHmac('sha256', plain).update('text').digest())
})
