import * as z from 'zod'
import { type Actor, type Person, stampOf, system } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { type AgendaRow, secondsAfter } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { tellCoordinators } from '../../duty/on-duty.ts'
import type { Event } from '../../events/schema.ts'
import { formatUtc } from '../../rendering/time.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { settleTask } from '../../tasks/settle.ts'
import { text } from '../../text.ts'
import { noReviewOwed, ownReview } from '../errors.ts'
import { happened } from '../happened.ts'
import { referenceFor } from '../reference.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { type Review, verdict } from './schema.ts'

export const reviewInput = z.strictObject({ verdict, findings: text(5000) }).meta({ id: 'ReviewInput' })
export type ReviewInput = z.output<typeof reviewInput>

const hour = 3600

/** First half a day after the glass was broken, then every six hours until the review is recorded. */
export const reviewRow = (alertId: string, { brokenAt }: Review, now: Date): AgendaRow => ({
  id: `review-${alertId}-${brokenAt}`,
  kind: 'alert-review',
  dueAt: secondsAfter(now, 12 * hour),
  every: 6 * hour,
  subject: alertId,
  data: { brokenAt },
})

const isOwed = ({ recorded }: Review) => !recorded

/** Reminds every coordinator of a review that is owed, once for each time it comes due; `false` when it no longer is. */
export const remindOfReview = (deps: Deps, { subject, id: cause, data }: Event): Promise<boolean> =>
  onFreshRead(async () => {
    const before = await getAlert(deps.store, subject)
    const owed = before.reviews.find((each) => each.brokenAt === data['brokenAt'] && isOwed(each))
    if (!owed) return false
    if (owed.reminder === cause) return true
    const told = await tellCoordinators(deps, {
      subject,
      key: 'review-owed',
      params: {
        reference: await referenceFor(deps.store, { ...before, revision: owed.revision }),
        at: formatUtc(owed.dueAt),
      },
      urgent: true,
    })
    const reviews = before.reviews.map((each) => (each === owed ? { ...each, reminder: cause } : each))
    const after = revise(before, { reviews }, deps.clock.now())
    await deps.store.transact([
      ...replaceAlert(before, after),
      ...told.actions,
      happened(deps, system, 'alert.review-owed', after, { notifications: told.notifications }),
    ])
    return true
  })

/** A task that is settled takes five writes of a transaction's hundred. */
const mostAtOnce = 15

interface Reviewing {
  readonly id: string
  readonly version?: number | undefined
  readonly review: ReviewInput
}

/** Records what a second look at acting alone has found: by somebody else than who did, for those that are owed, so many at a time. */
export const reviewAlert = (deps: Deps, actor: Actor, { id, version, review }: Reviewing): Promise<Alert> => {
  permit(actor, 'alert.review')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      const owed = before.reviews.filter(isOwed)
      if (owed.length === 0) throw noReviewOwed()
      const { contactId } = actor as Person
      // Two who each acted alone review each other.
      const ofOthers = owed.filter(({ brokenBy }) => brokenBy.contactId !== contactId)
      if (ofOthers.length === 0) throw ownReview()
      const looked = ofOthers.slice(0, mostAtOnce)
      const now = deps.clock.now()
      const recorded = { at: now.toISOString(), by: stampOf(actor), ...review }
      const reviews = before.reviews.map((each) => (looked.includes(each) ? { ...each, recorded } : each))
      const after = revise(before, { reviews }, now)
      const tasks = await Promise.all(
        looked.map(({ brokenAt: cause }) =>
          settleTask(deps, actor, { kind: 'alert-review', subject: id, cause }),
        ),
      )
      await deps.store.transact([
        ...replaceAlert(before, after),
        ...tasks.flat(),
        happened(deps, actor, 'alert.reviewed', after, { data: { verdict: review.verdict } }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
