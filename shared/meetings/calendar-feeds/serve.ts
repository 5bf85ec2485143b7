import { findCoalitions, takesPartInAny } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { feedCalendar } from '../../rendering/feed-calendar.ts'
import type { Item, Page, Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { meetingsOfCoalition } from '../keys.ts'
import { noticeOf } from '../notice.ts'
import { findMeetings, meetingsIn, type PageOf, placesOfOrganization } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { seriesIdOf } from '../series/change.ts'
import { publishedNotices } from '../series/published.ts'
import { apartFrom } from '../series/read.ts'
import { isWithdrawn, onlyKnownTo } from '../standing.ts'
import { findSubscription } from './repository.ts'
import type { Subscription } from './schema.ts'

/** So long a meeting stays after it was to begin; who looks up what was then has the minutes. */
const kept = 90 * 86_400_000
const most = 1000

interface Holder {
  readonly subscription: Subscription
  readonly organization: Organization
  readonly contact: Contact
}

/** Whose subscription it is, if it still is one: revoked, forged, or of a contact who has changed since are all alike. */
const holderOf = async ({ store }: Deps, secret: string): Promise<Holder> => {
  const subscription = await findSubscription(store, secret)
  const organization = subscription && (await findOrganization(store, subscription.organizationId))
  const contact = organization?.contacts.find(({ id }) => id === subscription?.contactId)
  if (!subscription || !organization || contact?.epoch !== subscription.epoch) throw notFound('calendar')
  return { subscription, organization, contact }
}

const all = async <T>(read: (page: PageOf) => Promise<Page<T>>): Promise<T[]> => {
  const found: T[] = []
  let after: Item | undefined
  do {
    const page = await read({ limit: 200, after })
    found.push(...page.items)
    after = page.next
  } while (after && found.length < most)
  return found.slice(0, most)
}

const ofOrganization = async (store: Store, { id, relation }: Organization, from: string) => {
  const ids = await all(async (page) => {
    const { ids: items, next } = await placesOfOrganization(store, id, { from }, page)
    return { items, ...(next && { next }) }
  })
  const found = await findMeetings(store, distinct(ids))
  return onlyKnownTo(store, found, { organizationId: id, relation })
}

/** Who has left a coalition finds an empty calendar there, so that their device forgets what it showed. */
const ofCoalition = async (store: Store, coalitionId: string, { id }: Organization, from: string) =>
  (await takesPartInAny(store, id, [coalitionId]))
    ? all((page) => meetingsIn(store, meetingsOfCoalition(coalitionId), { from }, page))
    : []

/** Of a series the whole, in which is whatever stands apart from it, however long ago it began. */
const bySeries = async (store: Store, meetings: readonly Meeting[]) => {
  const ids = distinct(meetings.flatMap((meeting) => seriesIdOf(meeting) ?? []))
  const single = meetings.filter((meeting) => !seriesIdOf(meeting))
  return [...single, ...(await findMeetings(store, ids))]
}

/** Those a contact is invited to; a discreet one gets no entries, wherever they would come from. */
const meetingsFor = async ({ store, clock }: Deps, { subscription, organization, contact }: Holder) => {
  if (contact.discreet) return []
  const from = new Date(clock.now().getTime() - kept).toISOString()
  const { coalitionId } = subscription
  const found = coalitionId
    ? await ofCoalition(store, coalitionId, organization, from)
    : await ofOrganization(store, organization, from)
  return (await bySeries(store, found))
    .filter((meeting) => !isWithdrawn(meeting, contact.id))
    .sort((a, b) => a.startsAtUtc.localeCompare(b.startsAtUtc))
}

const coalitionsOf = async (store: Store, meetings: readonly Meeting[]) => {
  const ids = distinct(meetings.flatMap(({ coalitionId }) => coalitionId ?? []))
  return new Map((await findCoalitions(store, ids)).map((coalition) => [coalition.id, coalition]))
}

/** The calendar under a private address, as it stands: the same while nothing changes, byte for byte. */
export const readCalendar = async (deps: Deps, secret: string): Promise<string> => {
  const holder = await holderOf(deps, secret)
  const meetings = await meetingsFor(deps, holder)
  const coalitions = await coalitionsOf(deps.store, meetings)
  const noticed = meetings.map(async (meeting) => {
    const coalition = meeting.coalitionId ? coalitions.get(meeting.coalitionId) : undefined
    const apart = await apartFrom(deps.store, meeting)
    return { meeting, apart, notice: noticeOf(meeting, coalition, apart) }
  })
  return feedCalendar(publishedNotices(await Promise.all(noticed)), {
    name: deps.config.alliance,
    languages: holder.contact.languages,
  })
}
