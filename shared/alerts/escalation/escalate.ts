import type { Deps } from '../../deps.ts'
import { isPutOff } from '../../digests/repository.ts'
import { chunkPartition, isOpen } from '../../ledger/delivery.ts'
import { wasMeant } from '../../ledger/history.ts'
import { findSeal } from '../../ledger/manifest.ts'
import { loadChunk } from '../../ledger/repository.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { getSettings } from '../../settings/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { distinct } from '../../text.ts'
import { findAnswers } from '../answers/repository.ts'
import { isKeptFrom } from '../release/gate.ts'
import { askContacts, handOver, type InForce, mostAtOnce, type Pursued } from './carry-out.ts'
import { alertInForce } from './in-force.ts'
import { minutesOf } from './plan.ts'
import { findPursuits } from './repository.ts'
import type { EscalationStep } from './schema.ts'
import { decide, type Silent } from './whom.ts'

/** Minutes after which a step is due, and the time. */
interface Clock {
  readonly minutes: number
  readonly now: Date
}

type Loaded = NonNullable<Awaited<ReturnType<typeof loadChunk>>>

/**
 * Whom the ledger is done with; who still waits for the alert itself is not silent, and whom a revision overtook is
 * not asked about the one before. A translation that overtook it said the same.
 */
const settled = ({ chunk, deliveries }: Loaded, { translations = [] }: InForce['issue']) =>
  chunk.entries.filter(({ contactId }) => {
    const state = deliveries.get(contactId)?.state
    if (state === 'superseded') return translations.length > 0
    // Who reads it in the morning has said that it can wait.
    if (isPutOff(deliveries.get(contactId))) return false
    return state !== undefined && !isOpen(state)
  })

/** Whether somebody of a chunk still waits for the alert itself. */
const isUnsettled = ({ chunk, deliveries }: Loaded) =>
  chunk.entries.some(({ contactId }) => isOpen(deliveries.get(contactId)?.state ?? 'queued'))

/** Whether the time of a step has not come for those who were told when an embargo was over. */
const isTooEarly = (
  { waits }: InForce['issue'],
  { class: of }: Silent['organization'],
  { minutes, now }: Clock,
) => {
  const wait = waits.find((each) => each.class === of && each.ended === 'told')
  return wait !== undefined && now.getTime() < Date.parse(wait.until) + minutes * 60_000
}

/** Of a chunk of the manifest: the organizations that may know of it and have said nothing, or taken it back. */
const silentAmong = async (
  { store }: Deps,
  { alert: { id: alertId }, issue }: InForce,
  { loaded, clock }: { readonly loaded: Loaded; readonly clock: Clock },
): Promise<Silent[]> => {
  const told = Map.groupBy(loaded.chunk.entries, ({ organizationId }) => organizationId)
  const ids = distinct(settled(loaded, issue).map(({ organizationId }) => organizationId))
  const [organizations, answers, pursuits] = await Promise.all([
    findOrganizations(store, ids),
    findAnswers(store, alertId, ids),
    findPursuits(store, alertId, ids),
  ])
  return organizations
    .filter((organization) => !answers.get(organization.id)?.answer && !isKeptFrom(issue, organization))
    .filter((organization) => !isTooEarly(issue, organization, clock))
    .map((organization) => ({
      organization,
      told: new Set(told.get(organization.id)!.map(({ contactId }) => contactId)),
      pursuit: pursuits.get(organization.id),
    }))
}

interface Due {
  readonly step: EscalationStep
  readonly level: string
}

/** Who is to be asked, apart for those told before and those told anew, and who is handed to a person. */
const sorted = async (
  { store }: Deps,
  { issue }: InForce,
  { step, level }: Due,
  silent: readonly Silent[],
) => {
  const sides = { again: [] as Pursued[], anew: [] as Pursued[], over: [] as Pursued[] }
  for (const each of silent) {
    const decision = decide(step, level, each)
    const { organization, pursuit: before, told } = each
    if (decision.do === 'hand-over')
      sides.over.push({ organization, before, taken: { step: 'hand-over', because: 'silence' } })
    if (decision.do !== 'ask') continue
    const contactId = decision.contact.id
    const pursued: Pursued = { organization, before, taken: { step, because: 'silence', contactId } }
    // The rest of an organization may stand in another chunk.
    const wasTold = told.has(contactId) || (await wasMeant(store, contactId, issue.notificationId))
    sides[wasTold ? 'again' : 'anew'].push(pursued)
  }
  return sides
}

const batches = (pursued: readonly Pursued[], size: number) =>
  Array.from({ length: Math.ceil(pursued.length / size) }, (_, at) =>
    pursued.slice(at * size, (at + 1) * size),
  )

/** Takes the step for a chunk of the manifest; whoever came in between, or halted the alert, has it decided anew. */
const escalateAmong = (deps: Deps, alertId: string, due: Due, loaded: Loaded) =>
  onFreshRead(async () => {
    const inForce = await alertInForce(deps.store, alertId, deps.clock.now())
    if (!inForce || inForce.alert.halted || inForce.alert.content.level !== due.level) return
    const policy = (await getSettings(deps.store)).escalation[inForce.alert.content.level]
    const clock = { minutes: minutesOf(policy)[due.step], now: deps.clock.now() }
    const sides = await sorted(deps, inForce, due, await silentAmong(deps, inForce, { loaded, clock }))
    for (const pursued of batches(sides.again, mostAtOnce.ask))
      await askContacts(deps, inForce, { pursued, tellsAnew: false })
    for (const pursued of batches(sides.anew, mostAtOnce.ask))
      await askContacts(deps, inForce, { pursued, tellsAnew: true })
    for (const pursued of batches(sides.over, mostAtOnce.handOver)) await handOver(deps, inForce, pursued)
  })

/**
 * Takes a step for all who are silent, each organization once, whatever comes twice. Answers whether it is done
 * with; it is not while the alert is halted, not everybody is in its manifest yet, or who is to be called at the end
 * still waits for the alert itself.
 */
export const escalate = async (deps: Deps, alertId: string, due: Due): Promise<boolean> => {
  const inForce = await alertInForce(deps.store, alertId, deps.clock.now())
  if (!inForce || inForce.alert.content.level !== due.level) return true
  const { alert, issue } = inForce
  if (alert.halted || !(await findSeal(deps.store, issue.notificationId))) return false
  let isDone = true
  for (let chunk = 1; ; chunk++) {
    const loaded = await loadChunk(deps.store, chunkPartition(issue.notificationId, chunk))
    if (!loaded) return isDone
    await escalateAmong(deps, alertId, due, loaded)
    // After the last step nobody would call whom the alert has not reached by then.
    if (due.step === 'hand-over' && isUnsettled(loaded)) isDone = false
  }
}
