import { expect, it } from 'vitest'
import { createHandler as createClock } from '../../functions/clock/handler.ts'
import { createHandler as createFanOut } from '../../functions/fan-out/handler.ts'
import { lapseOffer } from '../../shared/meetings/capacity/lapse.ts'
import { offerPlaces } from '../../shared/meetings/capacity/offer.ts'
import { createAlliance } from '../support/alliance.ts'
import { streamEvent } from '../support/pump.ts'
import { createRandom } from '../support/random.ts'
import { aRoster } from '../support/roster-file.ts'
import { errors, Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { aMeeting } from './gathering.ts'

const capacity = 40
const size = 100

interface Item {
  readonly contactId: string
  readonly answer: string | null
  readonly delegates?: number
  readonly place?: { readonly status: string; readonly position?: number }
}

/** A hundred contacts of ten members, on an engine whose transactions conflict, are throttled, or lose their answer. */
const begin = async (seed: number) => {
  const random = createRandom(seed)
  const wire = new Wire()
  const world = await createWorld({ engine: 'dynoxide', client: wire.wrap })
  const alliance = await createAlliance(world)
  const rows = Array.from({ length: size }, (_, at) => ({
    organization: `Member ${at % 10}`,
    email: `c${at}@example.org`,
  }))
  const csv = { 'Content-Type': 'text/csv' }
  await world.call(alliance.coordinator, 'POST', '/v1/organizations/import', aRoster(rows), csv)
  const { json } = await world.call(alliance.coordinator, 'POST', '/v1/meetings', aMeeting({ capacity }))
  const id = json.id as `mtg_${string}`
  const [fanOut, clock] = [createFanOut(world.deps), createClock(world.deps)]
  const drain = async () => {
    while (wire.stream.length > 0) await fanOut(streamEvent(wire.stream.splice(0)))
  }
  await drain()
  const board = async () => {
    const path = `/v1/meetings/${id}/rsvps?limit=200`
    return (await world.call(alliance.coordinator, 'GET', path)).json as {
      items: Item[]
      counts: { places: Record<string, number> }
    }
  }
  const stored = (prefix: string) => world.deps.store.query({ table: 'meetings', partition: id, prefix })
  const faults = { conflict: 0, throttled: 0, lost: 0 }
  const storm = () => {
    wire.meddle = (name, input) => {
      if (name !== 'TransactWriteCommand' || !random.chance(0.3)) return undefined
      const kind = random.pick(['conflict', 'conflict', 'throttled', 'lost'] as const)
      faults[kind]++
      if (kind === 'conflict') return { before: errors.conflict((input['TransactItems'] as []).length) }
      return kind === 'lost' ? { after: errors.lost() } : { before: errors.throttled() }
    }
  }
  const calm = () => {
    wire.meddle = () => undefined
  }
  const say = (contactId: string, said: object) =>
    world.call(alliance.coordinator, 'PUT', `/v1/meetings/${id}/rsvps/${contactId}`, said)
  return { random, world, id, drain, clock, board, stored, faults, storm, calm, say }
}

type Stage = Awaited<ReturnType<typeof begin>>

/** What must hold whenever nothing is under way: the counters are what the answers say, and the queue is who waits. */
const balance = async ({ board, stored }: Stage) => {
  const { items, counts } = await board()
  const [counter] = (await stored('counter')).items
  const queue = (await stored('queue#')).items
  const people = (...which: string[]) =>
    items
      .filter(({ answer, place }) => answer === 'accepted' && which.includes(place?.status ?? ''))
      .reduce((sum, { delegates = 0 }) => sum + delegates, 0)
  const waiting = items.filter(({ answer, place }) => answer === 'accepted' && place?.status === 'waiting')
  expect(counter!['places']).toBe(people('taken', 'offered'))
  expect(counter!['places']).toBeLessThanOrEqual(capacity)
  expect(counter!['waiting'] ?? 0).toBe(waiting.length)
  expect(queue.map(({ contactId }) => contactId).sort()).toEqual(
    waiting.map(({ contactId }) => contactId).sort(),
  )
  expect(queue.map(({ contactId }) => contactId)).toEqual(
    waiting.toSorted((a, b) => a.place!.position! - b.place!.position!).map(({ contactId }) => contactId),
  )
  return { items, counts: counts.places, queue }
}

/** The first that waits could not be offered what they ask for: no place lies idle that somebody could have. */
const noneLiesIdle = ({ counts, queue }: Awaited<ReturnType<typeof balance>>) => {
  const [first] = queue
  const free = capacity - counts['taken']! - counts['offered']!
  expect(first ? Number(first['delegates']) > free : true).toBe(true)
}

it.each([20_261_122, 7, 99])(
  'a hundred at once take exactly the places there are (seed %i)',
  async (seed) => {
    const stage = await begin(seed)
    const { random, world, id, board, say, storm, calm } = stage
    const report: string[] = []
    const note = (what: string, { counts }: Awaited<ReturnType<typeof balance>>) =>
      report.push(
        `${what.padEnd(34)} taken ${counts['taken']}, offered ${counts['offered']}, waiting ${counts['waiting']}, lapsed ${counts['lapsed']}`,
      )
    const everybody = (await board()).items.map(({ contactId }) => contactId)

    storm()
    const answers = await Promise.all(everybody.map((contactId) => say(contactId, { answer: 'accepted' })))
    calm()
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const first = await balance(stage)
    expect(first.counts).toEqual({ taken: 40, offered: 0, waiting: 60, lapsed: 0 })
    note('a hundred accept at once', first)

    // A look comes as often as it likes, while others decline, change their number and join again.
    storm()
    await Promise.all([
      ...everybody.map((contactId) =>
        say(contactId, {
          answer: random.chance(0.4) ? 'declined' : 'accepted',
          delegates: 1 + random.below(3),
        }),
      ),
      ...Array.from({ length: 5 }, () => offerPlaces(world.deps, id)),
    ])
    await offerPlaces(world.deps, id)
    calm()
    const second = await balance(stage)
    noneLiesIdle(second)
    note('all answer anew, five looks between', second)

    const offered = second.items.filter(({ place }) => place?.status === 'offered')
    const rows = await Promise.all(
      offered.map(({ contactId }) => world.deps.store.get('meetings', { pk: id, sk: `rsvp#${contactId}` })),
    )
    storm()
    // Of confirming and lapsing at once, exactly one wins; what was confirmed does not lapse.
    await Promise.all(
      rows.flatMap((row) => {
        const { contactId, place, delegates } = row as unknown as {
          contactId: `con_${string}`
          delegates: number
          place: { confirmBy: string }
        }
        const confirm = () => say(contactId, { answer: 'accepted', delegates })
        const lapse = () => lapseOffer(world.deps, id, { contactId, confirmBy: place.confirmBy })
        const course = random.pick(['confirmed', 'silent', 'both'] as const)
        if (course === 'both') return [confirm(), lapse()]
        return course === 'silent' ? [lapse()] : [confirm().then(lapse)]
      }),
    )
    await Promise.all(Array.from({ length: 3 }, () => offerPlaces(world.deps, id)))
    calm()
    const third = await balance(stage)
    noneLiesIdle(third)
    expect(third.counts['taken']).toBeGreaterThan(second.counts['taken']!)
    note('some confirm while others lapse', third)
    expect(Math.min(...Object.values(stage.faults))).toBeGreaterThan(0)
    report.push(`faults: ${JSON.stringify(stage.faults)}`)
    console.info(report.join('\n'))
  },
  240_000,
)

it('finds whose turn it is by the agenda alone, when the stream brings nothing', async () => {
  const { say, board, clock, drain, world } = await begin(1)
  const everybody = (await board()).items.map(({ contactId }) => contactId)
  await Promise.all(everybody.map((contactId) => say(contactId, { answer: 'accepted' })))
  const inside = (await board()).items.filter(({ place }) => place?.status === 'taken')
  for (const { contactId } of inside.slice(0, 5)) await say(contactId, { answer: 'declined' })
  world.clock.advance(60)
  await clock()
  await drain()
  expect((await board()).counts.places).toMatchObject({ taken: 35, offered: 5, waiting: 55 })
}, 240_000)
