import { notFound, staleVersion } from '../errors.ts'
import { derivedId } from '../ids.ts'
import { collection } from '../storage/collection.ts'
import type { Action, Key, Store } from '../storage/store.ts'
import { type Secrets, secrets } from '../webhooks/schema.ts'
import { type Hub, hub, type IncomingAlert, incomingAlert } from './schema.ts'

const table = 'integrations'

export const listOfHubs = 'hubs'

export const hubs = collection({
  table,
  noun: 'hub',
  schema: hub,
  lists: ({ createdAt, id }) => [{ pk: listOfHubs, sk: `${createdAt}#${id}` }],
})

export const getHub = async (store: Store, id: string): Promise<Hub> => {
  const found = await hubs.find(store, id)
  if (!found) throw notFound('hub')
  return found
}

const secretsKey = (hubId: string): Key => ({ pk: hubId, sk: 'secrets' })

export const findSecrets = async (store: Store, hubId: string): Promise<Secrets | undefined> => {
  const item = await store.get(table, secretsKey(hubId))
  return item && secrets.parse(item)
}

/** Its secrets, in the place of those of the version before. */
export const putSecrets = (hubId: string, kept: Secrets): Action => ({
  table,
  put: { ...kept, ...secretsKey(hubId) },
  if: kept.version === 1 ? 'absent' : { version: kept.version - 1 },
  orElse: () => staleVersion('hub'),
})

export const deleteSecrets = (hubId: string): Action => ({ table, delete: secretsKey(hubId) })

export const incomingAlerts = collection({
  table: 'alerts',
  noun: 'incoming alert',
  schema: incomingAlert,
  lists: ({ status, createdAt, id }) => [{ pk: listOfIncoming(status), sk: `${createdAt}#${id}` }],
})

export const listOfIncoming = (status: IncomingAlert['status']) => `incoming#${status}`

/** One message, however often and by whichever hub it comes. */
export const idOfMessage = ({
  sender,
  identifier,
}: Pick<IncomingAlert['message'], 'sender' | 'identifier'>) => derivedId('incoming', sender, identifier)
