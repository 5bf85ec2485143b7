import type { Actor } from '../access/actor.ts'
import { forbidden } from '../access/permit.ts'
import { standingIn } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { instantOf, minutesAfter } from '../meetings/time.ts'
import { findSituations } from '../situations/repository.ts'
import type { Store } from '../storage/store.ts'
import { needsEvent, notYourCoalition, takesNoEvent, takesNoOptions, unknownSituation } from './errors.ts'
import type { Post, PostContent, PostInput } from './schema.ts'

/** Posts are written by people of an organization, or by programs of theirs. */
export const authorOf = (actor: Actor) => {
  if (actor.kind !== 'person') throw forbidden()
  return { organizationId: actor.organizationId, contactId: actor.contactId }
}

const refuseUnfit = ({ kind, event, options }: PostInput) => {
  if (kind === 'event-notice' && !event) throw needsEvent()
  if (event && kind !== 'event-notice' && kind !== 'meeting-notice') throw takesNoEvent()
  if (options.length > 0 && kind !== 'situation-report') throw takesNoOptions()
}

/** Refuses a coalition in which the author's organization has no voice: now, and again when the post goes out. */
export const requireVoice = async (
  store: Store,
  { audience, organizationId }: Pick<Post, 'audience' | 'organizationId'>,
) => {
  if (audience.to !== 'coalition') return
  const standing = await standingIn(store, audience.coalitionId, organizationId)
  if (standing !== 'lead' && standing !== 'participant') throw notYourCoalition()
}

const requireSituations = async (store: Store, ids: Post['situationIds']) => {
  const known = new Set((await findSituations(store, ids)).map(({ id }) => id))
  const at = ids.findIndex((id) => !known.has(id))
  if (at >= 0) throw unknownSituation(at)
}

const eventOf = ({ event }: PostInput): Post['event'] => {
  if (!event) return undefined
  const { startsAt, timeZone, offset, durationMinutes } = event
  const startsAtUtc = instantOf(startsAt, { timeZone, offset }, '#/event/startsAt')
  return { ...event, startsAtUtc, endsAtUtc: minutesAfter(startsAtUtc, durationMinutes) }
}

interface Written {
  readonly head: Pick<
    Post,
    'kind' | 'titles' | 'situationIds' | 'places' | 'stages' | 'groups' | 'audience' | 'event'
  >
  readonly content: Pick<PostContent, 'texts' | 'sources' | 'options'>
}

/** What was written, checked, as the head that lists show and the content beside it. */
export const written = async (
  deps: Deps,
  organizationId: Post['organizationId'],
  input: PostInput,
): Promise<Written> => {
  refuseUnfit(input)
  const { kind, texts, situationIds, places, stages, groups, audience, sources, options } = input
  await requireSituations(deps.store, situationIds)
  await requireVoice(deps.store, { audience, organizationId })
  const titles = texts.map(({ language, title }) => ({ language, title }))
  const head = { kind, titles, situationIds, places, stages, groups, audience, event: eventOf(input) }
  return { head, content: { texts, sources, options } }
}
