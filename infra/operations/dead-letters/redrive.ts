import { InvokeCommand } from '@aws-sdk/client-lambda'
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { queueNames } from '../../../shared/config.ts'
import type { QueueName } from '../../../shared/ports/queues.ts'
import type { AwsPlace } from '../aws-place.ts'
import type { LocalPlace } from '../local-place.ts'
import { discard, type Letter, layBack, takeLetters } from './letters.ts'

type Anywhere = AwsPlace | LocalPlace

const isAws = (place: Anywhere): place is AwsPlace => 'lambda' in place
const isQueue = (source: string): source is QueueName => queueNames.includes(source as QueueName)

/**
 * Sends it back to where it came from, and only then takes it off the dead letters: what happens in between makes it
 * come twice, which does no harm, as every message is a hint. False for what cannot be sent again.
 */
const sendAgain = async (place: Anywhere, letter: Letter): Promise<boolean> => {
  const { source, body } = letter
  if (isQueue(source))
    await place.sqs.send(
      new SendMessageCommand({ QueueUrl: place.config.queueUrls[source], MessageBody: body }),
    )
  else if (source === 'mail-replies' && isAws(place))
    await place.lambda.send(
      new InvokeCommand({
        FunctionName: place.functionNames['mail-replies'],
        InvocationType: 'Event',
        Payload: JSON.stringify(JSON.parse(body).requestPayload),
      }),
    )
  else return false
  await discard(place, letter)
  return true
}

export interface Redriven {
  readonly sent: number
  /** Queues that SQS moves by itself from now on. */
  readonly moving: readonly string[]
  /** What is left for a person, as where events stood in the stream. */
  readonly left: number
}

/** SQS moves a whole queue by itself, at most one move at a time; a second asking finds the first. */
const startMove = async ({ sqs, deadLetterUrls }: AwsPlace, source: string) => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: deadLetterUrls[source],
      AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
    }),
  )
  if (Attributes?.['ApproximateNumberOfMessages'] === '0') return false
  const SourceArn = Attributes!['QueueArn']!
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }))
  if (Results[0]?.Status !== 'RUNNING') await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))
  return true
}

const sendAllOf = async (place: Anywhere, source: string): Promise<Redriven> => {
  if (isAws(place) && isQueue(source))
    return { sent: 0, moving: (await startMove(place, source)) ? [source] : [], left: 0 }
  let sent = 0
  let left = 0
  for await (const letter of takeLetters(place, source)) {
    if (await sendAgain(place, letter)) sent++
    else {
      left++
      await layBack(place, letter)
    }
  }
  return { sent, moving: [], left }
}

/** Sends again all dead letters, or those of one source. */
export const redriveAll = async (place: Anywhere, source?: string): Promise<Redriven> => {
  const sources = source === undefined ? Object.keys(place.deadLetterUrls) : [source]
  const all = await Promise.all(sources.map((each) => sendAllOf(place, each)))
  return {
    sent: all.reduce((sum, { sent }) => sum + sent, 0),
    moving: all.flatMap(({ moving }) => moving),
    left: all.reduce((sum, { left }) => sum + left, 0),
  }
}

/** Sends again the one of this id; nothing where it is not, or no longer, there. */
export const redriveOne = async (place: Anywhere, id: string): Promise<'sent' | 'left' | 'absent'> => {
  for (const source of Object.keys(place.deadLetterUrls)) {
    const passed: Letter[] = []
    try {
      for await (const letter of takeLetters(place, source)) {
        if (letter.id === id) {
          const isSent = await sendAgain(place, letter)
          if (!isSent) passed.push(letter)
          return isSent ? 'sent' : 'left'
        }
        passed.push(letter)
      }
    } finally {
      await Promise.all(passed.map((letter) => layBack(place, letter)))
    }
  }
  return 'absent'
}
