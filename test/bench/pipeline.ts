import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SQSEvent } from 'aws-lambda'
import { createHandler as createFanOut } from '../../functions/fan-out/handler.ts'
import { createHandler as createMailer } from '../../functions/mailer/handler.ts'
import { inParallel } from '../../shared/concurrency.ts'
import type { Deps } from '../../shared/deps.ts'
import { findSeal } from '../../shared/ledger/manifest.ts'
import type { OutgoingMail } from '../../shared/ports/mail.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import { announceAlert } from './alert.ts'
import { type Tally, tallyOn } from './tally.ts'

const messageEvent = (message: object) =>
  ({
    Records: [{ messageId: 'bench', body: JSON.stringify(message), eventSource: 'aws:sqs' }],
  }) as unknown as SQSEvent

export interface Manifest {
  readonly notificationId: string
  readonly chunks: number
  readonly contacts: number
}

/** Fans an alert out to everybody in the roster, through the function's own handler. */
const fanOut = async (deps: Deps, notificationId: string): Promise<Manifest> => {
  const handle = createFanOut(deps)
  for (;;) {
    const { batchItemFailures } = await handle(messageEvent({ notificationId }))
    if (batchItemFailures.length > 0) throw new Error('The fan-out failed')
    const seal = await findSeal(deps.store, notificationId)
    if (seal) return { notificationId, chunks: seal.chunks, contacts: seal.contacts }
  }
}

export const newManifest = async (deps: Deps) => fanOut(deps, await announceAlert(deps))

export type Mailer = ReturnType<typeof createMailer>

/** Hands the hints of chunks to the mailer's handler, so many at once. */
export const mailChunks = async (
  mailer: Mailer,
  { notificationId, chunks }: Manifest,
  width: number,
  from = 1,
) => {
  const numbers = Array.from({ length: chunks - from + 1 }, (_, at) => from + at)
  await inParallel(width, numbers, async (chunk) => {
    const { batchItemFailures } = await mailer(messageEvent({ notificationId, chunk }))
    if (batchItemFailures.length > 0) throw new Error('A chunk failed')
  })
}

/** What the work itself asked of AWS, and every mail it sent. */
export interface Counted {
  readonly manifest: Manifest
  readonly fanOut: Tally
  readonly mailing: Tally
  readonly mails: readonly OutgoingMail[]
}

/** Sends one alert to everybody and counts what that takes. */
export const countOnce = async (deps: Deps): Promise<Counted> => {
  const client = new DynamoDBClient()
  const tally = tallyOn(client)
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  const mails: OutgoingMail[] = []
  const counted: Deps = {
    ...deps,
    store: createStore(document, deps.config.tables, {
      attempts: 3,
      sleep: deps.clock.sleep,
      random: Math.random,
    }),
    mail: {
      ...deps.mail,
      send(mail) {
        mails.push(mail)
        return deps.mail.send(mail)
      },
    },
  }
  const notificationId = await announceAlert(deps)
  const manifest = await fanOut(counted, notificationId)
  const fanOutTally = tally.take()
  await mailChunks(createMailer(counted), manifest, 1)
  const mailing = tally.take()
  client.destroy()
  return { manifest, fanOut: fanOutTally, mailing, mails }
}
