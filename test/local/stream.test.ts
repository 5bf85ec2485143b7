import type { DynamoDBBatchResponse, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { describe, expect, test } from 'vitest'
import { recorder, start } from './support/runtime.ts'

const keys = (events: unknown[]) =>
  (events as DynamoDBStreamEvent[]).map(({ Records }) => Records.map(({ dynamodb }) => dynamodb!.Keys!.sk!.S))

const row = (sk: string) => ({ table: 'events' as const, put: { pk: 'day', sk } })

describe('the stream of the events', () => {
  test('brings new rows in their order, in batches, and nothing of changes and removals', async () => {
    const fanOut = recorder()
    const { deps, settle } = await start({ 'fan-out': fanOut.handler })
    const names = Array.from({ length: 60 }, (_, n) => `${n}`.padStart(3, '0'))
    for (const name of names) await deps.store.write(row(name))
    await deps.store.write({ table: 'events', put: { pk: 'day', sk: '000', changed: true } })
    await deps.store.write({ table: 'events', delete: { pk: 'day', sk: '001' } })
    await settle()
    expect(keys(fanOut.events).flat()).toEqual(names)
    expect(Math.max(...keys(fanOut.events).map(({ length }) => length))).toBeLessThanOrEqual(25)
  })

  test('has each record in the shape that Lambda gives it', async () => {
    const fanOut = recorder()
    const { deps, settle } = await start({ 'fan-out': fanOut.handler })
    await deps.store.write({
      table: 'events',
      put: { pk: 'day', sk: 'a', count: 2, bytes: new Uint8Array([1, 2, 3]) },
    })
    await settle()
    expect(fanOut.events).toEqual([
      {
        Records: [
          {
            eventID: expect.any(String),
            eventName: 'INSERT',
            eventVersion: '1.1',
            eventSource: 'aws:dynamodb',
            awsRegion: 'eu-west-1',
            eventSourceARN: expect.stringContaining('table/events/stream/'),
            dynamodb: {
              ApproximateCreationDateTime: expect.any(Number),
              Keys: { pk: { S: 'day' }, sk: { S: 'a' } },
              NewImage: { pk: { S: 'day' }, sk: { S: 'a' }, count: { N: '2' }, bytes: { B: 'AQID' } },
              SequenceNumber: expect.any(String),
              SizeBytes: expect.any(Number),
              StreamViewType: 'NEW_IMAGE',
            },
          },
        ],
      },
    ])
  })

  test('goes back to the first record that a batch failed, and no further', async () => {
    const failing = new Set(['b'])
    const fanOut = recorder(
      ({ Records }: DynamoDBStreamEvent): DynamoDBBatchResponse => ({
        batchItemFailures: Records.filter(({ dynamodb }) => failing.delete(dynamodb!.Keys!.sk!.S!)).map(
          ({ dynamodb }) => ({ itemIdentifier: dynamodb!.SequenceNumber! }),
        ),
      }),
    )
    const { deps, settle } = await start({ 'fan-out': fanOut.handler })
    await deps.store.transact(['a', 'b', 'c'].map(row))
    await settle()
    const seen = keys(fanOut.events).flat()
    expect(seen.filter((name) => name === 'a')).toHaveLength(1)
    expect(seen.slice(-2)).toEqual(['b', 'c'])
    expect(seen.filter((name) => name === 'b')).toHaveLength(2)
  })

  test('brings a batch again when the function throws', async () => {
    let failures = 2
    const fanOut = recorder(() => {
      if (failures-- > 0) throw new Error('no')
    })
    const { deps, settle } = await start({ 'fan-out': fanOut.handler })
    await deps.store.write(row('a'))
    await settle()
    expect(keys(fanOut.events)).toEqual([['a'], ['a'], ['a']])
  })
})

test('settling waits for work that brings more work, and for what the clock finds due', async () => {
  const seen: string[] = []
  let due = true
  const runtime = await start({
    'fan-out': async (event: DynamoDBStreamEvent | SQSEvent) => {
      for (const record of event.Records)
        seen.push('body' in record ? 'expansion' : record.dynamodb!.Keys!.sk!.S!)
      if ('body' in event.Records[0]!) await runtime.deps.store.write(row('from-queue'))
      else if (seen.includes('from-clock') && !seen.includes('expansion'))
        await runtime.deps.queues.send('expansion', [{}])
    },
    clock: async () => {
      if (due) await runtime.deps.store.write(row('from-clock'))
      due = false
    },
  })
  await runtime.settle()
  expect(seen).toEqual(['from-clock', 'expansion', 'from-queue'])
})
