import type { SQSEvent } from 'aws-lambda'
import { createHandler as createFanOut } from '../../functions/fan-out/handler.ts'
import { createHandler as createMailer } from '../../functions/mailer/handler.ts'
import { inParallel } from '../../shared/concurrency.ts'
import type { Deps } from '../../shared/deps.ts'
import { findSeal } from '../../shared/ledger/manifest.ts'
import { announceAlert } from './alert.ts'

const messageEvent = (message: object) =>
  ({
    Records: [{ messageId: 'bench', body: JSON.stringify(message), eventSource: 'aws:sqs' }],
  }) as unknown as SQSEvent

export interface Manifest {
  readonly notificationId: string
  readonly chunks: number
  readonly contacts: number
}

/** Fans an announced notification out through the function's own handler, as often as it hands on to itself. */
export const fanOut = async (deps: Deps, notificationId: string): Promise<Manifest> => {
  const handle = createFanOut(deps)
  for (;;) {
    const { batchItemFailures } = await handle(messageEvent({ notificationId }))
    if (batchItemFailures.length > 0) throw new Error('The fan-out failed')
    const seal = await findSeal(deps.store, notificationId)
    if (seal) return { notificationId, ...seal }
  }
}

/** A manifest of its own for everybody in the roster. */
export const newManifest = async (deps: Deps) => fanOut(deps, await announceAlert(deps))

export type Mailer = ReturnType<typeof createMailer>

/** Hands the hints of some chunks to the mailer's handler, so many at once. */
export const mailChunks = async (
  mailer: Mailer,
  { notificationId }: Manifest,
  chunks: readonly number[],
  width: number,
) => {
  await inParallel(width, chunks, async (chunk) => {
    const { batchItemFailures } = await mailer(messageEvent({ notificationId, chunk }))
    if (batchItemFailures.length > 0) throw new Error('A chunk failed')
  })
}

export const chunksOf = ({ chunks }: Manifest) => Array.from({ length: chunks }, (_, at) => at + 1)
