import type { Key } from '../storage/store.ts'
import type { Hint } from './hint.ts'
import type { Endpoint } from './schema.ts'

export const organizationList = (organizationId: string) => `webhooks-of#${organizationId}`
export const typeList = (type: string) => `webhooks-on#${type}`

/** A disabled endpoint stands in no list of a type. */
export const endpointLists = ({ id, organizationId, createdAt, enabled, types }: Endpoint): Key[] => [
  { pk: organizationList(organizationId), sk: `${createdAt}#${id}` },
  ...(enabled ? types.map((type) => ({ pk: typeList(type), sk: id })) : []),
]

export const secretsKey = (id: string): Key => ({ pk: id, sk: 'secrets' })
export const healthKey = (id: string): Key => ({ pk: id, sk: 'health' })
export const countKey = (ownerId: string): Key => ({ pk: `webhooks-by#${ownerId}`, sk: 'count' })

export const claimsOf = (eventId: string) => `claim#${eventId}#`
export const claimKey = ({ endpointId, eventId, run, attempt }: Hint): Key => ({
  pk: endpointId,
  sk: `${claimsOf(eventId)}${run}#${attempt}`,
})

export const attemptList = (id: string) => `attempts#${id}`
export const attemptKey = ({ endpointId, eventId, run, attempt }: Hint, at: string): Key => ({
  pk: attemptList(endpointId),
  sk: `${at}#${eventId}#${run}#${attempt}`,
})
