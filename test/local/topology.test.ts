import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import type { DynamoDBStreamEvent, SESEvent, SQSEvent } from 'aws-lambda'
import { describe, expect, inject, test } from 'vitest'
import { createTables, dynamoDbClient } from '../../infra/local/dynamodb.ts'
import { deadLettersOf, queueArn } from '../../infra/local/sqs.ts'
import { functions, queues, type Trigger, topology } from '../../infra/topology.ts'
import type { QueueName } from '../../shared/ports/queues.ts'
import { type TableDefinition, tableNames, tables } from '../../shared/storage/tables.ts'
import { recorder, start } from './support/runtime.ts'

describe('the local runtime leaves nothing of the topology out', () => {
  test.each(tableNames)('table %s has its keys, indexes, stream and expiry', async (name) => {
    const client = dynamoDbClient(inject('dynamoDbEndpoint'))
    const { [name]: TableName } = await createTables(client, 'topology-')
    const definition: TableDefinition = tables[name]
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }))
    client.destroy()
    const key = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ]
    expect(Table?.KeySchema).toEqual(key('pk', 'sk'))
    expect(Table?.StreamSpecification?.StreamEnabled ?? false).toBe(definition.stream ?? false)
    expect(TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' })
    expect(
      Object.fromEntries(
        (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => [
          IndexName,
          [KeySchema, Projection?.ProjectionType],
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(definition.indexes).map(([index, { partition, sort, projection }]) => [
          index,
          [key(partition, sort), projection],
        ]),
      ),
    )
  })

  test('every queue has its visibility and its dead letters', async () => {
    const { sqs } = await start()
    for (const [name, { visibility, maxReceives }] of Object.entries(queues)) {
      const attributes = async (queue: string) =>
        (
          await sqs.client.send(
            new GetQueueAttributesCommand({ QueueUrl: sqs.url(queue), AttributeNames: ['All'] }),
          )
        ).Attributes!
      const { VisibilityTimeout, RedrivePolicy } = await attributes(name)
      expect(VisibilityTimeout).toBe(String(visibility))
      expect(JSON.parse(RedrivePolicy!)).toEqual({
        deadLetterTargetArn: queueArn(deadLettersOf(name)),
        maxReceiveCount: maxReceives,
      })
      expect((await attributes(deadLettersOf(name))).QueueArn).toBe(queueArn(deadLettersOf(name)))
    }
  })

  test('every function is set off by each of its triggers', async () => {
    const recorders = Object.fromEntries(Object.keys(functions).map((name) => [name, recorder()]))
    const runtime = await start(
      Object.fromEntries(Object.entries(recorders).map(([name, { handler }]) => [name, handler])),
    )
    const setOff: Record<string, (name: string, trigger: never) => Promise<void>> = {
      http: async () => {
        expect(await (await fetch(runtime.apiUrl)).text()).toBe('from the app')
      },
      stream: async (name, { table }: Extract<Trigger, { on: 'stream' }>) => {
        await runtime.deps.store.write({ table, put: { pk: 'a', sk: name } })
        await runtime.settle()
        const records = (recorders[name]!.events as DynamoDBStreamEvent[]).flatMap(({ Records }) => Records)
        expect(records.filter(({ eventSource }) => eventSource === 'aws:dynamodb')).toMatchObject([
          { eventName: 'INSERT', dynamodb: { NewImage: { pk: { S: 'a' }, sk: { S: name } } } },
        ])
      },
      queue: async (name, { queue }: Extract<Trigger, { on: 'queue' }>) => {
        await runtime.deps.queues.send(queue as QueueName, [{ for: name }])
        await runtime.settle()
        const records = (recorders[name]!.events as SQSEvent[]).flatMap(({ Records }) => Records)
        expect(records.filter(({ eventSourceARN }) => eventSourceARN === queueArn(queue))).toMatchObject([
          {
            eventSource: 'aws:sqs',
            body: JSON.stringify({ for: name }),
            attributes: { ApproximateReceiveCount: '1' },
          },
        ])
      },
      schedule: async (name) => {
        await runtime.settle()
        expect(recorders[name]!.events[0]).toMatchObject({
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
        })
      },
      'inbound-mail': async (name) => {
        const answer = await fetch(`${runtime.mailboxUrl}/inbound`, {
          method: 'POST',
          headers: { 'content-type': 'message/rfc822' },
          body: 'From: a@example.org\r\nTo: b@example.org\r\nSubject: Hello\r\n\r\nIn short: yes\r\n',
        })
        const { messageId } = (await answer.json()) as { messageId: string }
        const [event] = recorders[name]!.events as SESEvent[]
        expect(event!.Records[0]!.ses.mail).toMatchObject({ messageId, commonHeaders: { subject: 'Hello' } })
        expect(event!.Records[0]!.ses.receipt).toMatchObject({ recipients: ['b@example.org'] })
        expect(Buffer.from(await runtime.deps.inbound.read(messageId)).toString()).toContain('In short: yes')
      },
    }
    for (const [name, { triggers }] of Object.entries(topology.functions))
      for (const trigger of triggers) await setOff[trigger.on]!(name, trigger as never)
  })

  test('a function without a handler is an error, not a silence', async () => {
    await expect(start({}, { handlers: {} })).rejects.toThrow('The function fan-out has no handler')
  })
})
