import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../../shared/deps.ts'
import type { Queues } from '../../../shared/ports/queues.ts'
import { asDelivered, type SesEvent } from './events.ts'

/** Puts SES's events onto the queue that hears of them, a few at a time, in their order. */
export interface Publisher {
  publish(events: readonly SesEvent[], at: Date): void
  readonly pending: number
  /** Puts out what is left. */
  stop(): Promise<void>
}

export const createPublisher = (queues: Queues, log: Log): Publisher => {
  let waiting: object[] = []
  let sending = 0
  let stopped = false
  let work: Promise<void> | undefined

  const drain = async () => {
    await sleep(10)
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      sending = batch.length
      try {
        await queues.send('mail-events', batch)
      } catch (error) {
        waiting = [...batch, ...waiting]
        log.error('Mail events could not be queued', { count: batch.length, error: (error as Error).name })
        if (stopped) break
        await sleep(1000)
      }
      sending = 0
    }
    sending = 0
    work = undefined
  }

  return {
    publish(events, at) {
      waiting.push(...events.map((event) => asDelivered(event, at)))
      work ??= drain()
    },
    get pending() {
      return waiting.length + sending
    },
    async stop() {
      stopped = true
      await work
    },
  }
}
