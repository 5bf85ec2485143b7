import { remindOfNext } from '../../shared/advocacy/briefings/remind.ts'
import { closeSigningWhenDue, deliverWhenDue } from '../../shared/advocacy/letters/deliver.ts'
import { type AgendaKind, schedule, unschedule } from '../../shared/agenda/agenda.ts'
import { closeCommentsWhenDue } from '../../shared/alerts/comments/close.ts'
import { escalate } from '../../shared/alerts/escalation/escalate.ts'
import type { EscalationStep } from '../../shared/alerts/escalation/schema.ts'
import { askToRenew } from '../../shared/alerts/expiring.ts'
import { endEmbargoes } from '../../shared/alerts/release/embargo.ts'
import { releaseWhenDue } from '../../shared/alerts/release/release.ts'
import { remindOfReview } from '../../shared/alerts/release/review.ts'
import { comeOutWhenDue } from '../../shared/alerts/translations/come-out.ts'
import { sweepAttachments } from '../../shared/attachments/sweep.ts'
import { closeWhenDue } from '../../shared/coalitions/stand-down.ts'
import type { Deps } from '../../shared/deps.ts'
import { gatherDigest } from '../../shared/digests/gather.ts'
import { passOn } from '../../shared/duty/pass-on.ts'
import { eraseTraces } from '../../shared/erasure/traces.ts'
import type { Event } from '../../shared/events/schema.ts'
import { witnessChunk, witnessed } from '../../shared/evidence/chunks.ts'
import type { Id } from '../../shared/ids.ts'
import { type ChunkHint, mailQueueOf } from '../../shared/ledger/expand.ts'
import { chunkWaits } from '../../shared/ledger/gate.ts'
import { findHalt, getNotification } from '../../shared/ledger/repository.ts'
import { restart } from '../../shared/ledger/restart.ts'
import { findTotals, hasOpen, lookRow } from '../../shared/ledger/totals.ts'
import { lapseOffer } from '../../shared/meetings/capacity/lapse.ts'
import { offerPlaces } from '../../shared/meetings/capacity/offer.ts'
import { tellMinutes } from '../../shared/meetings/minutes/tell.ts'
import { closePollWhenDue } from '../../shared/meetings/polls/deadline.ts'
import { nudgePoll } from '../../shared/meetings/polls/nudge.ts'
import type { Reminder } from '../../shared/meetings/reminders/plan.ts'
import { remind } from '../../shared/meetings/reminders/remind.ts'
import { sumUp } from '../../shared/meetings/reminders/sum-up.ts'
import { followSeries } from '../../shared/meetings/series/follow.ts'
import { askNextWave } from '../../shared/organizations/confirmation/ask.ts'
import { followAbsence } from '../../shared/organizations/membership/follow.ts'
import { reviewWhenDue } from '../../shared/recommendations/review.ts'
import { carryOutRetention } from '../../shared/retention/carry-out.ts'
import { retryHint } from '../../shared/webhooks/match.ts'
import { expandNotification } from './expand-notification.ts'

const offTheAgenda = async (deps: Deps, { data }: Event) => {
  const { agendaId: id, nextDueAt: dueAt } = data
  if (dueAt !== undefined) await deps.store.write(unschedule({ id: String(id), dueAt: String(dueAt) }))
}

/** The agenda comes again by itself until the manifest is complete, so nothing is handed over. */
const expand = async (deps: Deps, event: Event) => {
  if (await expandNotification(deps, event.subject, false)) await offTheAgenda(deps, event)
}

/**
 * A chunk that is not settled is hinted again; one with nothing open, or halted, need not be looked at any more. One
 * that is halted with another is looked at soon again, for nobody starts it by itself when the other goes on.
 */
const settle = async (deps: Deps, event: Event) => {
  const chunk = Number(event.data['chunk'])
  const totals = await findTotals(deps.store, event.subject, chunk)
  if (totals && !hasOpen(totals.counts)) return offTheAgenda(deps, event)
  // Halted, nothing is sent; but what was being sent must still come out of doubt.
  const unsure = !totals || totals.counts.sending || totals.counts.inDoubt
  const { notification } = await getNotification(deps.store, event.subject)
  const halt = unsure ? undefined : await findHalt(deps.store, notification)
  if (halt === 'itself') return offTheAgenda(deps, event)
  if (halt === 'with') return deps.store.write(schedule(lookRow(event.subject, chunk, deps.clock.now())))
  // Who opens the gate has the chunk looked at again.
  if (await chunkWaits(deps.store, event.subject, chunk)) return offTheAgenda(deps, event)
  const hint: ChunkHint = { notificationId: event.subject, chunk, settling: true }
  await deps.queues.send(mailQueueOf(notification), [hint])
}

/** Of alerts and letters alone; a chunk in which something is open is looked at again. */
const witnessWhenDue = async (deps: Deps, event: Event) => {
  const { notification } = await getNotification(deps.store, event.subject)
  const isEvidence = witnessed.includes(notification.kind)
  if (!isEvidence || (await witnessChunk(deps, event.subject, Number(event.data['chunk']))))
    await offTheAgenda(deps, event)
}

/** Comes again while the alert is halted, or its manifest is not complete. */
const escalateWhenDue = async (deps: Deps, event: Event) => {
  const { step, level, asked } = event.data
  const due = { step: step as EscalationStep, level: String(level), atOnce: asked === 'now' }
  if (await escalate(deps, event.subject, due)) await offTheAgenda(deps, event)
}

/** For what is done once, by a use case that finds nothing to do when it is called again. */
const whole =
  (work: (deps: Deps, subject: string, event: Event) => Promise<unknown>) =>
  async (deps: Deps, event: Event) => {
    await work(deps, event.subject, event)
    await offTheAgenda(deps, event)
  }

/** Comes again until the review is recorded. */
const remindWhileOwed = async (deps: Deps, event: Event) => {
  if (!(await remindOfReview(deps, event))) await offTheAgenda(deps, event)
}

/** Comes again while the alert is halted. */
const translateWhenDue = async (deps: Deps, event: Event) => {
  if (await comeOutWhenDue(deps, event.subject, event)) await offTheAgenda(deps, event)
}

/** From one on duty to the next, until somebody takes the task or all have been told. */
const passOnWhenDue = async (deps: Deps, event: Event) => {
  if (await passOn(deps, event.subject)) await offTheAgenda(deps, event)
}

/** Comes again while something that waits is halted, or more waits than one mail holds. */
const gatherWhenDue = async (deps: Deps, event: Event) => {
  const organizationId = String(event.data['organizationId'])
  if (await gatherDigest(deps, { contactId: event.subject, organizationId })) await offTheAgenda(deps, event)
}

/** What is done about each kind of thing that comes due. Every row may come twice. */
export const whenDue: Readonly<Record<AgendaKind, (deps: Deps, event: Event) => Promise<void>>> = {
  expand,
  settle,
  'task-waiting': passOnWhenDue,
  'contact-confirmation': askNextWave,
  'organization-absent': whole(followAbsence),
  evidence: witnessWhenDue,
  'alert-escalation': escalateWhenDue,
  'meeting-reminder': whole((deps, id, { data }) =>
    remind(deps, id as Id<'meeting'>, { what: data['what'] as Reminder['what'], at: String(data['at']) }),
  ),
  'meeting-deadline': whole((deps, id, { data }) => sumUp(deps, id as Id<'meeting'>, String(data['at']))),
  'meeting-answers': (deps, { subject }) => sumUp(deps, subject as Id<'meeting'>),
  'meeting-places': whole((deps, id) => offerPlaces(deps, id as Id<'meeting'>)),
  'meeting-offer': whole((deps, id, { data: { contactId, confirmBy } }) =>
    lapseOffer(deps, id as Id<'meeting'>, {
      contactId: contactId as Id<'contact'>,
      confirmBy: String(confirmBy),
    }),
  ),
  'meeting-minutes': whole((deps, id, { data }) =>
    tellMinutes(deps, id as Id<'meeting'>, Number(data['edition'])),
  ),
  'meeting-series': whole(followSeries),
  'poll-nudge': whole(nudgePoll),
  'poll-deadline': whole(closePollWhenDue),
  'briefing-next': whole((deps, id, { data }) => remindOfNext(deps, id, String(data['dueAt']))),
  'letter-deadline': whole(closeSigningWhenDue),
  'letter-delivery': whole(deliverWhenDue),
  'attachment-sweep': whole((deps, _, { data }) => sweepAttachments(deps, String(data['ids']))),
  erasure: (deps, { subject, data }) =>
    eraseTraces(
      deps,
      {
        contactId: subject as Id<'contact'>,
        organizationId: String(data['organizationId']) as Id<'organization'>,
        words: data['words'] === 1,
      },
      {
        id: String(data['agendaId']),
        dueAt: String(data['nextDueAt']),
        again: data['again'] === 1,
      },
    ),
  retention: carryOutRetention,
  'coalition-closing': (deps, { subject }) => closeWhenDue(deps, subject),
  'alert-comments': whole(closeCommentsWhenDue),
  'alert-release': whole(releaseWhenDue),
  'alert-embargo': whole(endEmbargoes),
  'alert-review': remindWhileOwed,
  'alert-expiry': whole(askToRenew),
  'alert-translation': translateWhenDue,
  digest: gatherWhenDue,
  restart: whole(restart),
  'recommendation-review': (deps, { subject }) => reviewWhenDue(deps, subject),
  'webhook-retry': (deps, event) => deps.queues.send('webhooks', [retryHint(event)]),
}
