import * as z from 'zod'
import { idOf } from '../ids.ts'
import { type MailKind, mailKinds } from '../rendering/kinds.ts'
import type { Action, Key } from '../storage/store.ts'
import { recipients } from './recipients.ts'

/** One thing to tell, and whom. It never changes; what it says is frozen beside it (see `contentKey`). */
export const notification = z.object({
  id: idOf('notification'),
  kind: z.enum(mailKinds),
  /** What it is about: an alert, a meeting, a coalition. */
  subject: z.string(),
  urgent: z.boolean(),
  recipients,
  /** Notifications this one corrects: who got any of them gets this one, and it cannot be overtaken by them. */
  corrects: z.array(idOf('notification')),
  /** Whether who was superseded before being told needs to hear of it at all: not of a cancellation. */
  tellsSuperseded: z.boolean(),
  /** Whether it is of something that its recipients were told of before, and does not replace. */
  follows: z.boolean().optional(),
  /** The notification that this says once more: what stops that, or takes its place, stops this. */
  repeats: idOf('notification').optional(),
  /** Whose calendar entry it changes, where that is not its subject's: answers come to its address. */
  calendarOf: idOf('meeting').optional(),
  /** What the link of a notice is for, where its subject alone does not say it. */
  opens: z.enum(['stop', 'comment', 'confirm', 'consent', 'join']).optional(),
  /** Whether it goes to organizations that have no part in the alliance too, being the word that it is so. */
  toAbsent: z.literal(true).optional(),
  createdAt: z.iso.datetime(),
})
export type Notification = z.infer<typeof notification>

export const notificationKey = (id: string): Key => ({ pk: id, sk: 'notification' })
/** Stands when nothing more of the notification may be sent. */
export const haltKey = (id: string): Key => ({ pk: id, sk: 'halt' })
/** Stands when what says the notification once more may not be sent any more. */
export const overKey = (id: string): Key => ({ pk: id, sk: 'halt#repeats' })
/** Stands when the manifest is complete. */
export const sealKey = (id: string): Key => ({ pk: id, sk: 'seal' })
export const contentKey = (id: string): Key => ({ pk: id, sk: 'content' })
/** The notifications of one kind on one subject: receipts of answers do not stand between alerts. */
export const subjectList = (subject: string, kind: MailKind) => `subject#${subject}#${kind}`

/** The rows of a new notification: itself, its frozen content, and its place under its subject. */
export const putNotification = (given: Notification, content: object): Action[] => {
  const table = 'deliveries'
  return [
    { table, put: { ...given, ...notificationKey(given.id) }, if: 'absent' },
    { table, put: { content, ...contentKey(given.id) } },
    {
      table,
      put: { ...given, pk: subjectList(given.subject, given.kind), sk: `${given.createdAt}#${given.id}` },
    },
  ]
}

/** Lets go on what was stopped; what is open must be looked at again (`restart.ts`). */
export const liftHalt = (id: string): Action => ({ table: 'deliveries', delete: haltKey(id) })

/** Stops whatever of a notification is unsent. */
export const haltNotification = (id: string, now: Date): Action => ({
  table: 'deliveries',
  put: { at: now.toISOString(), ...haltKey(id) },
})

/** Stops whatever says a notification once more, for good: something else is true by now. */
export const haltRepeats = (id: string, now: Date): Action => ({
  table: 'deliveries',
  put: { at: now.toISOString(), ...overKey(id) },
})
