import * as z from 'zod'
import { idOf } from '../../../../../../shared/ids.ts'
import { meetingInput } from '../../../../../../shared/meetings/schema.ts'
import { isLocalTime } from '../../../../../../shared/meetings/time.ts'
import { type Filled, givenIn, parsed, type Typed, valueIn } from '../../shell/form.ts'
import { aboutIn } from '../beginning.tsx'

/** Times that the form has room for. */
export const mostTimes = 6

const nameOf = (at: number) => `slots.${at}.startsAt`

const timesIn = (typed: Typed) =>
  Array.from({ length: mostTimes }, (_, at) => givenIn(typed, nameOf(at))).filter(
    (each) => each !== undefined,
  )

/** Without the gaps between its times, so that a fault stands beside its own; of a time there is one field to be at fault. */
export const closedUp = ({ typed, faults, ...form }: Filled): Filled => {
  const times = timesIn(typed)
  const moved = Array.from({ length: mostTimes }, (_, at) => [nameOf(at), [times[at] ?? '']] as const)
  return {
    ...form,
    typed: { ...typed, ...Object.fromEntries(moved) },
    faults: faults.map(({ detail, pointer }) => ({
      detail,
      pointer: pointer.replace(/^#\/slots\/\d+$/, '$&/startsAt'),
    })),
  }
}

/** What the form says of a poll, as the API's body would. A time left empty is left out, and those after it move up. */
export const inputOf = (typed: Typed) => ({
  ...aboutIn(typed),
  slots: timesIn(typed).map((startsAt) => ({ startsAt })),
  closesAt: valueIn(typed, 'closesAt'),
  choose: valueIn(typed, 'automatically') === 'yes' ? 'automatically' : 'by-hand',
})

const { timeZone, durationMinutes } = meetingInput.shape
const weighing = z.object({ timeZone, durationMinutes, coalitionId: idOf('coalition').optional() })

/** What is asked to learn whose night the times are, of those that are times already. */
export const weighingOf = (typed: Typed) => {
  const { title: _, slots, ...said } = inputOf(typed)
  return {
    ...parsed(weighing, said),
    startsAt: slots.map(({ startsAt }) => startsAt).filter(isLocalTime),
  }
}
