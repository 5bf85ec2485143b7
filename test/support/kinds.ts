import type { Action, Item, Store } from '../../shared/storage/store.ts'
import type { TableName } from '../../shared/storage/tables.ts'
import { ends } from '../../shared/takeout/kind.ts'
import { kindOf } from '../../shared/takeout/kinds.ts'

/** What a row is, and how long it stays, is said in the table of kinds; a row that is not so fails whichever test comes by it. */
const check = (table: TableName, item: Item) => {
  const kind = kindOf(table, item)
  if (!kind) throw new Error(`No kind of row: ${table} ${String(item['pk'])} ${String(item['sk'])}`)
  const expires = typeof item['expiresAt'] === 'number'
  if (expires !== ends.includes(kind.life))
    throw new Error(`A ${kind.name} ${expires ? 'expires' : 'does not expire'}, and its life is ${kind.life}`)
}

const checkAction = (action: Action) => {
  if ('put' in action) check(action.table, action.put)
  if ('add' in action) check(action.table, { ...action.add, ...action.set })
}

/** A store that takes no row of a kind that nobody has thought about: whether it leaves, and how long it stays. */
export const ofKnownKinds = (store: Store): Store => ({
  ...store,
  write: async (action) => {
    checkAction(action)
    return store.write(action)
  },
  transact: async (actions) => {
    actions.forEach(checkAction)
    return store.transact(actions)
  },
  writeMany: async (actions) => {
    actions.forEach(checkAction)
    return store.writeMany(actions)
  },
  swap: async (table, swaps) => {
    for (const swap of swaps) if ('insert' in swap) check(table, swap.insert)
    return store.swap(table, swaps)
  },
})
