import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import { addressOf } from '../attachments/attach.ts'
import type { Deps } from '../deps.ts'
import { pageOfFitting } from '../storage/pages.ts'
import type { Item, Store } from '../storage/store.ts'
import { getItem, itemsAt, library } from './repository.ts'
import type { LibraryItem } from './schema.ts'
import { type Facets, tokensAsked, tokensOf, wordsIn } from './tokens.ts'

export interface Search {
  readonly words?: string | undefined
  /** Of the words. */
  readonly wordsIn?: string | undefined
  readonly facets: Facets
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/**
 * Looks up the rarest thing that is asked for, and compares the rest: what is read is one place of the catalogue,
 * never the library.
 */
const find = (store: Store, { words = '', wordsIn: of, facets, page }: Search, isPublic: boolean) => {
  const [first, ...rest] = tokensAsked(facets, wordsIn(words, of).slice(0, 8))
  const fits = (each: LibraryItem) => {
    if (isPublic && each.visibility !== 'public') return false
    const tokens = new Set(tokensOf(each))
    return rest.every((token) => tokens.has(token))
  }
  return pageOfFitting((asked) => itemsAt(store, first, asked), page, fits)
}

export const searchLibrary = (deps: Deps, actor: Actor, search: Search) => {
  permit(actor, 'library.read')
  return find(deps.store, search, false)
}

export const readItem = (deps: Deps, actor: Actor, id: string): Promise<LibraryItem> => {
  permitToKnow(actor, 'library.read', 'library item')
  return getItem(deps.store, id)
}

interface Attached {
  readonly id: string
  readonly attachmentId: string
}

/** Where something that an item carries can be fetched. */
export const openItemFile = async (deps: Deps, actor: Actor, { id, attachmentId }: Attached) =>
  addressOf(deps, (await readItem(deps, actor, id)).attachments, attachmentId)

/** Where anybody can fetch what a public item carries. */
export const openPublicItemFile = async (
  deps: Pick<Deps, 'store' | 'files'>,
  { id, attachmentId }: Attached,
) => {
  const found = await library.find(deps.store, id)
  return addressOf(deps, found?.visibility === 'public' ? found.attachments : [], attachmentId)
}

/** What anybody may find. */
export const searchPublicLibrary = ({ store }: Pick<Deps, 'store'>, search: Search) =>
  find(store, search, true)
