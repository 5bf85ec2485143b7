import { setTimeout as sleep } from 'node:timers/promises'
import type { Wiring } from './wiring.ts'

interface Workplace extends Pick<Wiring, 'handed' | 'streams' | 'schedules'> {
  readonly queues: readonly string[]
  depth(queue: string): number
  /** Invocations under way. */
  readonly invocations: () => number
  /** Mail events not yet on their queue. */
  readonly events: () => number
}

const busy = (place: Workplace) => [
  ...place.queues.filter((queue) => place.depth(queue) > 0).map((queue) => `${queue}: ${place.depth(queue)}`),
  ...(place.events() > 0 ? [`mail events: ${place.events()}`] : []),
  ...(place.invocations() > 0 ? [`running: ${place.invocations()}`] : []),
]

const quiet = async (place: Workplace, deadline: number) => {
  const before = place.streams.map(({ drained }) => drained)
  // Two rounds without records: the first may have been under way before.
  const drained = () => place.streams.every((stream, at) => stream.drained >= before[at]! + 2)
  while (!drained() || busy(place).length > 0) {
    if (performance.now() > deadline)
      throw new Error(`Not settled: ${busy(place).join(', ') || 'a stream is behind'}`)
    await sleep(10)
  }
}

/**
 * Waits until every stream has been read to its end, every queue is empty and nothing runs, and a tick of
 * the clock brings no new work. Throws after `patience` milliseconds.
 */
export const settle = async (place: Workplace, patience = 30_000) => {
  const deadline = performance.now() + patience
  for (let before = -1; before !== place.handed(); ) {
    await quiet(place, deadline)
    before = place.handed()
    await Promise.all(place.schedules.map((schedule) => schedule.tick()))
    await quiet(place, deadline)
  }
}
