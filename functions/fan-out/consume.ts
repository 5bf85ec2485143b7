import { agendaKinds } from '../../shared/agenda/agenda.ts'
import { endCalls } from '../../shared/alerts/escalation/calls.ts'
import { passOnAll } from '../../shared/alerts/escalation/pass-on.ts'
import type { Deps } from '../../shared/deps.ts'
import type { Event } from '../../shared/events/schema.ts'
import { isEvidence, recordEvents } from '../../shared/evidence/events.ts'
import type { Id } from '../../shared/ids.ts'
import { restart } from '../../shared/ledger/restart.ts'
import { releasePlaces } from '../../shared/meetings/capacity/release.ts'
import { lookAtAnswersSoon } from '../../shared/meetings/reminders/sum-up.ts'
import { followSeries } from '../../shared/meetings/series/follow.ts'
import { putOffForReaders } from '../../shared/publications/subscriptions/put-off.ts'
import { trackAlert, trackBriefing, trackLetter, trackPost } from '../../shared/recommendations/sources.ts'
import { passOnWhoIsAway } from '../../shared/replies/away.ts'
import { followThread } from '../../shared/threads/follow.ts'
import { webhookHints } from '../../shared/webhooks/match.ts'
import { whenDue } from './due.ts'
import { expandNotification } from './expand-notification.ts'

/** What the meetings of a series follow, once those who are invited are known. */
const seriesChanges: readonly string[] = ['meeting.called', 'meeting.updated', 'meeting.cancelled']

/** Whose places are free again: who has left the roster, or the coalition. */
const leaverIn = ({ type, subject, data }: Pick<Event, 'type' | 'subject' | 'data'>) => {
  if (type === 'contact.removed') return subject
  const leaves = ['left', 'removed', 'declined'].some((how) => type === `coalition.organization-${how}`)
  return leaves ? String(data['organizationId']) : undefined
}

/** What a domain does because of something that happened; harmless twice. */
const follow = async (deps: Deps, { type, subject, data }: Event) => {
  if (type === 'meeting.answered') await lookAtAnswersSoon(deps, subject as Id<'meeting'>)
  const leaver = leaverIn({ type, subject, data })
  if (leaver) await releasePlaces(deps, leaver)
  if (type === 'alert.issued' && data['messageType'] === 'cancel') await endCalls(deps, subject)
  if (type === 'contact.suppressed' && data['reason'] === 'bounced')
    await passOnAll(deps, {
      organizationId: subject,
      contactId: String(data['contactId']),
      because: 'bounced',
    })
  if (type === 'reply.received' && data['kind'] === 'automatic')
    await passOnWhoIsAway(deps, String(data['replyId']))
}

/** What was kept back may go on: at once here, and by the agenda should this be lost. */
const startAgain = async (deps: Deps, { data }: Event) => {
  const { restarts } = data
  if (Array.isArray(restarts)) for (const id of restarts) await restart(deps, id)
}

/** No alarm waits for the evidence: what is missed is made up for at the next event, or when it is exported. */
const witness = async (deps: Deps, { id, subject }: Event) => {
  try {
    await recordEvents(deps, subject)
  } catch (error) {
    deps.log.error('Evidence could not be recorded', { eventId: id, error: (error as Error).name })
  }
}

/** What has just been asked of somebody goes into the register, behind the mails. */
const trackWhatIsAsked = async (deps: Deps, { type, subject, data }: Event) => {
  if (type === 'alert.issued') await trackAlert(deps, subject)
  if (type === 'briefing.logged' || type === 'briefing.changed') await trackBriefing(deps, subject)
  if (type === 'letter.delivered') await trackLetter(deps, subject)
  const tells = type === 'post.published' || type === 'post.corrected' || type === 'post.withdrawn'
  if (tells && data['kind'] === 'situation-report') await trackPost(deps, subject)
}

/** Who subscribes to what has just come out, or was put right, reads of it in their morning. */
const tellReaders = async (deps: Deps, { type, subject }: Event) => {
  if (type === 'post.published' || type === 'post.corrected') await putOffForReaders(deps, subject)
}

/** What follows from an event: work that came due, mails to fan out, webhooks to tell. */
export const consume = async (deps: Deps, event: Event): Promise<void> => {
  const due = agendaKinds.find((kind) => event.type === `${kind}.due`)
  if (due) return whenDue[due](deps, event)
  await follow(deps, event)
  await startAgain(deps, event)
  for (const id of event.notifications ?? []) await expandNotification(deps, id)
  if (seriesChanges.includes(event.type)) await followSeries(deps, String(event.data['of'] ?? event.subject))
  const hints = await webhookHints(deps, event)
  if (hints.length > 0) await deps.queues.send('webhooks', hints)
  await trackWhatIsAsked(deps, event)
  await tellReaders(deps, event)
  await followThread(deps, event)
  if (isEvidence(event.type)) await witness(deps, event)
}
