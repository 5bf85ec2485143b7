import { type Actor, isCoordinator } from '../../access/actor.ts'
import { may, permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Item, Store } from '../../storage/store.ts'
import { isInside, withinReach } from '../reach.ts'
import { noSuchLetter } from './errors.ts'
import {
  everyLetter,
  findSignature,
  getLetter,
  lettersIn,
  lettersOf,
  openLetters,
  signaturesPage,
} from './repository.ts'
import { isForMembers, type Letter } from './schema.ts'

const sees = async (store: Store, actor: Actor, letter: Letter) =>
  isForMembers(letter) || isInside(store, actor, letter)

export const readLetter = async (deps: Deps, actor: Actor, id: string): Promise<Letter> => {
  permitToKnow(actor, 'letter.read', 'letter')
  const found = await getLetter(deps.store, id)
  if (!(await sees(deps.store, actor, found))) throw noSuchLetter()
  return found
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

interface Listing {
  readonly coalitionId?: string | undefined
  readonly page: Paging
}

/** A coalition's letters, or those open to every member; of all, for coordinators. Newest first. */
export const listLetters = async (deps: Deps, actor: Actor, { coalitionId, page }: Listing) => {
  permit(actor, 'letter.read')
  if (!coalitionId) return lettersIn(deps.store, isCoordinator(actor) ? everyLetter : openLetters, page)
  if (!(await isInside(deps.store, actor, { coalitionId }))) throw notFound('coalition')
  return lettersIn(deps.store, lettersOf(coalitionId), page)
}

/** So many letters of a list are looked through for what is to be signed. */
const newest = { limit: 25 }

/** Letters that the actor's organization may sign and has not: open to every member, or to a coalition it is in. The next deadline first. */
export const lettersToSign = async ({ store, clock }: Deps, actor: Actor): Promise<Letter[]> => {
  if (actor.kind !== 'person' || actor.relation !== 'member') return []
  const { organizationId } = actor
  if (!may(actor, 'letter.sign', { organizationId }) || !may(actor, 'letter.read')) return []
  const known = await withinReach(store, organizationId, {
    open: () => lettersIn(store, openLetters, newest),
    of: (coalitionId) => lettersIn(store, lettersOf(coalitionId), newest),
  })
  const now = clock.now().toISOString()
  const due = known.filter(({ state, signBy }) => state === 'open' && signBy > now)
  const signed = await Promise.all(due.map(({ id }) => findSignature(store, id, organizationId)))
  return due.filter((_, at) => !signed[at]).sort((a, b) => a.signBy.localeCompare(b.signBy))
}

/** Who has signed, by organization; which person did so is for coordinators. */
export const listSignatures = async (
  deps: Deps,
  actor: Actor,
  { id, page }: { id: string; page: Paging },
) => {
  await readLetter(deps, actor, id)
  const { items, next } = await signaturesPage(deps.store, id, page)
  const seen = items.map(({ contactId, ...open }) => (isCoordinator(actor) ? { ...open, contactId } : open))
  return { items: seen, ...(next && { next }) }
}
