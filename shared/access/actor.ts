import * as z from 'zod'
import { idOf } from '../ids.ts'

export const grantKinds = ['coordinator', 'approver'] as const
export type GrantKind = (typeof grantKinds)[number]

export const scopes = [
  'organizations:read',
  'organizations:write',
  'situations:read',
  'situations:write',
  'coalitions:read',
  'coalitions:write',
  'meetings:read',
  'meetings:write',
  'alerts:read',
  'alerts:write',
  'alerts:issue',
  'publications:read',
  'publications:write',
  'advocacy:read',
  'advocacy:write',
  'justice:read',
  'justice:write',
  'webhooks:read',
  'webhooks:write',
  'events:read',
] as const
export type Scope = (typeof scopes)[number]

/** A person acting for an organization, by a session or through a program that carries their token. */
export const person = z.object({
  kind: z.literal('person'),
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  relation: z.enum(['member', 'authority']),
  grants: z.array(z.enum(grantKinds)),
  /** What a program may do on the person's behalf; a person in a session may do all they may. */
  scopes: z.array(z.enum(scopes)).optional(),
})
export type Person = z.infer<typeof person> & {
  /** Grants that count once the bearer of this session has proved their second factor. */
  readonly resting?: readonly GrantKind[]
  /** Whether the second factor was proved within the last minutes. */
  readonly fresh?: boolean
}

export type Actor =
  | Person
  | { readonly kind: 'recipient'; readonly contactId: string; readonly organizationId: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'nobody' }

/** An actor as history keeps it: ids only. */
export const actorStamp = z.object({
  kind: z.enum(['person', 'recipient', 'system', 'nobody']),
  contactId: idOf('contact').optional(),
  organizationId: idOf('organization').optional(),
})
export type ActorStamp = z.infer<typeof actorStamp>

export const stampOf = (actor: Actor): ActorStamp =>
  actor.kind === 'person' || actor.kind === 'recipient'
    ? ({ kind: actor.kind, contactId: actor.contactId, organizationId: actor.organizationId } as ActorStamp)
    : { kind: actor.kind }

export const system: Actor = { kind: 'system' }
export const nobody: Actor = { kind: 'nobody' }

export const isCoordinator = (actor: Actor) => actor.kind === 'person' && actor.grants.includes('coordinator')
