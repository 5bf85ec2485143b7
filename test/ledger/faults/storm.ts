import { createHandler as createClock } from '../../../functions/clock/handler.ts'
import { createHandler as createFanOut } from '../../../functions/fan-out/handler.ts'
import { createHandler as createFeedback } from '../../../functions/mail-feedback/handler.ts'
import { feedbackMargin } from '../../../functions/mailer/doubt.ts'
import { createHandler as createMailer } from '../../../functions/mailer/handler.ts'
import { createProcess, type Weather } from '../../support/faults.ts'
import type { SentMail } from '../../support/memory-mail.ts'
import type { Message } from '../../support/memory-queues.ts'
import { queueEvent, sesEvent, streamEvent } from '../../support/pump.ts'
import type { Random } from '../../support/random.ts'
import type { Wire } from '../../support/wire.ts'
import type { World } from '../../support/world.ts'

const calm: Weather = { store: 0, kill: 0, mail: 0, queue: 0 }

const createWorker = (world: World, random: Random, weather: () => Weather) => {
  const { deps, wire, run } = createProcess(world, random, weather)
  return {
    wire,
    run,
    fanOut: createFanOut(deps),
    mailer: createMailer(deps),
    feedback: createFeedback(deps),
    clock: createClock(deps),
  }
}

type Worker = ReturnType<typeof createWorker>

/** Two processes of each function, bad weather, and whatever waits between them. */
export class Storm {
  readonly #world: World
  readonly #wire: Wire
  readonly #random: Random
  readonly #processes: Worker[]
  weather: Weather
  events: Record<string, unknown>[] = []
  messages: Message[] = []
  reports: { mail: SentMail; type: string }[] = []
  /** Mails whose `Send` event never arrives anywhere, or later than the mailer waits for it. */
  readonly silent = new Set<string>()
  readonly #heard = new Set<string>()
  #reported = 0

  constructor(world: World, wire: Wire, random: Random) {
    this.#world = world
    this.#wire = wire
    this.#random = random
    this.weather = {
      store: random.next() * 0.08,
      kill: random.next() * 0.01,
      mail: random.next() * 0.15,
      queue: random.next() * 0.3,
    }
    this.#reported = world.mail.sent.length
    this.#processes = [0, 1].map(() => createWorker(world, random, () => this.weather))
  }

  /** Takes in what was put on stream and queues since, and what SES has to say of new mails. */
  collect() {
    for (const wire of [this.#wire, ...this.#processes.map(({ wire }) => wire)])
      this.events.push(...wire.stream.splice(0))
    this.messages.push(...this.#world.queues.take())
    for (const mail of this.#world.mail.sent.slice(this.#reported)) {
      if (this.#random.chance(this.weather.queue / 4)) this.silent.add(mail.messageId)
      else this.reports.push({ mail, type: 'Send' }, { mail, type: 'Delivery' })
    }
    this.#reported = this.#world.mail.sent.length
  }

  /** Takes up to `most` of those that are ready; some come twice, once now and once later. */
  #takeSome<T>(from: T[], most: number, ready: (item: T) => boolean = () => true): T[] {
    const random = this.#random
    const taken = random.shuffle(from.filter(ready)).slice(0, 1 + random.below(most))
    for (const item of taken) {
      from.splice(from.indexOf(item), 1)
      if (random.chance(this.weather.queue / 2)) from.push(item)
    }
    return taken
  }

  /** One process handles some of what waits; what it fails at or dies over waits again. */
  async #step(which: Worker, kind: 'stream' | 'queue' | 'report') {
    if (kind === 'stream') {
      const some = this.#takeSome(this.events, 3)
      if (some.length === 0 || this.#random.chance(this.weather.queue / 3)) return
      const answer = await which.run(() => which.fanOut(streamEvent(some)))
      if (answer === 'killed' || answer.batchItemFailures.length > 0) this.events.push(...some)
    } else if (kind === 'report') {
      const some = this.#takeSome(this.reports, 20)
      if (some.length === 0) return
      const bodies = some.map(({ mail, type }) =>
        sesEvent(mail, type, type === 'Delivery' ? { delivery: {} } : {}),
      )
      const answer = await which.run(() => which.feedback(queueEvent(bodies)))
      if (answer === 'killed' || answer.batchItemFailures.length > 0) this.reports.push(...some)
      else for (const { mail, type } of some) if (type === 'Send') this.#heard.add(mail.messageId)
    } else {
      const [some] = this.#takeSome(this.messages, 1, this.#world.queues.isDue)
      if (!some) return
      const handler = some.queue === 'expansion' ? which.fanOut : which.mailer
      const answer = await which.run(() => handler(queueEvent([some.message])))
      if (answer === 'killed' || answer.batchItemFailures.length > 0) this.messages.push(some)
    }
  }

  /** Both processes at once, each at something. */
  async gust() {
    this.collect()
    const kinds = ['stream', 'queue', 'queue', 'report'] as const
    await Promise.all(this.#processes.map((which) => this.#step(which, this.#random.pick(kinds))))
  }

  async tick(seconds: number) {
    this.#world.clock.advance(seconds)
    const tooLate = this.#world.clock.now().getTime() - feedbackMargin
    for (const { mail } of this.reports)
      if (!this.#heard.has(mail.messageId) && Date.parse(mail.at) < tooLate) this.silent.add(mail.messageId)
    await this.#processes[0]!.run(() => this.#processes[0]!.clock())
  }

  /** The weather clears; everything that was only late arrives, and the clock goes on until nothing is open. */
  async clear(isDone: () => Promise<boolean>) {
    this.weather = calm
    for (let minute = 0; minute < 60; minute++) {
      for (
        this.collect();
        this.events.length + this.reports.length > 0 || this.messages.some(this.#world.queues.isDue);
        this.collect()
      ) {
        await this.#step(this.#processes[0]!, 'report')
        await this.#step(this.#processes[1]!, 'stream')
        await this.#step(this.#processes[0]!, 'queue')
      }
      if (await isDone()) return
      await this.tick(121)
      const probe = {
        messageId: 'probe',
        to: 'nobody',
        from: 'us',
        raw: new Uint8Array(),
        tags: {},
        at: this.#world.clock.now().toISOString(),
      }
      this.reports.push({ mail: probe, type: 'Send' })
    }
    throw new Error('The ledger did not come to rest')
  }
}
