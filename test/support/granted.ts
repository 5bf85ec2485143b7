import { type FunctionDefinition, type FunctionName, functions } from '../../infra/topology.ts'
import type { Deps } from '../../shared/deps.ts'
import type { Files } from '../../shared/ports/files.ts'
import type { Action, Key, Store } from '../../shared/storage/store.ts'
import type { TableName } from '../../shared/storage/tables.ts'

/** What a function was kept from because its entry in the topology does not name it: in AWS it would be denied. */
export const granted = (name: FunctionName, deps: Deps, denials: string[]): Deps => {
  const { reads, writes, removes = [], sends, reaches }: FunctionDefinition = functions[name]
  const deny = (what: string) => {
    denials.push(`${name} ${what}`)
    throw new Error(`AccessDenied: ${name} ${what}`)
  }
  const read = (table: TableName) => reads.includes(table) || writes.includes(table) || deny(`reads ${table}`)
  const write = (table: TableName) => writes.includes(table) || deny(`writes ${table}`)
  const mayRemove = ({ pk }: Key, from: TableName) =>
    removes.some(({ table, keys }) => table === from && keys.some((key) => pk.startsWith(key.slice(0, -1))))
  const act = (action: Action) => {
    if ('check' in action) return read(action.table)
    if ('delete' in action && mayRemove(action.delete, action.table)) return
    write(action.table)
  }
  const { store, queues, files } = deps
  const gated: Store = {
    ...store,
    get: async (table, key) => {
      read(table)
      return store.get(table, key)
    },
    getMany: async (keys) => {
      for (const { table } of keys) read(table)
      return store.getMany(keys)
    },
    query: async (query) => {
      read(query.table)
      return store.query(query)
    },
    write: async (action) => {
      act(action)
      return store.write(action)
    },
    transact: async (actions) => {
      for (const action of actions) act(action)
      return store.transact(actions)
    },
    writeMany: async (actions) => {
      for (const action of actions) act(action)
      return store.writeMany(actions)
    },
    swap: async (table, swaps) => {
      write(table)
      return store.swap(table, swaps)
    },
  }
  const send: typeof queues.send = async (queue, ...given) => {
    if (!sends.includes(queue)) deny(`sends to ${queue}`)
    return queues.send(queue, ...given)
  }
  const reach = (...places: FunctionDefinition['reaches']) =>
    places.some((place) => reaches.includes(place)) || deny(`reaches ${places[0]}`)
  const gatedFiles: Files = {
    takeUp: async (file) => reach('attachments') && files.takeUp(file),
    keep: async (file, bytes) => void (reach('attachments') && (await files.keep(file, bytes))),
    read: async (id) => reach('attachments') && files.read(id),
    handOut: async (file) => reach('attachments') && files.handOut(file),
    remove: async (id) => void (reach('attachments', 'attachment-removal') && (await files.remove(id))),
  }
  return { ...deps, store: gated, queues: { ...queues, send }, files: gatedFiles }
}
