import { staleVersion } from '../../errors.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { type Proxies, proxies } from './schema.ts'

const table = 'meetings'
const keyOf = (meetingId: string): Key => ({ pk: meetingId, sk: 'proxies' })
const orElse = () => staleVersion('proxy')

/** Version 0 until the first is given. */
export const findProxies = async (store: Store, meetingId: string): Promise<Proxies> => {
  const item = await store.get(table, keyOf(meetingId))
  return item ? proxies.parse(item) : { given: [], version: 0 }
}

const asRead = ({ version }: Proxies) => (version === 0 ? ('absent' as const) : { version })

export const putProxies = (meetingId: string, before: Proxies, given: Proxies['given']): Action => ({
  table,
  put: { given, version: before.version + 1, ...keyOf(meetingId) },
  if: asRead(before),
  orElse,
})

/** Fails the transaction when others speak for somebody than were read. */
export const proxiesUnchanged = (meetingId: string, read: Proxies): Action => ({
  table,
  check: keyOf(meetingId),
  if: asRead(read),
  orElse,
})
