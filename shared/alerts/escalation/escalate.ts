import type { Deps } from '../../deps.ts'
import { isPutOff } from '../../digests/repository.ts'
import { chunkPartition, isOpen } from '../../ledger/delivery.ts'
import { chunkWaits } from '../../ledger/gate.ts'
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
import { knownSince, type Loaded } from './since.ts'
import { decide, type Silent } from './whom.ts'

/** Minutes after which a step is due, and the time. */
interface Clock {
  readonly minutes: number
  readonly now: Date
}

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

/** Mails do not leave in one moment: who is nearly due is asked with the others, not by the next look. */
const nearly = 0.9

const isDue = (since: number, { minutes, now }: Clock) => now.getTime() >= since + minutes * 60_000 * nearly

/** Of a chunk of the manifest: the organizations that may know of it and have said nothing, or taken it back. */
const silentAmong = async (
  { store }: Deps,
  { alert: { id: alertId }, issue }: InForce,
  loaded: Loaded,
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
    .map((organization) => ({
      organization,
      told: new Set(told.get(organization.id)!.map(({ contactId }) => contactId)),
      pursuit: pursuits.get(organization.id),
    }))
}

interface Due {
  readonly step: EscalationStep
  readonly level: string
  /** Whether somebody wants it now, however short a while the silent have known. */
  readonly atOnce?: boolean
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

/**
 * Takes the step for a chunk of the manifest; whoever came in between, or halted the alert, has it decided anew.
 * Answers whether the time of all of them had come.
 */
const escalateAmong = (deps: Deps, alertId: string, due: Due, loaded: Loaded): Promise<boolean> =>
  onFreshRead(async () => {
    const inForce = await alertInForce(deps.store, alertId, deps.clock.now())
    if (!inForce || inForce.alert.content.level !== due.level) return true
    if (inForce.alert.halted) return false
    const policy = (await getSettings(deps.store)).escalation[inForce.alert.content.level]
    const minutes = due.atOnce ? 0 : minutesOf(policy)[due.step]
    const clock = { minutes, now: deps.clock.now() }
    const since = await knownSince(deps.store, loaded)
    const silent = await silentAmong(deps, inForce, loaded)
    const ripe = silent.filter(({ organization }) => isDue(since.get(organization.id)!, clock))
    const sides = await sorted(deps, inForce, due, ripe)
    for (const pursued of batches(sides.again, mostAtOnce.ask))
      await askContacts(deps, inForce, { pursued, tellsAnew: false })
    for (const pursued of batches(sides.anew, mostAtOnce.ask))
      await askContacts(deps, inForce, { pursued, tellsAnew: true })
    for (const pursued of batches(sides.over, mostAtOnce.handOver)) await handOver(deps, inForce, pursued)
    return ripe.length === silent.length
  })

/**
 * Takes a step for all who are silent, each organization once, whatever comes twice. Answers whether it is done
 * with; it is not while the alert is halted, not everybody is in its manifest yet, or somebody still waits for the
 * alert itself or has known of it for less than the step allows. Who waits behind a gate has steps of their own.
 */
export const escalate = async (deps: Deps, alertId: string, due: Due): Promise<boolean> => {
  const { store } = deps
  const inForce = await alertInForce(store, alertId, deps.clock.now())
  if (!inForce || inForce.alert.content.level !== due.level) return true
  const { alert, issue } = inForce
  if (alert.halted || !(await findSeal(store, issue.notificationId))) return false
  let isDone = true
  for (let chunk = 1; ; chunk++) {
    const loaded = await loadChunk(store, chunkPartition(issue.notificationId, chunk))
    if (!loaded) return isDone
    if (!(await escalateAmong(deps, alertId, due, loaded))) isDone = false
    if (isUnsettled(loaded) && !(await chunkWaits(store, issue.notificationId, chunk))) isDone = false
  }
}
