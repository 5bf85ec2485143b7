import type { Item, Store } from '../../../shared/storage/store.ts'

/** A store that counts how often each organization is read through it, contacts and all. */
export const countingOrganizations = (store: Store) => {
  const times = new Map<string, number>()
  const note = (item: Item | undefined) => {
    if (!Array.isArray(item?.['contacts'])) return
    const id = String(item['id'])
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  const counted: Store = {
    ...store,
    async get(table, key) {
      const item = await store.get(table, key)
      note(item)
      return item
    },
    async getMany(keys) {
      const items = await store.getMany(keys)
      for (const item of items) note(item)
      return items
    },
    async query(query) {
      const page = await store.query(query)
      for (const item of page.items) note(item)
      return page
    },
  }
  const reads = () => [...times.values()].reduce((sum, each) => sum + each, 0)
  /** How often each organization was read, on the average. */
  return { store: counted, reads, ratio: () => reads() / times.size }
}
