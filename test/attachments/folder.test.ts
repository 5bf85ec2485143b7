import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openFiles } from '../../infra/local/files/open.ts'
import { createKeyring } from '../../shared/keyring.ts'
import { TestClock } from '../support/clock.ts'
import { testKeys } from '../support/world.ts'
import { announced, aPdf, pdf } from './files.ts'

const open = (keys = testKeys) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-files-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const clock = new TestClock('2026-11-22T09:00:00Z')
  const publicUrl = 'https://tocsin.example.org'
  const files = openFiles({ dataDir, publicUrl, keys: createKeyring(keys), now: () => clock.now() })
  const ask = async (url: string | URL, init: RequestInit = {}) =>
    (await files.fetch(new Request(url, init)))!
  return { files, ask, clock, kept: () => readdirSync(join(dataDir, 'files')), dataDir }
}

const file = { id: 'att_1', ...announced(aPdf()) }
const bytes = new Uint8Array(pdf())

it('takes the bytes that were announced, and no others, by that address', async () => {
  const { files, ask, kept, dataDir } = open()
  const { url, headers } = await files.takeUp(file)
  const put = (body: Uint8Array<ArrayBuffer>, change: object = {}, to: string | URL = url) =>
    ask(to, { method: 'PUT', headers: { ...headers, ...change }, body })
  const other = new Uint8Array(pdf('What was sewn'))
  expect((await put(other)).status).toBe(400)
  expect((await put(bytes.slice(1))).status).toBe(400)
  expect((await put(new Uint8Array(40_000_000))).status).toBe(400)
  expect((await put(bytes, { 'Content-Type': 'text/html' })).status).toBe(400)
  expect(kept()).toEqual([])
  for (const [name, value] of [
    ['type', 'text/html'],
    ['size', '40000000'],
    ['sha256', announced({ ...aPdf(), bytes: Buffer.from(other) }).sha256],
    ['until', '2030-01-01T00:00:00.000Z'],
    ['key', 'k9'],
    ['signature', ''],
    ['disposition', 'inline'],
  ] as const) {
    const changed = new URL(url)
    changed.searchParams.set(name, value)
    expect((await put(other, {}, changed)).status).toBe(403)
  }
  for (const path of ['att_2', 'att_1%2f..%2fatt_2', '..%2f..%2fkeys.json', '%2e%2e/keys.json', 'att_1/x']) {
    const elsewhere = new URL(url.replace('/files/att_1', `/files/${path}`))
    expect((await files.fetch(new Request(elsewhere, { method: 'PUT', body: bytes })))?.status ?? 403).toBe(
      403,
    )
  }
  expect(kept()).toEqual([])
  expect((await put(bytes)).status).toBe(200)
  expect((await put(bytes)).status).toBe(200)
  expect(kept()).toEqual(['att_1'])
  expect(statSync(join(dataDir, 'files', 'att_1')).mode & 0o777).toBe(0o600)
})

it('hands them out for a moment, as something to save, never as a page', async () => {
  const { files, ask, clock } = open()
  const { url: upload, headers } = await files.takeUp(file)
  const { url } = await files.handOut(file)
  expect((await ask(url)).status).toBe(404)
  await ask(upload, { method: 'PUT', headers, body: bytes })
  const got = await ask(url)
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes)
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment; filename="report.pdf"/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  })
  const inline = new URL(url)
  inline.searchParams.set('disposition', 'inline')
  for (const wrong of [inline, upload, url.replace('att_1', 'att_2')])
    expect((await ask(wrong)).status).toBe(403)
  for (const method of ['PUT', 'DELETE', 'POST']) expect((await ask(url, { method })).status).toBe(403)
  clock.advance(61)
  expect((await ask(url)).status).toBe(403)
  clock.advance(3600)
  expect((await ask(upload, { method: 'PUT', headers, body: bytes })).status).toBe(403)
})

it('keeps nothing of an upload that broke off, and no address of a key that is gone', async () => {
  const { files, ask, kept } = open()
  const { url, headers } = await files.takeUp(file)
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(bytes.slice(0, 9)),
    pull: (controller) => controller.error(new Error('The line broke')),
  })
  const broken = ask(url, { method: 'PUT', headers, body, duplex: 'half' } as RequestInit)
  await expect(broken).rejects.toThrow('The line broke')
  expect(kept()).toEqual([])
  const later = open({ current: 'k1', k1: Buffer.alloc(32, 8).toString('base64') })
  expect((await later.ask(url, { method: 'PUT', headers, body: bytes })).status).toBe(403)
  expect(await files.read('att_none')).toBeUndefined()
  await files.remove('att_none')
  await expect(async () => files.read('../keys.json')).rejects.toThrow('No file has such an id')
})
