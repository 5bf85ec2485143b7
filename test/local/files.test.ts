import { expect, it } from 'vitest'
import { announced, aPdf, pdf } from '../attachments/files.ts'
import { start } from './support/runtime.ts'

it('takes and hands out files at the door of the API, beside the API', async () => {
  const { deps, apiUrl } = await start()
  const file = { id: 'att_1', ...announced(aPdf()) }
  const { url, method, headers } = await deps.files.takeUp(file)
  expect(url.startsWith(`${apiUrl}/files/att_1?`)).toBe(true)
  const put = async (bytes: Buffer) =>
    (await fetch(url, { method, headers, body: new Uint8Array(bytes) })).status
  expect(await put(Buffer.alloc(3_000_000))).toBe(400)
  expect(await put(pdf())).toBe(200)
  const got = await fetch((await deps.files.handOut(file)).url)
  expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf())
  expect(got.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(got.headers.get('Content-Disposition')).toMatch(/^attachment;/)
  for (const path of ['/files/att_1', '/files/', '/files/..%2fkeys.json'])
    expect((await fetch(`${apiUrl}${path}`)).status).toBe(403)
  expect(await (await fetch(`${apiUrl}/elsewhere`)).text()).toBe('from the app')
})
