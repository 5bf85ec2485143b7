import type { Deps } from '../../shared/deps.ts'
import { type MailPort, MailRefused, type OutgoingMail } from '../../shared/ports/mail.ts'
import type { QueueName, Queues } from '../../shared/ports/queues.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import type { MemoryQueues } from './memory-queues.ts'
import type { Random } from './random.ts'
import { errors, type Meddling, Wire } from './wire.ts'
import type { World } from './world.ts'

/** How likely each fault is at each occasion; nothing happens once it is `calm`. */
export interface Weather {
  readonly store: number
  readonly kill: number
  readonly mail: number
  readonly queue: number
}

class Killed extends Error {
  override readonly name = 'Killed'
}

/** The faults of the engine, as real ones come: refused before, or carried out with the answer lost. */
const storeFault =
  (random: Random, weather: Weather): Meddling =>
  (_name, input) => {
    if (!random.chance(weather.store)) return undefined
    const actions = (input['TransactItems'] as unknown[] | undefined)?.length
    if (actions && random.chance(0.5)) return { before: errors.conflict(actions) }
    return random.chance(0.5) ? { before: errors.throttled() } : { after: errors.lost() }
  }

/**
 * One process of the house with side effects of its own on a shared world: its store, queues and mail fail as
 * the weather has it, and once it is killed nothing it does comes through any more.
 */
export const createProcess = (world: World, random: Random, weather: () => Weather) => {
  const wire = new Wire()
  let dead = false
  const mortal = () => {
    if (!dead && random.chance(weather().kill)) dead = true
    if (dead) throw new Killed()
  }
  wire.meddle = (name, input) => {
    try {
      mortal()
    } catch (error) {
      return { before: error as Error }
    }
    const fault = storeFault(random, weather())(name, input)
    // A process may also die after its write and before the answer.
    if (!fault && random.chance(weather().kill)) {
      dead = true
      return { after: new Killed() }
    }
    return fault
  }
  const patience = { attempts: 30, sleep: async () => {}, random: random.next }
  const store = createStore(wire.wrap(world.connect()), world.tables, patience)
  const deps: Deps = {
    ...world.deps,
    store,
    queues: createFaultyQueues(world.queues, random, weather, mortal),
    mail: createFaultyMail(world.mail, random, weather, mortal),
  }
  /** Runs one invocation; a killed process ends it, and is alive again for the next. */
  const run = async <T>(work: () => Promise<T>): Promise<T | 'killed'> => {
    dead = false
    try {
      const result = await work()
      return dead ? 'killed' : result
    } catch (error) {
      if (dead) return 'killed'
      throw error
    } finally {
      dead = false
    }
  }
  return { deps, wire, run }
}

const createFaultyQueues = (
  queues: MemoryQueues,
  random: Random,
  weather: () => Weather,
  mortal: () => void,
): Queues => ({
  async send(queue: QueueName, messages, delaySeconds) {
    mortal()
    for (const message of messages) {
      if (random.chance(weather().queue)) {
        // Lost, or delivered twice.
        if (random.chance(0.5)) continue
        await queues.send(queue, [message], delaySeconds)
      }
      await queues.send(queue, [message], delaySeconds)
    }
  },
})

const createFaultyMail = (
  mail: MailPort,
  random: Random,
  weather: () => Weather,
  mortal: () => void,
): MailPort => ({
  async send(outgoing: OutgoingMail) {
    mortal()
    if (!random.chance(weather().mail)) {
      const answer = await mail.send(outgoing)
      mortal()
      return answer
    }
    const fault = random.pick(['rate', 'unknown-sent', 'unknown-unsent', 'line'] as const)
    if (fault === 'rate') throw new MailRefused('rate', 'Throttling')
    if (fault === 'line') throw new MailRefused('line', 'AccountSendingPausedException')
    if (fault === 'unknown-sent') await mail.send(outgoing)
    throw new MailRefused('unknown', 'TimeoutError')
  },
  quota: () => mail.quota(),
  probe: () => mail.probe(),
  headerId: (messageId) => mail.headerId(messageId),
})
