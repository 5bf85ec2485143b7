import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import type { Place } from '../place.ts'
import { whatIs } from './what.ts'

export interface Letter {
  readonly source: string
  readonly id: string
  readonly what: string
  /** When it was first put on its queue. */
  readonly sentAt: string
  readonly body: string
  readonly receiptHandle: string
}

/** Seconds for which nobody else sees what is looked at. */
const held = 60

/** An answer without messages may be chance; that many in a row are the end. */
const emptyEnough = 2

const asLetter = (source: string, { MessageId, Body = '', Attributes, ReceiptHandle }: Message): Letter => ({
  source,
  id: MessageId!,
  what: whatIs(source, Body),
  sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
  body: Body,
  receiptHandle: ReceiptHandle!,
})

/** Takes every dead letter of a source in hand, one after the other: no one sees it again for a minute. */
export async function* takeLetters({ sqs, deadLetterUrls }: Place, source: string): AsyncGenerator<Letter> {
  const QueueUrl = deadLetterUrls[source]
  const seen = new Set<string>()
  for (let empty = 0; empty < emptyEnough; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: held,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    )
    const fresh = Messages.filter(({ MessageId }) => !seen.has(MessageId!))
    empty = fresh.length === 0 ? empty + 1 : 0
    for (const message of fresh) {
      seen.add(message.MessageId!)
      yield asLetter(source, message)
    }
  }
}

/** Puts it back where it lay; one second, for not every engine can store none. */
export const layBack = ({ sqs, deadLetterUrls }: Place, { source, receiptHandle }: Letter) =>
  sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: deadLetterUrls[source],
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 1,
    }),
  )

export const discard = ({ sqs, deadLetterUrls }: Place, { source, receiptHandle }: Letter) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrls[source], ReceiptHandle: receiptHandle }))

/** Every dead letter there is, left where it lies. */
export const listLetters = async (place: Place): Promise<Letter[]> => {
  const listOf = async (source: string) => {
    const letters: Letter[] = []
    for await (const letter of takeLetters(place, source)) letters.push(letter)
    await Promise.all(letters.map((letter) => layBack(place, letter)))
    return letters
  }
  return (await Promise.all(Object.keys(place.deadLetterUrls).map(listOf))).flat()
}
