import type { Deps } from '../../shared/deps.ts'
import { type PutOff, putOff } from '../../shared/digests/put-off.ts'
import { witnessed, witnessSoon } from '../../shared/evidence/chunks.ts'
import { chunkPartition, type SkipReason } from '../../shared/ledger/delivery.ts'
import { type ChunkHint, mailQueueOf } from '../../shared/ledger/expand.ts'
import { type Gate, skippedAt, waitsAt } from '../../shared/ledger/gate.ts'
import type { Entry } from '../../shared/ledger/manifest.ts'
import { findHalt, loadChunk } from '../../shared/ledger/repository.ts'
import { findProgress, recount } from '../../shared/ledger/totals.ts'
import { canWait, wants } from '../../shared/organizations/preferences.ts'
import type { Recipient } from '../../shared/rendering/recipient.ts'
import { type Standing, standings as standingsTo, supersede } from './corrections.ts'
import { deliveryId, fillingFor } from './fillings.ts'
import { graveOf, type Outcome, refused, stepOf } from './outcomes.ts'
import type { Rate } from './rate.ts'
import { type Found, readAfresh } from './recipients.ts'
import type { Telling, Tellings } from './tellings.ts'
import { Work } from './work.ts'

/** What a mailer keeps between chunks. */
export interface Mailer {
  readonly deps: Deps
  readonly rate: Rate
  readonly tellings: Tellings
}

interface Candidate {
  readonly entry: Entry
  readonly recipient: Recipient
  readonly thread: readonly string[]
}

/** Seconds after which a chunk is looked at again, by what stopped it. */
const again = { rate: 5, line: 60, wait: 15 } as const

/** Who has unsubscribed, or wants to hear of other things, is still told what corrects a mail they got, and what they have asked for themselves. */
const skipReasonOf = (
  found: Found,
  standing: Standing | undefined,
  telling: Telling,
): SkipReason | undefined => {
  if ('skip' in found) return found.skip
  if (found.absent && !telling.notification.toAbsent) return found.absent
  if (standing?.is === 'untold' && !telling.notification.tellsSuperseded) return 'never-told'
  const excused = found.suppressed === 'unsubscribed' && (standing?.is === 'told' || !telling.renderer.bulk)
  if (found.suppressed) return excused ? undefined : found.suppressed
  const wanted = !telling.matter || standing?.is === 'told' || wants(found.preferences, telling.matter)
  return wanted ? undefined : 'preference'
}

/** Sends one mail and says what came of it; never throws. */
const sendOne = async (
  { deps }: Mailer,
  telling: Telling,
  chunk: number,
  { recipient, thread }: Candidate,
): Promise<Outcome> => {
  const { notification, renderer } = telling
  try {
    const mail = renderer.mailFor(recipient, fillingFor(deps, { notification, chunk, recipient, thread }))
    const tags = {
      delivery: deliveryId(notification.id, chunk, recipient.contactId),
      kind: notification.kind,
    }
    return { sent: true, ...(await deps.mail.send({ ...mail, tags })) }
  } catch (error) {
    return refused(error)
  }
}

/** Who has been told before hears of what follows, whatever has kept them from it since. */
const passedOver = (gate: Gate | undefined, entry: Entry, standing: Standing | undefined) =>
  gate && standing?.is !== 'told' ? skippedAt(gate, entry) : undefined

const heldBack = (
  gate: Gate | undefined,
  entry: Entry,
  { standing, relation }: Pick<Recipient, 'relation'> & { readonly standing: Standing | undefined },
) => gate !== undefined && waitsAt(gate, entry, { relation, wasTold: standing?.is === 'told' })

/** Who reads such alerts in their morning; what corrects a mail that they got does not wait. */
const readsLater = (
  { notification, matter }: Telling,
  { preferences }: Extract<Found, { recipient: Recipient }>,
  standing: Standing | undefined,
) =>
  notification.kind === 'alert' &&
  matter !== undefined &&
  standing?.is !== 'told' &&
  canWait(preferences, matter)

const standingsOf = async (deps: Deps, { notification }: Telling, open: readonly Entry[]) => {
  if (notification.corrects.length > 0) return supersede(deps, open)
  return notification.follows ? standingsTo(deps, open) : new Map<string, Standing>()
}

/** Whom of the open entries to send to now: earlier notices superseded, contacts read afresh, skips noted. */
const candidatesOf = async (
  { deps }: Mailer,
  telling: Telling,
  { work, gate }: { readonly work: Work; readonly gate: Gate | undefined },
) => {
  const open = await work.open()
  const standings = await standingsOf(deps, telling, open)
  const ready = open.filter(({ contactId }) => standings.get(contactId)?.is !== 'wait')
  const found = await readAfresh(deps, ready)
  const at = deps.clock.now().toISOString()
  const candidates: Candidate[] = []
  const skips: ReturnType<Work['step']>[] = []
  const later: PutOff[] = []
  for (const entry of ready) {
    const contact = found.get(entry.contactId)!
    const standing = standings.get(entry.contactId)
    const reason = skipReasonOf(contact, standing, telling) ?? passedOver(gate, entry, standing)
    if (reason) skips.push(work.step(entry, { at, state: 'skipped', reason }))
    else if ('recipient' in contact && !heldBack(gate, entry, { standing, ...contact.recipient })) {
      if (readsLater(telling, contact, standing)) {
        later.push({
          entry,
          contact: { timeZone: contact.recipient.timeZone, preferences: contact.preferences },
        })
        skips.push(work.step(entry, { at, state: 'skipped', reason: 'digest' }))
        continue
      }
      const thread = standing?.is === 'told' ? standing.thread : []
      const heard = standing && { hearsFirst: standing.is === 'untold' }
      const recipient = { ...contact.recipient, ...heard }
      candidates.push({ entry, recipient, thread })
    }
  }
  if (later.length > 0)
    await putOff(deps, { notificationId: telling.notification.id, partition: work.partition }, later)
  await work.move(skips)
  return { candidates, waiting: ready.length < open.length }
}

/** Claims, sends and marks within the rate until all are done or the service refuses; answers what stopped it. */
const sendAll = async (
  mailer: Mailer,
  telling: Telling,
  chunk: number,
  work: Work,
  candidates: readonly Candidate[],
) => {
  const { deps, rate } = mailer
  const { urgent } = telling.notification
  let rest = [...candidates]
  const park = async () => {
    const at = deps.clock.now().toISOString()
    await work.move(rest.map(({ entry }) => work.step(entry, { at, state: 'parked', reason: 'daily-quota' })))
  }
  while (rest.length > 0) {
    const left = await rate.leftToday(urgent)
    if (left <= 0) return park()
    const granted = await rate.reserve(Math.min(rest.length, left), urgent)
    // Looking and the wait for a slot may have taken long, and nothing is begun after a halt.
    if (await findHalt(deps.store, telling.notification)) return undefined
    const mine = await work.claim(rest.slice(0, granted))
    rest = rest.slice(granted)
    const outcomes = await Promise.all(mine.map((candidate) => sendOne(mailer, telling, chunk, candidate)))
    const at = deps.clock.now().toISOString()
    await work.move(mine.map(({ entry }, place) => work.step(entry, stepOf(outcomes[place]!, at))))
    const grave = graveOf(outcomes)
    if (grave === 'line') {
      deps.metrics.count('LineStopped')
      deps.log.error('Mail cannot be sent until the account, identity or configuration is mended')
    }
    if (grave === 'quota') return park()
    if (grave) return grave
  }
  return undefined
}

/** Tells whom nobody has told yet and the gate lets pass; answers what stopped it, if anything did. */
const tell = async (
  mailer: Mailer,
  telling: Telling,
  chunk: number,
  { work, gate }: Parameters<typeof candidatesOf>[2],
) => {
  const { candidates, waiting } = await candidatesOf(mailer, telling, { work, gate })
  return (await sendAll(mailer, telling, chunk, work, candidates)) ?? (waiting ? 'wait' : undefined)
}

/**
 * Looks at a chunk and tells whom nobody has told. A hint that comes twice, late or for a chunk that is done
 * finds nothing to do; whatever stops the work half way is gone on with by the next hint or by the agenda.
 */
export const sendChunk = async (
  mailer: Mailer,
  { notificationId, chunk, settling }: ChunkHint,
): Promise<void> => {
  const { deps, tellings } = mailer
  const partition = chunkPartition(notificationId, chunk)
  const [loaded, { halted, gate, totals }] = await Promise.all([
    loadChunk(deps.store, partition),
    findProgress(deps.store, notificationId, chunk),
  ])
  if (!loaded) return
  const telling = await tellings.get(notificationId)
  const work = new Work(deps, { notificationId, chunk, totals }, loaded)
  const { notification } = telling
  const isStopped = halted || (notification.repeats && (await findHalt(deps.store, notification)))
  const stopped = isStopped ? await work.calm() : await tell(mailer, telling, chunk, { work, gate })
  const { entries, deliveries } = work
  await recount(deps.store, { notificationId, chunk, size: entries.length, deliveries, known: totals })
  await work.leave()
  if (witnessed.includes(notification.kind)) await witnessSoon(deps, partition)
  if (stopped && !settling)
    await deps.queues.send(mailQueueOf(notification), [{ notificationId, chunk }], again[stopped])
}
