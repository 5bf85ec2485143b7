import { type Actor, isCoordinator } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Page } from '../storage/store.ts'
import { noSuchCase } from './errors.ts'
import { type CaseFilter, listOfCases, publicCases } from './keys.ts'
import { cases, casesIn, getCase, listStages, type Paging } from './repository.ts'
import type { Case, StageEntry } from './schema.ts'
import { asShown } from './standing.ts'

export const readCase = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'case.read', 'case')
  return asShown(await getCase(deps.store, id))
}

const shown = ({ items, next }: Page<Case>) => ({ items: items.map(asShown), ...(next && { next }) })

interface Listing {
  readonly filter: CaseFilter
  readonly page: Paging
}

export const listCases = async (deps: Deps, actor: Actor, { filter, page }: Listing) => {
  permit(actor, 'case.list')
  return shown(await casesIn(deps.store, listOfCases(filter), page))
}

/** Who kept it is between coordinators. */
type Anonymous = Omit<StageEntry, 'by'> & Partial<Pick<StageEntry, 'by'>>

/** How a case came to where it is, latest first, with what shows it. */
export const readStages = async (
  deps: Deps,
  actor: Actor,
  { id, page }: { id: string; page: Paging },
): Promise<Page<Anonymous>> => {
  permitToKnow(actor, 'case.read', 'case')
  await getCase(deps.store, id)
  const { items, next } = await listStages(deps.store, id, page)
  const seen = items.map(({ by, ...open }) => (isCoordinator(actor) ? { ...open, by } : open))
  return { items: seen, ...(next && { next }) }
}

/** A case that the public may read; any other does not exist. */
export const readPublicCase = async ({ store }: Pick<Deps, 'store'>, id: string) => {
  const found = /^cas_[0-9a-z]{1,32}$/.test(id) ? await cases.find(store, id) : undefined
  if (found?.visibility !== 'public') throw noSuchCase()
  return asShown(found)
}

/** Public cases, newest change first. */
export const listPublicCases = async ({ store }: Pick<Deps, 'store'>, page: Paging) =>
  shown(await casesIn(store, publicCases, page))
