import type { Actor } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { record } from '../../events/record.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { noLongerAnswered } from '../errors.ts'
import { audienceOf } from '../notice.ts'
import { meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { meetingKnownTo } from '../standing.ts'
import { reminderRow } from './plan.ts'
import { peace } from './remind.ts'
import { keepTold, toldSoFar } from './told.ts'

const name = 'reminding-asked'

/** When somebody last had the silent of a meeting reminded. */
export const lastAsked = async ({ store }: Pick<Deps, 'store'>, id: Meeting['id']) =>
  (await toldSoFar(store, id, name)).at(-1)?.at

/** Whether the silent may be reminded again. */
export const isAtPeace = (asked: string | undefined, now: Date) =>
  asked !== undefined && now.getTime() - Date.parse(asked) < peace

/**
 * Has the silent of a meeting reminded now, each in their own waking hours and none who was reminded within twelve
 * hours; a discreet contact is never chased. Asked again within that time, it does nothing more.
 */
export const remindSilent = async (deps: Deps, actor: Actor, id: Meeting['id']): Promise<void> => {
  await onFreshRead(async () => {
    const { meeting, within } = await meetingKnownTo(deps.store, actor, id)
    permit(actor, 'meeting.remind', within)
    const now = deps.clock.now()
    const at = now.toISOString()
    if (meeting.status !== 'confirmed' || at >= (meeting.rsvpBy ?? meeting.startsAtUtc))
      throw noLongerAnswered()
    const asked = await toldSoFar(deps.store, id, name)
    if (isAtPeace(asked.at(-1)?.at, now)) return
    await deps.store.transact([
      ...meetingUnchanged(meeting),
      keepTold(id, name, asked.length, { contactIds: [], at }),
      schedule(reminderRow(id, { what: 'asked', at, earliest: at }, at)),
      record(deps, actor, { type: 'meeting.reminder-asked', subject: id, audience: audienceOf(meeting) }),
    ])
  })
}
