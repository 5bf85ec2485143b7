import { type Actor, system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import type { Event } from '../../events/schema.ts'
import { announce } from '../../ledger/announce.ts'
import { putGate } from '../../ledger/gate.ts'
import { getNotification } from '../../ledger/repository.ts'
import { alertContent } from '../../rendering/mails/alert-content.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { AlertContent } from '../content.ts'
import { toldAnewOf } from '../escalation/plan.ts'
import { hasExpired } from '../expiry.ts'
import { happened } from '../happened.ts'
import { lastIssued } from '../issued.ts'
import { findPublic, publish } from '../publication/repository.ts'
import { gateOf } from '../release/gate.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { withoutHands } from './hands.ts'
import { findTranslation, putTranslation } from './repository.ts'
import type { Translation } from './schema.ts'

interface Coming {
  /** The alert as it is stored. */
  readonly before: Alert
  /** What was issued last, with the texts that have come since. */
  readonly content: AlertContent
  /** The translation as it is stored, and with all its approvals. */
  readonly stored: Translation
  readonly approved: Translation
}

/**
 * The same mail with one more text, to those of its recipients who have none in any of their languages and read
 * this one. It corrects what it translates: who has not been told yet is told once, in their language.
 */
const tellWhoWait = async (deps: Deps, { before, content, approved: { text } }: Coming) => {
  const { id, issues } = before
  const { notificationId } = issues.at(-1)!
  const { notification, content: said } = await getNotification(deps.store, notificationId)
  return announce(deps, {
    kind: 'alert',
    subject: id,
    recipients: {
      of: 'manifests',
      notificationIds: [notificationId, ...(await toldAnewOf(deps.store, id))],
      waiting: { language: text.language, had: content.texts.map(({ language }) => language) },
    },
    content: {
      ...alertContent.parse(said),
      texts: [...content.texts, text].map(withoutHands),
      translation: true,
    },
    urgent: notification.urgent,
    corrects: [notificationId],
    tellsSuperseded: notification.tellsSuperseded,
  })
}

/** Pages, feeds and CAP have it at once, and those who wait are mailed, once: in one transaction. */
export const comeOut = async (deps: Deps, actor: Actor, coming: Coming): Promise<Translation> => {
  const { before, content, stored, approved } = coming
  const { text, digest, revision } = approved
  const { language } = text
  const now = deps.clock.now()
  const last = before.issues.at(-1)!
  const notice = await tellWhoWait(deps, coming)
  const { isPublic } = last
  const come = { language, digest, notificationId: notice.id, at: now.toISOString(), isPublic }
  const issue = { ...last, translations: [...(last.translations ?? []), come] }
  const after = revise(before, { issues: [...before.issues.slice(0, -1), issue] }, now)
  const state = last.messageType === 'cancel' ? ('cancelled' as const) : ('issued' as const)
  const shown = { ...after, state, revision, content: { ...content, texts: [...content.texts, text] } }
  const out = { ...approved, state: 'out' as const, releaseAt: undefined, version: stored.version + 1 }
  await deps.store.transact([
    ...replaceAlert(before, after),
    putTranslation(before.id, stored, out),
    ...(isPublic ? publish(shown, await findPublic(deps.store, before.id)) : []),
    ...notice.actions,
    putGate(notice.id, gateOf(last)),
    happened(deps, actor, 'alert.translated', shown, {
      data: { language, digest },
      notifications: [notice.id],
    }),
  ])
  return out
}

/** Whether something keeps it from coming out at all, or it is no longer what was approved. */
const isOver = (held: Translation | undefined, { digest }: Event['data'], content: AlertContent, now: Date) =>
  held?.state !== 'held' ||
  held.digest !== digest ||
  (content.messageType !== 'cancel' && hasExpired(content, now))

/**
 * The time of an approved translation has come: it comes out, unless another revision has, or it was changed. Answers
 * false while the alert is halted: it has to wait.
 */
export const comeOutWhenDue = (deps: Deps, id: string, { data }: Pick<Event, 'data'>): Promise<boolean> =>
  onFreshRead(async () => {
    const before = await getAlert(deps.store, id)
    const { revision, content } = (await lastIssued(deps.store, before))!
    const named = { revision: Number(data['revision']), language: String(data['language']) }
    const held = await findTranslation(deps.store, id, named)
    if (revision !== named.revision || isOver(held, data, content, deps.clock.now())) return true
    if (before.halted) return false
    await comeOut(deps, system, { before, content, stored: held!, approved: held! })
    return true
  })
