import type { Item, Page } from './store.ts'

interface Asked {
  readonly limit: number
  readonly after?: Item | undefined
}

type Read<T> = (asked: Asked) => Promise<Page<T>>

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
