import type { Actor } from '../access/actor.ts'
import { changeParticipation } from '../coalitions/participate.ts'
import type { ParticipationChange } from '../coalitions/schema.ts'
import type { Deps } from '../deps.ts'
import { asAnswer, type Named } from './change.ts'
import { noParticipation } from './errors.ts'
import type { Reply } from './schema.ts'

interface Recording extends Named {
  /** What the mail says, as whoever read it understands it. */
  readonly said: Pick<ParticipationChange, 'status' | 'reason'>
}

/** Records how an organization takes part by what a held mail says. */
export const participationByReply = async (
  deps: Deps,
  actor: Actor,
  { said, ...named }: Recording,
): Promise<Reply> => {
  const { held, told, after, also } = await asAnswer(deps, actor, named)
  const { subject, organizationId } = held
  if (!organizationId || !subject?.startsWith('coa_')) throw noParticipation()
  await changeParticipation(deps, actor, { coalitionId: subject, organizationId, told, ...said, also })
  return after
}
