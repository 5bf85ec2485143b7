import { isOpen } from '../../../shared/ledger/delivery.ts'
import { type Alliance, createAlliance } from '../../support/alliance.ts'
import { createPump } from '../../support/pump.ts'
import { createRandom } from '../../support/random.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld, type World } from '../../support/world.ts'
import { checkCorrection, checkLedger, type Ledger } from './promises.ts'
import { Storm } from './storm.ts'

const size = 30

/** How many schedules are tried of each story, and from which seed; what fails names its own. */
export const schedules = Number(process.env['SCHEDULES'] ?? 100)
export const firstSeed = Number(process.env['SEED'] ?? 20_261_122)

const ledgersOf = async (world: World, { coordinator }: Alliance, id: string): Promise<Ledger[]> => {
  const path = `/v1/alerts/${id}/deliveries`
  const { notifications } = (await world.call(coordinator, 'GET', path)).json
  return Promise.all(
    notifications.map(
      async (each: { id: string }) =>
        (await world.call(coordinator, 'GET', `${path}?limit=200&notification=${each.id}`)).json,
    ),
  )
}

const isAtRest = ({ sealed, items, counts }: Ledger) =>
  sealed && items.every(({ state }) => !isOpen(state as never)) && !counts['queued'] && !counts['sending']

/**
 * Sends an alert to thirty contacts through one schedule of faults after another, and checks at each end what is
 * promised of every notification. If `corrected`, a correction is issued halfway through.
 */
export const drive = async ({ corrected }: { corrected: boolean }) => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const alliance = await createAlliance(world)
  const members = await alliance.members(size)
  const expected = members.flatMap(({ contacts }) => contacts.map(({ id }) => id))
  await createPump(world, wire).drain()
  const weather = async (seed: number) => {
    const random = createRandom(seed)
    const { id } = await alliance.draft()
    await alliance.release(id)
    const storm = new Storm(world, wire, random)
    const gusts = 10 + random.below(40)
    for (let gust = 0; gust < gusts; gust++) {
      await storm.gust()
      if (random.chance(0.15)) await storm.tick(random.below(90))
      if (corrected && gust === Math.floor(gusts / 2)) {
        world.clock.advance(1)
        await world.call(alliance.coordinator, 'POST', `/v1/alerts/${id}/update`, { level: 'emergency' })
        await alliance.release(id)
      }
    }
    await storm.clear(async () => (await ledgersOf(world, alliance, id)).every(isAtRest))
    const all = await ledgersOf(world, alliance, id)
    for (const ledger of all) checkLedger(world, storm, ledger, expected)
    const [correction, original] = all
    if (corrected) checkCorrection(world, correction!, original!)
  }
  for (let seed = firstSeed; seed < firstSeed + schedules; seed++)
    await weather(seed).catch((error: Error) => {
      throw new Error(`Seed ${seed}: ${error.message}`, { cause: error })
    })
}
