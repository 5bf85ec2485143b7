import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Item, Page, Store } from '../storage/store.ts'
import { getItem, itemsAt } from './repository.ts'
import type { LibraryItem } from './schema.ts'
import { type Facets, tokensAsked, tokensOf, wordsIn } from './tokens.ts'

export interface Search {
  readonly words?: string | undefined
  /** Of the words. */
  readonly wordsIn?: string | undefined
  readonly facets: Facets
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** So many reads a page takes at most; a page that they do not fill leads on all the same. */
const mostReads = 5

/**
 * Looks up the rarest thing that is asked for, and compares the rest: what is read is one place of the catalogue,
 * never the library.
 */
const find = async (store: Store, { words = '', wordsIn: of, facets, page }: Search, isPublic: boolean) => {
  const [first, ...rest] = tokensAsked(facets, wordsIn(words, of).slice(0, 8))
  const fits = (each: LibraryItem) => {
    if (isPublic && each.visibility !== 'public') return false
    const tokens = new Set(tokensOf(each))
    return rest.every((token) => tokens.has(token))
  }
  const items: LibraryItem[] = []
  let { after } = page
  for (let read = 0; read < mostReads; read++) {
    // No more than still fit, so that the page ends where the cursor goes on.
    const limit = page.limit - items.length
    const found: Page<LibraryItem> = await itemsAt(store, first, { limit, after })
    items.push(...found.items.filter(fits))
    after = found.next
    if (!after || items.length >= page.limit) break
  }
  return { items, ...(after && { next: after }) }
}

export const searchLibrary = (deps: Deps, actor: Actor, search: Search) => {
  permit(actor, 'library.read')
  return find(deps.store, search, false)
}

export const readItem = (deps: Deps, actor: Actor, id: string): Promise<LibraryItem> => {
  permitToKnow(actor, 'library.read', 'library item')
  return getItem(deps.store, id)
}

/** What anybody may find. */
export const searchPublicLibrary = ({ store }: Pick<Deps, 'store'>, search: Search) =>
  find(store, search, true)
