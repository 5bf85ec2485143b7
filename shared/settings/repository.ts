import { staleVersion } from '../errors.ts'
import type { Action, Key, Store } from '../storage/store.ts'
import { type Settings, settings } from './schema.ts'

const table = 'members'
const key: Key = { pk: 'settings', sk: 'settings' }

/** What is set, and what holds where nothing is. */
export const getSettings = async (store: Store): Promise<Settings> =>
  settings.parse((await store.get(table, key)) ?? {})

export const putSettings = (before: Settings, after: Settings): Action => ({
  table,
  put: { ...after, ...key },
  if: before.version === 0 ? 'absent' : { version: before.version },
  orElse: () => staleVersion('settings'),
})
