import * as z from 'zod'
import { idOf } from '../ids.ts'
import type { MeetingContent } from '../rendering/mails/meeting-content.ts'
import type { Action } from '../storage/store.ts'
import { distinct } from '../text.ts'
import { meetingsOfOrganization, placeOf } from './keys.ts'

const placed = z.object({
  meetingId: idOf('meeting'),
  startsAt: z.string(),
  /** When it should have begun before, and where the lists of organizations may still hold it. */
  formerStarts: z.array(z.string()),
})

/** What the mail shows of a meeting, and besides what lists must know. */
export type MeetingNotice = MeetingContent & z.infer<typeof placed>

/**
 * Enters a meeting in the lists of organizations that are told of it, and takes it from where it stood when
 * it was to begin at another time. The same twice is once.
 * @param content of a notification of kind `meeting`
 */
export const enlistMeeting = (content: unknown, organizationIds: readonly string[]): Action[] => {
  const { meetingId, startsAt, formerStarts } = placed.parse(content)
  const table = 'meetings'
  return distinct(organizationIds).flatMap((organizationId): Action[] => {
    const at = (startsAtUtc: string) => ({
      pk: meetingsOfOrganization(organizationId),
      sk: placeOf({ id: meetingId, startsAtUtc }),
    })
    const leaves = formerStarts.map((former): Action => ({ table, delete: at(former) }))
    return [{ table, put: { ...at(startsAt), meetingId } }, ...leaves]
  })
}
