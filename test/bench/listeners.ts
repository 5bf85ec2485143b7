import type { Deps } from '../../shared/deps.ts'
import { startCredential } from '../../shared/identity/start-credential.ts'
import { newRecord } from '../../shared/storage/collection.ts'
import type { Action } from '../../shared/storage/store.ts'
import { attemptKey } from '../../shared/webhooks/keys.ts'
import { createEndpoint } from '../../shared/webhooks/repository.ts'
import { contactId, isoOf, momentOf } from './named.ts'
import { organizationId, padded } from './roster.ts'

export const endpointId = (at: number) => `whk_${padded(at)}` as const

/** Three endpoints listen to alerts, however many there are; the others listen to something else. */
const endpointRows = (at: number): Action[] => {
  const endpoint = {
    id: endpointId(at),
    ownerId: contactId(at * 40),
    organizationId: organizationId(at * 10),
    ownerEpoch: 1,
    url: 'https://listener.example.org/hook',
    types: [at < 3 ? 'alert.issued' : 'meeting.called'],
    enabled: true,
    ...newRecord(momentOf(at)),
  }
  const secrets = { sealed: [{ keyId: 'k1', box: 'box' }], version: 1 }
  const hint = { endpointId: endpoint.id, eventId: `evt_${padded(at)}` as const, run: 'first', attempt: 1 }
  const attempt = { type: 'alert.issued', replay: false, durationMs: 5, status: 200 }
  return [
    ...createEndpoint(endpoint, secrets).filter((action) => 'put' in action),
    {
      table: 'integrations',
      put: {
        ...attempt,
        eventId: hint.eventId,
        attempt: 1,
        at: isoOf(at),
        ...attemptKey({ ...hint, subject: '', at: isoOf(at) }, isoOf(at)),
      },
    },
  ]
}

const far = Date.UTC(2099, 0, 1) / 1000

export const secretOf = (at: number) => `secret-${padded(at)}`

const credentialRows = (deps: Pick<Deps, 'store' | 'clock'>, at: number) =>
  startCredential(deps, secretOf(at), {
    id: `tok_${padded(at)}`,
    kind: 'token',
    person: {
      kind: 'person',
      contactId: contactId(at * 40),
      organizationId: organizationId(at * 10),
      relation: 'member',
      grants: [],
    },
    createdAt: isoOf(at),
    expiresAt: far,
  })

/** A listening endpoint with an attempt, and somebody's token: one of each for every ten organizations. */
export const listenerRows = async (deps: Pick<Deps, 'store' | 'clock'>, at: number): Promise<Action[]> => [
  ...endpointRows(at),
  ...(await credentialRows(deps, at)),
]
