import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { findOrganization, findOrganizations } from '../organizations/repository.ts'
import { findSituations } from '../situations/repository.ts'
import type { Page, Store } from '../storage/store.ts'
import { distinct } from '../text.ts'
import { mayAsk } from './ask.ts'
import { type Entrance, enterToRead, organizationOf, seesAll } from './enter.ts'
import { coalitionsOn, everyCoalition, openCoalitions } from './keys.ts'
import { standingOf } from './lifecycle.ts'
import { coalitionsIn, findCoalitions, insidePage, type Paging, participantsPage } from './repository.ts'
import type { Coalition, Participation } from './schema.ts'

type Confided = 'by' | 'reason' | 'invitedBecause' | 'knownTo' | 'told'

/** How an organization takes part, as its fellows see it. */
export type Participant = Omit<Participation, Confided> &
  Partial<Pick<Participation, Confided>> & { readonly name: string }

interface Listing {
  readonly situationId?: string | undefined
  readonly page: Paging
}

/** Coalitions newest first, for coordinators; for others those that their own organization is in. */
export const listCoalitions = async (
  deps: Deps,
  actor: Actor,
  { situationId, page }: Listing,
): Promise<Page<Coalition>> => {
  // What follows is each organization's own, so everybody stands within it.
  permit(actor, 'coalition.list', { standing: 'observer' })
  if (seesAll(actor))
    return coalitionsIn(deps.store, situationId ? coalitionsOn(situationId) : everyCoalition, page)
  const { items, next } = await insidePage(deps.store, organizationOf(actor)!, page)
  const found = await findCoalitions(
    deps.store,
    items.map(({ coalitionId }) => coalitionId),
  )
  return {
    items: found.filter((each) => !situationId || each.situationId === situationId),
    ...(next && { next }),
  }
}

/** Coalitions that the actor leads, and for coordinators all, newest first: where they may speak for it. */
export const listCoalitionsLed = async (
  { store }: Deps,
  actor: Actor,
  page: Paging,
): Promise<Coalition[]> => {
  permit(actor, 'coalition.list', { standing: 'observer' })
  if (seesAll(actor)) return (await coalitionsIn(store, everyCoalition, page)).items
  const { items } = await insidePage(store, organizationOf(actor)!, page)
  const led = items.filter((each) => standingOf(each) === 'lead')
  return findCoalitions(
    store,
    led.map(({ coalitionId }) => coalitionId),
  )
}

/** What those outside hear of a coalition that is open to them. */
export type OpenCoalition = Pick<Coalition, 'id' | 'situationId' | 'name' | 'purpose' | 'createdAt'>

/** Coalitions that the actor's organization may ask to join, newest first: no confidential one, none on a situation withheld from it. */
export const listOpenCoalitions = async (
  deps: Deps,
  actor: Actor,
  page: Paging,
): Promise<Page<OpenCoalition>> => {
  permit(actor, 'coalition.ask', { organizationId: organizationOf(actor) })
  const { items, next } = await coalitionsIn(deps.store, openCoalitions, page)
  const organization = await findOrganization(deps.store, organizationOf(actor)!)
  const situations = await findSituations(deps.store, distinct(items.map(({ situationId }) => situationId)))
  const shown = items.filter(({ situationId }) =>
    mayAsk(
      organization,
      situations.find(({ id }) => id === situationId),
    ),
  )
  return {
    items: shown.map(({ id, situationId, name, purpose, createdAt }) => ({
      id,
      situationId,
      name,
      purpose,
      createdAt,
    })),
    ...(next && { next }),
  }
}

/** How much of the others an actor sees: themselves alone, who has joined for all to know, or everybody and why. */
type Sight = 'itself' | 'inside' | 'everybody'

const sightOf = (actor: Actor, { within }: Entrance): Sight => {
  if (seesAll(actor) || within.standing === 'lead') return 'everybody'
  return within.standing ? 'inside' : 'itself'
}

const named = async (store: Store, found: readonly Participation[]) => {
  const organizations = await findOrganizations(
    store,
    found.map(({ organizationId }) => organizationId),
  )
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  return found.map((each) => ({ ...each, name: names.get(each.organizationId) ?? '' }))
}

const asSeenBy = (
  actor: Actor,
  sight: Sight,
  { by, reason, invitedBecause, knownTo, told, ...open }: Participation & { name: string },
): Participant => {
  if (sight !== 'everybody') return open
  const confided = { ...open, reason, invitedBecause, knownTo }
  if (seesAll(actor)) return { ...confided, by, told }
  const { contactId: _, ...organizationOnly } = by
  return { ...confided, by: organizationOnly }
}

const participantsFor = async (
  deps: Deps,
  actor: Actor,
  entrance: Entrance,
  page: Paging,
): Promise<Page<Participant>> => {
  const sight = sightOf(actor, entrance)
  const { coalition, own } = entrance
  const found: Page<Participation> =
    sight === 'itself' ? { items: own ? [own] : [] } : await participantsPage(deps.store, coalition.id, page)
  const fellow = (each: Participation) =>
    each.organizationId === own?.organizationId || (each.status === 'joined' && each.knownTo === 'everybody')
  const shown = sight === 'everybody' ? found.items : found.items.filter(fellow)
  const items = (await named(deps.store, shown)).map((each) => asSeenBy(actor, sight, each))
  return { items, ...(found.next && { next: found.next }) }
}

interface PartListing {
  readonly id: string
  readonly page: Paging
}

export const listParticipants = async (
  deps: Deps,
  actor: Actor,
  { id, page }: PartListing,
): Promise<Page<Participant>> => participantsFor(deps, actor, await enterToRead(deps.store, actor, id), page)

/** So many organizations come with their coalition; `listParticipants` goes on. */
const comeAlong = 100

export const readCoalition = async (deps: Deps, actor: Actor, id: string) => {
  const entrance = await enterToRead(deps.store, actor, id)
  const { items } = await participantsFor(deps, actor, entrance, { limit: comeAlong })
  return { ...entrance.coalition, organizations: items }
}
