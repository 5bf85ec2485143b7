import * as z from 'zod'
import { idOf } from '../ids.ts'

/** What a situation's story tells, of all that happens. */
export const toldTypes = [
  'situation.created',
  'situation.level-changed',
  'situation.indicator-added',
  'situation.assessed',
  'alert.issued',
  'alert.expired',
  'coalition.formed',
  'coalition.organization-joined',
  'coalition.organization-left',
  'coalition.closed',
  'meeting.called',
  'meeting.cancelled',
  'meeting.decided',
  'meeting.minutes-published',
  'post.published',
  'post.corrected',
  'post.withdrawn',
  'letter.opened',
  'letter.closed',
  'letter.delivered',
  'letter.answered',
  'letter.withdrawn',
  'briefing.logged',
  'recommendation.put',
  'recommendation.changed',
  'case.opened',
  'case.stage-changed',
  'case.hearing-scheduled',
] as const

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/** A line of the story: what happened, as the event has it, and never a name or a text. */
export const threadLine = z.object({
  id: idOf('event'),
  type: z.enum(toldTypes),
  at: z.iso.datetime(),
  subject: z.string(),
  /** The organization that did it. */
  organizationId: idOf('organization').optional(),
  data: z.record(z.string(), value),
})
export type ThreadLine = z.infer<typeof threadLine>
