import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backUp, restore } from '../../infra/operations/backup/backup.ts'
import { drill } from '../../infra/operations/backup/drill.ts'
import { topology } from '../../infra/topology.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'

const asleep = { ...topology, functions: {} }
const now = new Date('2026-11-26T12:00:00Z')
const later = new Date('2026-11-26T13:00:00Z')

const report = new TextEncoder().encode('What was seen')
const attached = {
  id: 'att_report',
  name: 'report.txt',
  type: 'text/plain',
  size: report.length,
  sha256: createHash('sha256').update(report).digest('hex'),
}

/** A machine that keeps rows, a hint, a mail, one received and a file. */
const furnished = async () => {
  const settings = { ...testSettings, dataDir: temporaryDirectory() }
  const runtime = await start({}, { settings, topology: asleep })
  const put = (pk: string) =>
    runtime.deps.store.write({ table: 'members', put: { pk, sk: 'a', list: [1, 'ü'] } })
  await put('before')
  await runtime.deps.queues.send('mail', [{ chunk: 1 }])
  await runtime.deps.mail.send({
    from: 'alerts@tocsin.example.org',
    to: 'reader@example.org',
    raw: Buffer.from(
      'From: alerts@tocsin.example.org\r\nTo: reader@example.org\r\nSubject: Kept\r\n\r\nText\r\n',
    ),
    tags: {},
  })
  const { method, url, headers } = await runtime.deps.files.takeUp(attached)
  expect((await fetch(url, { method, headers, body: report })).status).toBeLessThan(300)
  await fetch(`${runtime.mailboxUrl}/inbound`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: 'From: a@example.org\r\nTo: b@example.org\r\n\r\nIn\r\n',
  })
  return { runtime, settings, put, dataDir: settings.dataDir }
}

test('a copy taken while the program runs, a wreck, and everything is there again', async () => {
  const { runtime, settings, put, dataDir } = await furnished()
  const copy = join(temporaryDirectory(), 'backup')
  const { current } = runtime.deps.keys
  const signature = runtime.deps.keys.sign('link', 'text')
  await backUp(dataDir, copy, now)
  await put('after')
  await runtime.stop()
  rmSync(join(dataDir, 'keys.json'))
  writeFileSync(join(dataDir, 'dynamodb.sqlite'), 'spoilt')

  const { aside } = await restore(copy, dataDir, later)
  const again = await start({}, { settings, topology: asleep })
  expect(await again.deps.store.get('members', { pk: 'before', sk: 'a' })).toMatchObject({ list: [1, 'ü'] })
  expect(await again.deps.store.get('members', { pk: 'after', sk: 'a' })).toBeUndefined()
  expect(again.deps.keys.verify('link', current, 'text', signature)).toBe(true)
  expect([...again.mailbox.emails()]).toMatchObject([{ subject: 'Kept' }])
  expect(again.sqs.depth('mail')).toBe(1)
  expect(readdirSync(join(dataDir, 'inbound'))).toHaveLength(1)
  expect(await again.deps.files.read(attached.id)).toEqual(Buffer.from(report))
  // What was wrecked is still there, for whoever wants to look.
  expect(readFileSync(join(aside!, 'dynamodb.sqlite'), 'utf8')).toBe('spoilt')
})

test('a copy is for its owner alone', async () => {
  const { dataDir } = await furnished()
  const copy = join(temporaryDirectory(), 'backup')
  await backUp(dataDir, copy, now)
  expect(statSync(copy).mode & 0o777).toBe(0o700)
  for (const name of ['keys.json', 'dynamodb.sqlite', 'manifest.json'])
    expect(statSync(join(copy, name)).mode & 0o777).toBe(0o600)
})

test('nothing is touched by a damaged backup, nor while the program runs, and no backup is overwritten', async () => {
  const { runtime, dataDir } = await furnished()
  const copy = join(temporaryDirectory(), 'backup')
  await backUp(dataDir, copy, now)
  await expect(backUp(dataDir, copy, now)).rejects.toThrow(/is not empty/)
  await expect(restore(copy, dataDir, later)).rejects.toThrow(/is in use/)
  await runtime.stop()
  appendFileSync(join(copy, 'keys.json'), ' ')
  await expect(restore(copy, dataDir, later)).rejects.toThrow(/damaged: keys.json/)
  rmSync(join(copy, 'manifest.json'))
  await expect(restore(copy, dataDir, later)).rejects.toThrow(/no whole backup/)
  expect(existsSync(join(dataDir, 'keys.json'))).toBe(true)
})

test('the drill says what it did, and leaves the data alone', async () => {
  const { runtime, dataDir } = await furnished()
  await runtime.stop()
  const before = readFileSync(join(dataDir, 'dynamodb.sqlite'))
  const said: string[] = []
  const tables = await drill(dataDir, (line) => said.push(line))
  expect(tables['members']).toMatchObject({ rows: 1 })
  expect(said.map((line) => line.slice(0, 8).trim())).toEqual([
    'copied',
    'wrecked',
    'restored',
    ...Object.keys(topology.tables).map(() => 'the same'),
  ])
  expect(readFileSync(join(dataDir, 'dynamodb.sqlite')).equals(before)).toBe(true)
})
