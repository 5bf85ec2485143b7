import { randomBytes } from 'node:crypto'
import type { Person } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import type { Contact, Organization } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import type { Credential } from './credentials.ts'
import { replaceCredential, startCredential } from './start-credential.ts'

export const sessionLife = 12 * 3600

/** For whom somebody may sign in: one contact of one organization. */
export interface Seat {
  readonly organization: Organization
  readonly contact: Contact
}

export interface Session {
  /** The bearer's secret; only its hash is kept. */
  readonly secret: string
  readonly person: Person
  readonly expiresAt: Date
  readonly provedAt?: string | undefined
}

/** What somebody came with, the secret included. */
export type Held = Credential & { readonly secret: string }

const newSecret = () => randomBytes(32).toString('base64url')

const asSession = (secret: string, { person, expiresAt, provedAt }: Credential): Session => ({
  secret,
  person,
  expiresAt: new Date(expiresAt * 1000),
  provedAt,
})

interface Opening extends Seat {
  readonly id: string
  readonly provedAt?: string
}

interface Opened {
  readonly session: Session
  readonly actions: readonly Action[]
}

/** A session of twelve hours, and the writes that begin it. */
export const openSession = async (
  deps: Deps,
  { id, organization, contact, provedAt }: Opening,
): Promise<Opened> => {
  const now = deps.clock.now()
  const secret = newSecret()
  const person = {
    kind: 'person' as const,
    contactId: contact.id,
    organizationId: organization.id,
    relation: organization.relation,
    grants: contact.grants,
  }
  const expiresAt = Math.floor(now.getTime() / 1000) + sessionLife
  const createdAt = now.toISOString()
  const given: Credential = {
    id,
    kind: 'session',
    person,
    createdAt,
    expiresAt,
    ...(provedAt && { provedAt }),
  }
  return { session: asSession(secret, given), actions: await startCredential(deps, secret, given) }
}

/**
 * The same session as one in which the second factor has been proved, under a new secret: whoever else has a copy
 * of the old one is not lifted along, but out.
 */
export const renewSession = async (deps: Deps, { secret: old, ...held }: Held): Promise<Opened> => {
  const secret = newSecret()
  const given: Credential = {
    ...held,
    id: deps.ids.next('signIn'),
    provedAt: deps.clock.now().toISOString(),
  }
  return { session: asSession(secret, given), actions: await replaceCredential(deps, old, { secret, given }) }
}
