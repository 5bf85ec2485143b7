import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { AwsPlace } from '../../infra/operations/aws-place.ts'
import { listLetters } from '../../infra/operations/dead-letters/letters.ts'
import { redriveAll, redriveOne } from '../../infra/operations/dead-letters/redrive.ts'
import { openLocalPlace } from '../../infra/operations/local-place.ts'
import { topology } from '../../infra/topology.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'

/** An event of SES as it comes, with an address in many of its places. */
const bounce = {
  source: 'aws.ses',
  detail: {
    eventType: 'Bounce',
    mail: {
      messageId: '0102-aa',
      destination: ['reader@example.org'],
      commonHeaders: { subject: 'A secret' },
    },
    bounce: { bouncedRecipients: [{ emailAddress: 'reader@example.org' }] },
  },
}
const letters = {
  mail: { notificationId: 'ntf_1', chunk: 3 },
  'mail-events': bounce,
  webhooks: { endpointId: 'whk_1', eventId: 'evt_1', subject: 'alt_1' },
} as const

describe('dead letters on one machine', () => {
  /** A machine on which three messages have been given up. */
  const withDeadLetters = async () => {
    const settings = { ...testSettings, dataDir: temporaryDirectory() }
    const asleep = { ...topology, functions: {} }
    const runtime = await start({}, { settings, topology: asleep })
    for (const [queue, message] of Object.entries(letters))
      await runtime.sqs.client.send(
        new SendMessageCommand({
          QueueUrl: runtime.sqs.url(`${queue}-dead`),
          MessageBody: JSON.stringify(message),
        }),
      )
    return { runtime, settings }
  }

  it('are listed for what they are, without an address or a text, and stay where they are', async () => {
    const { runtime, settings } = await withDeadLetters()
    const place = await openLocalPlace(settings)
    const told = (await listLetters(place)).map(({ source, what }) => `${source}: ${what}`).sort()
    expect(told).toEqual([
      'mail-events: SES\'s word "Bounce" on the mail 0102-aa',
      'mail: the mails of chunk 3 of ntf_1',
      'webhooks: the event evt_1 for the endpoint whk_1',
    ])
    expect(runtime.sqs.depth('mail-dead')).toBe(1)
    await place.close()
  })

  it('are sent again while the program runs, one or all, and a second asking finds nothing to do', async () => {
    const { runtime, settings } = await withDeadLetters()
    const place = await openLocalPlace(settings)
    onTestFinished(() => place.close())
    expect(place.isRunning).toBe(true)
    const { id } = (await listLetters(place)).find(({ source }) => source === 'mail')!
    // What was looked at lies back after a second.
    await expect.poll(() => redriveOne(place, id), { timeout: 120_000 }).toBe('sent')
    expect(await redriveOne(place, id)).toBe('absent')
    const sentAgain = async () => {
      await redriveAll(place)
      return runtime.sqs.depth('webhooks') + runtime.sqs.depth('mail-events')
    }
    await expect.poll(sentAgain, { timeout: 120_000 }).toBe(2)
    expect(await redriveAll(place)).toEqual({ sent: 0, moving: [], left: 0 })
    expect(['mail', 'webhooks', 'mail-events'].map((queue) => runtime.sqs.depth(queue))).toEqual([1, 1, 1])
  })

  it('are sent again while it is at rest, and its next start works on them', async () => {
    const { runtime, settings } = await withDeadLetters()
    await runtime.stop()
    const place = await openLocalPlace(settings)
    expect(place.isRunning).toBe(false)
    expect(await redriveAll(place)).toMatchObject({ sent: 3, left: 0 })
    await place.close()
    const seen: unknown[] = []
    const again = await start(
      {
        mailer: async (event: { Records: { body: string }[] }) =>
          void seen.push(...event.Records.map(({ body }) => JSON.parse(body))),
      },
      { settings },
    )
    await again.settle()
    expect(seen).toEqual([letters.mail])
  })
})

describe('dead letters on AWS', () => {
  // Of these clients alone: those of other tests go on speaking with their engines.
  const clients = {
    sqs: new SQSClient({ region: 'eu-west-1' }),
    lambda: new LambdaClient({ region: 'eu-west-1' }),
  }
  const sqs = mockClient(clients.sqs)
  const lambda = mockClient(clients.lambda)
  const place = {
    ...clients,
    name: 'stack tocsin-prod',
    functionNames: { 'mail-replies': 'replies' },
    config: { queueUrls: { mail: 'mail-url' } },
    deadLetterUrls: { mail: 'mail-dead', 'events-stream': 'stream-dead', 'mail-replies': 'replies-dead' },
  } as unknown as AwsPlace

  const holding = (url: string, body: object) =>
    sqs
      .on(ReceiveMessageCommand, { QueueUrl: url })
      .resolvesOnce({
        Messages: [{ MessageId: `id-of-${url}`, Body: JSON.stringify(body), ReceiptHandle: 'r' }],
      })
      .resolves({ Messages: [] })

  beforeEach(() => {
    sqs.reset()
    lambda.reset()
    sqs.on(ReceiveMessageCommand).resolves({ Messages: [] })
    sqs.on(GetQueueAttributesCommand).resolves({
      Attributes: { QueueArn: 'arn:aws:sqs:eu-west-1:1:mail-dead', ApproximateNumberOfMessages: '4' },
    })
  })

  it('of a queue are moved by SQS itself', async () => {
    sqs.on(ListMessageMoveTasksCommand).resolves({ Results: [{ Status: 'COMPLETED' }] })
    expect(await redriveAll(place, 'mail')).toEqual({ sent: 0, moving: ['mail'], left: 0 })
    expect(sqs.commandCalls(StartMessageMoveTaskCommand)[0]!.args[0].input).toEqual({
      SourceArn: 'arn:aws:sqs:eu-west-1:1:mail-dead',
    })
  })

  it('are moved once, however often that is asked for', async () => {
    sqs.on(ListMessageMoveTasksCommand).resolves({ Results: [{ Status: 'RUNNING' }] })
    expect(await redriveAll(place, 'mail')).toMatchObject({ moving: ['mail'] })
    expect(sqs.commandCalls(StartMessageMoveTaskCommand)).toHaveLength(0)
  })

  it('of mail received are handed to their function once more', async () => {
    const event = { Records: [{ ses: { mail: { messageId: 'm1', source: 'reader@example.org' } } }] }
    holding('replies-dead', { requestPayload: event, responsePayload: { errorMessage: 'Failed' } })
    expect(await redriveAll(place, 'mail-replies')).toMatchObject({ sent: 1 })
    const { FunctionName, Payload } = lambda.commandCalls(InvokeCommand)[0]!.args[0].input
    expect([FunctionName, JSON.parse(String(Payload))]).toEqual(['replies', event])
    expect(sqs.commandCalls(DeleteMessageCommand)).toHaveLength(1)
  })

  it('of a stream say where events stood, and are left to a person', async () => {
    holding('stream-dead', { DDBStreamBatchInfo: { batchSize: 2 } })
    expect(await redriveAll(place, 'events-stream')).toMatchObject({ sent: 0, left: 1 })
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)).toHaveLength(1)
    expect(sqs.commandCalls(DeleteMessageCommand)).toHaveLength(0)
  })

  it('stay dead letters where sending them again fails', async () => {
    holding('mail-dead', letters.mail)
    sqs.on(SendMessageCommand).rejects(new Error('throttled'))
    await expect(redriveOne(place, 'id-of-mail-dead')).rejects.toThrow('throttled')
    expect(sqs.commandCalls(DeleteMessageCommand)).toHaveLength(0)
  })
})
