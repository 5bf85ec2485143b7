import type { Key } from '../storage/store.ts'
import type { Coalition, Participation } from './schema.ts'

export const everyCoalition = 'coalitions'
export const openCoalitions = 'coalitions#open'
export const coalitionsOn = (situationId: string) => `situation#${situationId}`

export const listKeys = ({ id, situationId, createdAt, open, status }: Coalition): Key[] => {
  const sk = `${createdAt}#${id}`
  return [
    { pk: everyCoalition, sk },
    { pk: coalitionsOn(situationId), sk },
    ...(open && status === 'active' ? [{ pk: openCoalitions, sk }] : []),
  ]
}

export const participantPrefix = 'organization#'

type Of = Pick<Participation, 'coalitionId' | 'organizationId'>

export const participationKey = ({ coalitionId, organizationId }: Of): Key => ({
  pk: coalitionId,
  sk: `${participantPrefix}${organizationId}`,
})

/** Where an organization finds what it is in; there only while it is invited or has joined. */
export const insideOf = (organizationId: string) => `organization#${organizationId}`
export const insideKey = ({ coalitionId, organizationId }: Of): Key => ({
  pk: insideOf(organizationId),
  sk: coalitionId,
})
