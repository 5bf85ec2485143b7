import type { Actor } from '../access/actor.ts'
import { forbidden } from '../access/permit.ts'
import { campaigns } from '../advocacy/campaigns/repository.ts'
import { standingIn } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { instantOf, minutesAfter } from '../meetings/time.ts'
import { findSituations } from '../situations/repository.ts'
import type { Store } from '../storage/store.ts'
import {
  needsEvent,
  notYourCoalition,
  otherCoalition,
  takesNoCampaign,
  takesNoEvent,
  takesNoOptions,
  unknownCampaign,
  unknownSituation,
  widerThanCampaign,
} from './errors.ts'
import type { Post, PostContent, PostInput } from './schema.ts'

/** Posts are written by people of an organization, or by programs of theirs. */
export const authorOf = (actor: Actor) => {
  if (actor.kind !== 'person') throw forbidden()
  return { organizationId: actor.organizationId, contactId: actor.contactId }
}

const refuseUnfit = ({ kind, event, options, campaignId }: PostInput) => {
  if (kind === 'event-notice' && !event) throw needsEvent()
  if (event && kind !== 'event-notice' && kind !== 'meeting-notice') throw takesNoEvent()
  if (options.length > 0 && kind !== 'situation-report') throw takesNoOptions()
  if (campaignId && kind !== 'appeal') throw takesNoCampaign()
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

/** An appeal names a campaign that runs, and only to those who may know of it: when it is written, and when it goes out. */
export const requireCampaign = async (
  store: Store,
  { campaignId, audience, organizationId }: Pick<Post, 'campaignId' | 'audience' | 'organizationId'>,
) => {
  if (!campaignId) return
  const campaign = await campaigns.find(store, campaignId)
  if (campaign?.status !== 'running') throw unknownCampaign()
  const { coalitionId, openTo } = campaign
  if (audience.to === 'coalition' && audience.coalitionId === coalitionId) return
  if (openTo === 'coalition') {
    const isInside = await standingIn(store, coalitionId, organizationId)
    throw isInside ? widerThanCampaign() : unknownCampaign()
  }
  if (audience.to === 'coalition') throw otherCoalition()
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
    'kind' | 'titles' | 'situationIds' | 'places' | 'stages' | 'groups' | 'audience' | 'event' | 'campaignId'
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
  const { kind, texts, situationIds, places, stages, groups, audience, sources, options, campaignId } = input
  await requireSituations(deps.store, situationIds)
  await requireVoice(deps.store, { audience, organizationId })
  const titles = texts.map(({ language, title }) => ({ language, title }))
  const event = eventOf(input)
  const head = { kind, titles, situationIds, places, stages, groups, audience, event, campaignId }
  return { head, content: { texts, sources, options } }
}
