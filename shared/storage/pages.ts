import type { Item, Page } from './store.ts'

interface Asked {
  readonly limit: number
  readonly after?: Item | undefined
}

type Read<T> = (asked: Asked) => Promise<Page<T>>

/** A read takes so many rows where nobody says otherwise. */
const atOnce = 200

/** All of a listing, page by page; of more than `most`, the first. */
export const everyItem = async <T>(read: Read<T>, most = Number.POSITIVE_INFINITY): Promise<T[]> => {
  const found: T[] = []
  let after: Item | undefined
  do {
    const page = await read({ limit: atOnce, after })
    found.push(...page.items)
    after = page.next
  } while (after && found.length < most)
  return found.slice(0, most)
}

/** All of a listing, one page of it in memory at a time. */
export async function* eachItem<T>(read: Read<T>): AsyncGenerator<T> {
  let after: Item | undefined
  do {
    const page = await read({ limit: atOnce, after })
    yield* page.items
    after = page.next
  } while (after)
}

/** So many reads a page takes at most; a page that they do not fill leads on all the same. */
const mostReads = 5

/** A page of what fits, of a listing that holds other things besides. */
export const pageOfFitting = async <T>(
  read: Read<T>,
  { limit, after: from }: Asked,
  fits: (each: T) => boolean,
): Promise<Page<T>> => {
  const items: T[] = []
  let after = from
  for (let reads = 0; reads < mostReads; reads++) {
    // No more than still fit, so that the page ends where the cursor goes on.
    const page = await read({ limit: limit - items.length, after })
    items.push(...page.items.filter(fits))
    after = page.next
    if (!after || items.length >= limit) break
  }
  return { items, ...(after && { next: after }) }
}
