import { DomainError, notFound } from '../errors.ts'
import type { Actor, Person } from './actor.ts'
import { type Deed, type Reach, type Role, ruleOf } from './table.ts'

/** What a deed is about, as far as it decides who may. */
export interface Within {
  readonly organizationId?: string | undefined
  /** How the actor's organization takes part in the coalition at hand, when it does. */
  readonly standing?: 'lead' | 'participant' | 'observer' | undefined
}

export const forbidden = () => new DomainError('forbidden', 'You may not do this.')
export const unauthenticated = () =>
  new DomainError('unauthenticated', 'Sign in, or send a token that is still good.')

const rolesOf = (actor: Person): Role[] => [...actor.grants, actor.relation]

const within = (reach: Reach, actor: Person, { organizationId, standing }: Within) => {
  if (reach === 'everywhere') return true
  if (reach === 'own-organization') return organizationId === actor.organizationId
  if (reach === 'own-coalitions') return standing !== undefined
  return standing === 'lead' || (reach === 'coalitions-with-a-voice' && standing === 'participant')
}

/** Whether the actor may. */
export const may = (actor: Actor, deed: Deed, where: Within = {}): boolean => {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'person') return false
  const rule = ruleOf(deed)
  if (actor.scopes && (!rule.scope || !actor.scopes.includes(rule.scope))) return false
  return rolesOf(actor).some((role) => {
    const reach = rule[role]
    return reach !== undefined && within(reach, actor, where)
  })
}

/** Throws 401 for nobody, 403 for those who may not. */
export const permit = (actor: Actor, deed: Deed, where: Within = {}) => {
  if (may(actor, deed, where)) return
  throw actor.kind === 'nobody' ? unauthenticated() : forbidden()
}

/** As `permit`, for reading: to those who may not, the thing does not exist. */
export const permitToKnow = (actor: Actor, deed: Deed, what: string, where: Within = {}) => {
  if (may(actor, deed, where)) return
  throw actor.kind === 'nobody' ? unauthenticated() : notFound(what)
}
