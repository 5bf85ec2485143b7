import type { Clock } from '../../shared/deps.ts'
import type { QueueName, Queues } from '../../shared/ports/queues.ts'

export interface Message {
  readonly queue: QueueName
  readonly message: object
  readonly delaySeconds?: number
  /** Before this moment nobody receives it. */
  readonly visibleAt: number
}

/** Queues in memory: what was sent, in order, until a test takes it. */
export class MemoryQueues implements Queues {
  readonly sent: Message[] = []
  readonly #clock: Clock
  constructor(clock: Clock) {
    this.#clock = clock
  }

  async send(queue: QueueName, messages: readonly object[], delaySeconds = 0) {
    const visibleAt = this.#clock.now().getTime() + delaySeconds * 1000
    const later = delaySeconds > 0 ? { delaySeconds } : {}
    for (const message of messages)
      this.sent.push({ queue, message: structuredClone(message), visibleAt, ...later })
  }

  #remove(taken: readonly Message[]) {
    for (const each of taken) this.sent.splice(this.sent.indexOf(each), 1)
    return taken
  }

  /** Takes everything off, or everything of one queue, however long it was to wait. */
  take(queue?: QueueName) {
    return this.#remove(this.sent.filter((each) => !queue || each.queue === queue))
  }

  isDue = ({ visibleAt }: Message) => visibleAt <= this.#clock.now().getTime()

  /** Takes off what may be received by now. */
  takeDue() {
    return this.#remove(this.sent.filter(this.isDue))
  }
}
