import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { topology } from '../../infra/topology.ts'
import { keyringSchema } from '../../shared/keyring.ts'
import { recorder, start, temporaryDirectory, testSettings } from './support/runtime.ts'

const kept = () => ({ settings: { ...testSettings, dataDir: temporaryDirectory() } })

/** Nothing is handed to any function. */
const asleep = { ...topology, functions: {} }

const mail = (to: string) => ({
  from: 'alerts@tocsin.example.org',
  to,
  raw: Buffer.from(`From: alerts@tocsin.example.org\r\nTo: ${to}\r\nSubject: Kept\r\n\r\nText\r\n`),
  tags: {},
})

test('rows, mails, inbound mails and keys are there again after a restart', async () => {
  const plan = kept()
  const first = await start({}, plan)
  await first.deps.store.write({ table: 'members', put: { pk: 'a', sk: 'b', name: 'Kept' } })
  await first.deps.mail.send(mail('reader@example.org'))
  const body = 'From: a@example.org\r\nTo: b@example.org\r\n\r\nIn\r\n'
  const headers = { 'content-type': 'message/rfc822' }
  const answer = await fetch(`${first.mailboxUrl}/inbound`, { method: 'POST', headers, body })
  const { messageId } = (await answer.json()) as { messageId: string }
  const signature = first.deps.keys.sign('link', 'text')
  await first.settle()
  await first.stop()

  const second = await start({}, plan)
  expect(await second.deps.store.get('members', { pk: 'a', sk: 'b' })).toMatchObject({ name: 'Kept' })
  expect([...second.mailbox.emails()]).toMatchObject([
    { subject: 'Kept', destination: { to: ['reader@example.org'] } },
  ])
  expect(Buffer.from(await second.deps.inbound.read(messageId)).toString()).toBe(body)
  expect(second.deps.keys.verify('link', second.deps.keys.current, 'text', signature)).toBe(true)
})

test('the stream goes on where it ended, with what was written meanwhile', async () => {
  const plan = kept()
  const before = recorder()
  const first = await start({ 'fan-out': before.handler }, plan)
  await first.deps.store.write({ table: 'events', put: { pk: 'day', sk: 'before' } })
  await first.settle()
  await first.stop()
  const unheard = await start({}, { ...plan, topology: asleep })
  await unheard.deps.store.write({ table: 'events', put: { pk: 'day', sk: 'meanwhile' } })
  await unheard.stop()

  const after = recorder()
  const second = await start({ 'fan-out': after.handler }, plan)
  await second.settle()
  const seen = (after.events as DynamoDBStreamEvent[]).flatMap(({ Records }) => Records)
  expect(before.events).toHaveLength(1)
  expect(seen.map(({ dynamodb }) => dynamodb!.Keys!.sk!.S)).toEqual(['meanwhile'])
})

test('a message that was held when the process ended comes again at once, and is counted', async () => {
  const plan = kept()
  const held = Promise.withResolvers<void>()
  const first = await start({}, { ...plan, topology: asleep })
  await first.deps.queues.send('mail', [{ chunk: 1 }])
  await first.sqs.client.send(new ReceiveMessageCommand({ QueueUrl: first.sqs.url('mail') }))
  await first.stop()

  const mailer = recorder(() => held.resolve())
  const second = await start({ mailer: mailer.handler }, plan)
  await held.promise
  await second.settle()
  expect(mailer.events).toMatchObject([
    { Records: [{ body: '{"chunk":1}', attributes: { ApproximateReceiveCount: '2' } }] },
  ])
})

test('a stop lets the work under way come to its end', async () => {
  const begun = Promise.withResolvers<void>()
  let finished = false
  const runtime = await start({
    mailer: async () => {
      begun.resolve()
      await new Promise((resolve) => setTimeout(resolve, 200))
      finished = true
    },
  })
  await runtime.deps.queues.send('mail', [{ chunk: 1 }])
  await begun.promise
  await runtime.stop()
  expect(finished).toBe(true)
  await expect(fetch(runtime.apiUrl)).rejects.toThrow()
})

test('what is kept is for its owner alone', async () => {
  const plan = kept()
  const { dataDir } = plan.settings
  const runtime = await start({}, plan)
  await runtime.stop()
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'keys.json')).mode & 0o777).toBe(0o600)
  expect(keyringSchema.safeParse(JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'))).success).toBe(
    true,
  )
  expect(readdirSync(dataDir)).not.toContain('dynamodb.sqlite-wal')
})

test('two programs never work on the same data', async () => {
  const plan = kept()
  await start({}, plan)
  await expect(start({}, plan)).rejects.toThrow(/^DATA_DIR .* is in use by another Tocsin$/)
})
