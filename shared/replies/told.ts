import * as z from 'zod'
import { type Actor, isCoordinator, stampOf } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../ids.ts'
import { instant, line } from '../text.ts'
import { notYetSaid, toldOnlyToCoordinators } from './errors.ts'

/** How a coordinator was told an answer that came neither by its link nor by its organization's own hand. */
const by = {
  channel: z.enum(['phone', 'in-person', 'messenger', 'mail', 'other']),
  /** Who said it. */
  who: line(120).optional(),
}

/** For coordinators who record what they were told; `at` is now where it is left out. */
export const toldInput = z.strictObject({ ...by, at: instant.optional() })
type ToldInput = z.output<typeof toldInput>

/** How, when and by whom an answer was told to the coordinator who recorded it. */
export const told = z.object({ ...by, at: z.iso.datetime(), recordedBy: idOf('contact').optional() })

/** How an answer was told, as it is kept: with when, and who recorded it. */
export const asTold = (
  { clock }: Pick<Deps, 'clock'>,
  actor: Actor,
  given: ToldInput,
): z.infer<typeof told> => {
  if (!isCoordinator(actor)) throw toldOnlyToCoordinators()
  const at = given.at ? new Date(given.at) : clock.now()
  if (at > clock.now()) throw notYetSaid()
  const { contactId: recordedBy } = stampOf(actor)
  return { ...given, at: at.toISOString(), ...(recordedBy && { recordedBy }) }
}
