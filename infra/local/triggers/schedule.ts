import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventBridgeEvent } from 'aws-lambda'
import { localRegion } from '../dynamodb.ts'
import type { Trigger } from './queue.ts'

type ScheduledEvent = EventBridgeEvent<'Scheduled Event', object>

const asEvent = (name: string, now: Date): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: now.toISOString(),
  region: localRegion,
  resources: [`arn:aws:events:${localRegion}:000000000000:rule/${name}`],
  detail: {},
})

export interface Schedule extends Trigger {
  /** One tick now, after the one under way. */
  tick(): Promise<void>
}

/** Calls a function every so many milliseconds, never twice at once; a failed tick waits for the next. */
export const runSchedule = (
  name: string,
  every: number,
  now: () => Date,
  invoke: (event: ScheduledEvent) => Promise<unknown>,
): Schedule => {
  const stopping = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  const tick = async () => {
    const before = last
    last = (async () => {
      await before
      await invoke(asEvent(name, now())).catch(() => {})
    })()
    await last
  }
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(every, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) await tick()
    }
  })()
  return {
    tick,
    async stop() {
      stopping.abort()
      await loop
      await last
    },
  }
}
