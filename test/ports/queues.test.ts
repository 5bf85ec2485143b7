import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createQueues, type QueueName } from '../../shared/ports/queues.ts'

const sqs = mockClient(SQSClient)
afterAll(() => sqs.restore())
const patience = { attempts: 4, sleep: async () => {}, random: () => 0.5 }
const urls = { mail: 'https://sqs.example.org/mail' } as Record<QueueName, string>
const queues = createQueues(new SQSClient({ region: 'eu-west-1' }), urls, patience)

const sentBodies = () =>
  sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args }) => args[0].input.Entries!.map(({ MessageBody }) => JSON.parse(MessageBody!)))

const failing = (Id: string) => ({ Id, SenderFault: false, Code: 'ServiceUnavailable' })

describe('the queues', () => {
  beforeEach(() => sqs.reset())

  it('sends ten at a time', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Failed: [], Successful: [] })
    await queues.send(
      'mail',
      Array.from({ length: 23 }, (_, chunk) => ({ chunk })),
    )
    const sizes = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries!.length)
    expect(sizes).toEqual([10, 10, 3])
  })

  it('sends again what a batch left out, and only that', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: [], Failed: [failing('1')] })
      .resolves({ Successful: [], Failed: [] })
    await queues.send('mail', [{ chunk: 1 }, { chunk: 2 }, { chunk: 3 }])
    expect(sentBodies()).toEqual([{ chunk: 1 }, { chunk: 2 }, { chunk: 3 }, { chunk: 2 }])
  })

  it('says so when a queue takes nothing, so that the agenda is left to find it', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [failing('0')] })
    await expect(queues.send('mail', [{ chunk: 1 }])).rejects.toThrow('mail takes no messages')
  })
})
