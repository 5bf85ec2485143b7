import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { getAlert } from '../repository.ts'
import { withoutHands } from '../translations/hands.ts'
import { findAsked } from './comment.ts'
import { allComments, commentsOf } from './repository.ts'

/** Every round with who is silent, and what was said: for those who write and approve. */
export const readComments = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const [{ commentRounds }, items] = await Promise.all([
    getAlert(deps.store, id),
    allComments(deps.store, id),
  ])
  const spoke = (number: number, organizationId: string) =>
    items.some((each) => each.round === number && each.organizationId === organizationId)
  const rounds = commentRounds.map((round) => ({
    ...round,
    silent: round.organizationIds.filter((organizationId) => !spoke(round.number, organizationId)),
  }))
  return { rounds, items }
}

interface Asking {
  readonly alertId: string
  readonly organizationId: string
}

/** What an organization is asked to comment on, as long as it is asked, and what it has said in that round. */
export const readAsked = async (deps: Deps, actor: Actor, { alertId, organizationId }: Asking) => {
  permitToKnow(actor, 'alert.comment', 'alert', { organizationId })
  const { alert, round, isOpen } = await findAsked(deps, alertId, organizationId)
  const comments = await commentsOf(deps.store, alertId, round.number, organizationId)
  const draft = isOpen ? { ...alert.content, texts: alert.content.texts.map(withoutHands) } : undefined
  return { until: round.until, isOpen, draft, comments }
}
