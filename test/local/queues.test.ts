import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { describe, expect, test, vi } from 'vitest'
import { deadLettersOf } from '../../infra/local/sqs.ts'
import { recorder, start, withQueue } from './support/runtime.ts'

const bodies = (events: unknown[]) =>
  (events as SQSEvent[]).map(({ Records }) => Records.map(({ body }) => JSON.parse(body)))

test('the engine answers this machine alone', async () => {
  const { sqs } = await start()
  const { port } = new URL(sqs.url('mail'))
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
  await expect(fetch(`http://127.0.0.2:${port}/health`)).rejects.toThrow()
})

describe('a queue', () => {
  test('hands over what is there, up to its batch, and forgets what was done', async () => {
    const feedback = recorder()
    const runtime = await start({ 'mail-feedback': feedback.handler })
    const messages = Array.from({ length: 230 }, (_, n) => ({ n }))
    await runtime.deps.queues.send('mail-events', messages)
    await runtime.settle()
    const batches = bodies(feedback.events)
    expect(batches.flat().sort((a, b) => a.n - b.n)).toEqual(messages)
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(100)
    expect(batches.length).toBeLessThan(115)
  })

  test('takes away only what a batch did; what it failed comes again', async () => {
    const failOnce = new Set(['{"n":2}'])
    const feedback = recorder(
      ({ Records }: SQSEvent): SQSBatchResponse => ({
        batchItemFailures: Records.filter(({ body }) => failOnce.delete(body)).map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      }),
    )
    const runtime = await start({ 'mail-feedback': feedback.handler })
    await runtime.deps.queues.send('mail-events', [{ n: 1 }, { n: 2 }, { n: 3 }])
    await runtime.settle()
    const seen = bodies(feedback.events)
      .flat()
      .map(({ n }) => n)
    expect(seen.toSorted()).toEqual([1, 2, 2, 3])
    expect((feedback.events.at(-1) as SQSEvent).Records[0]!.attributes.ApproximateReceiveCount).toBe('2')
  })

  test('gets the whole batch back from a function that throws', async () => {
    let failures = 1
    const feedback = recorder(() => {
      if (failures-- > 0) throw new Error('no')
    })
    const runtime = await start({ 'mail-feedback': feedback.handler })
    await runtime.deps.queues.send('mail-events', [{ n: 1 }, { n: 2 }])
    await runtime.settle()
    expect(
      bodies(feedback.events)
        .flat()
        .map(({ n }) => n)
        .toSorted(),
    ).toEqual([1, 1, 2, 2])
  })

  test('gets everything back from a function that fails messages it was not given', async () => {
    let strange = true
    const feedback = recorder(() => {
      const answer = strange ? { batchItemFailures: [{ itemIdentifier: 'nobody' }] } : undefined
      strange = false
      return answer
    })
    const runtime = await start({ 'mail-feedback': feedback.handler })
    await runtime.deps.queues.send('mail-events', [{ n: 1 }])
    await runtime.settle()
    expect(feedback.events).toHaveLength(2)
  })

  test('puts a message among its dead letters after its last receive', async () => {
    const mailer = recorder(() => {
      throw new Error('never')
    })
    const runtime = await start(
      { mailer: mailer.handler },
      { topology: withQueue('mail', { visibility: 1, maxReceives: 2 }) },
    )
    await runtime.deps.queues.send('mail', [{ chunk: 1 }])
    await vi.waitFor(() => expect(runtime.sqs.depth(deadLettersOf('mail'))).toBe(1), {
      timeout: 10_000,
      interval: 50,
    })
    expect(runtime.sqs.depth('mail')).toBe(0)
    expect(mailer.events).toHaveLength(2)
  })

  test('is worked on by no more than two batches at once', async () => {
    let now = 0
    let most = 0
    const mailer = async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 20))
      now--
    }
    const runtime = await start({ mailer })
    await runtime.deps.queues.send(
      'mail',
      Array.from({ length: 12 }, (_, n) => ({ n })),
    )
    await runtime.settle()
    expect(most).toBe(2)
  })
})
