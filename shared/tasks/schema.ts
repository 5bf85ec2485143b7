import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { text } from '../text.ts'

/** What only a person can do. */
export const taskKinds = [
  'role-vacant',
  'coalition-without-lead',
  'address-refused',
  'authority-complained',
  'alert-answer',
  'alert-review',
  'alert-stopped',
  'alert-expiring',
  'phone-call',
  'incoming-alert',
  'incoming-news',
  'recommendation-review',
  'field-report',
  'letter-undeliverable',
  'meeting-time-proposed',
  'mailbox-compromised',
  'factor-guessed',
  'contact-moved-on',
  'role-passes',
  'application',
] as const

/** Something that waits for a person. It says what it is about by ids; the words are its reader's. */
export const task = z.object({
  id: idOf('task'),
  kind: z.enum(taskKinds),
  /** The id of what it is about. */
  subject: z.string(),
  organizationId: idOf('organization').optional(),
  contactId: idOf('contact').optional(),
  status: z.enum(['open', 'closed']),
  dueAt: z.iso.datetime().optional(),
  /** The coordinator who has taken it. */
  assignee: idOf('contact').optional(),
  /** Who has been told that nobody takes it, in this order. */
  told: z.array(idOf('contact')).optional(),
  closure: z
    .object({ outcome: z.enum(['done', 'dismissed']), remark: z.string().optional(), by: actorStamp })
    .optional(),
  ...recordShape,
})
export type Task = z.infer<typeof task>

export const closureInput = z
  .strictObject({ outcome: z.enum(['done', 'dismissed']), remark: text(2000).optional() })
  .refine(({ outcome, remark }) => outcome === 'done' || remark !== undefined, {
    message: 'is needed to dismiss a task',
    path: ['remark'],
  })
  .meta({ id: 'TaskClosure' })
export type ClosureInput = z.output<typeof closureInput>

export const assignmentInput = z
  .strictObject({ contactId: idOf('contact').nullable() })
  .meta({ id: 'TaskAssignment' })
