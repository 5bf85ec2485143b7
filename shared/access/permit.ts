import { DomainError, notFound } from '../errors.ts'
import type { Actor, Person } from './actor.ts'
import { type Deed, type Reach, type Role, type Rule, ruleOf } from './table.ts'

/** What a deed is about, as far as it decides who may. */
export interface Within {
  readonly organizationId?: string | undefined
  /** How the actor's organization takes part in the coalition at hand, when it does. */
  readonly standing?: 'lead' | 'participant' | 'observer' | undefined
}

export const forbidden = () => new DomainError('forbidden', 'You may not do this.')
export const unauthenticated = () =>
  new DomainError('unauthenticated', 'Sign in, or send a token that is still good.')

/** Not a matter of who one is but of proving it afresh: the same request goes through afterwards. */
export const secondFactorRequired = () =>
  new DomainError(
    'second-factor-required',
    'Prove your second factor by POST /v1/me/factors/proof, and repeat the request.',
  )

const within = (reach: Reach, actor: Person, { organizationId, standing }: Within) => {
  if (reach === 'everywhere') return true
  if (reach === 'own-organization') return organizationId === actor.organizationId
  if (reach === 'own-coalitions') return standing !== undefined
  return standing === 'lead' || (reach === 'coalitions-with-a-voice' && standing === 'participant')
}

const programMay = (rule: Rule, { scopes = [], organizationId }: Person, where: Within) =>
  rule.scope !== undefined &&
  scopes.includes(rule.scope) &&
  (!rule.programsAtHome || where.organizationId === organizationId)

/** Whether a holder of grants has yet to prove in this session what the deed asks for. */
const lacksProof = (rule: Rule, { grants, resting, fresh, scopes }: Person) =>
  resting ? !rule.withoutFactor : rule.fresh === true && grants.length > 0 && !fresh && !scopes

type Refusal = 'forbidden' | 'second-factor'

/** Why the actor may not; nothing where they may. */
const refusalOf = (actor: Actor, deed: Deed, where: Within): Refusal | undefined => {
  if (actor.kind === 'system') return undefined
  if (actor.kind !== 'person') return 'forbidden'
  const rule = ruleOf(deed)
  if (actor.scopes && !programMay(rule, actor, where)) return 'forbidden'
  const reaches = (roles: readonly Role[]) =>
    roles.some((role) => {
      const reach = rule[role]
      return reach !== undefined && within(reach, actor, where)
    })
  const { relation, grants, resting = [] } = actor
  if (!reaches([relation, ...grants, ...resting])) return 'forbidden'
  if (lacksProof(rule, actor)) return 'second-factor'
  return reaches([relation, ...grants]) ? undefined : 'forbidden'
}

/** Whether the actor may, as they have come in. */
export const may = (actor: Actor, deed: Deed, where: Within = {}): boolean =>
  refusalOf(actor, deed, where) === undefined

/** Whether the actor may, once they have proved their second factor where that is asked for: what a page offers them. */
export const mayOnceProved = (actor: Actor, deed: Deed, where: Within = {}): boolean =>
  refusalOf(actor, deed, where) !== 'forbidden'

/** Throws 401 for nobody, 403 for those who may not, and another 403 for those who have yet to prove their second factor. */
export const permit = (actor: Actor, deed: Deed, where: Within = {}) => {
  const refusal = refusalOf(actor, deed, where)
  if (!refusal) return
  if (actor.kind === 'nobody') throw unauthenticated()
  throw refusal === 'second-factor' ? secondFactorRequired() : forbidden()
}

/** As `permit`, for reading: to those who may not, the thing does not exist. */
export const permitToKnow = (actor: Actor, deed: Deed, what: string, where: Within = {}) => {
  const refusal = refusalOf(actor, deed, where)
  if (!refusal) return
  if (actor.kind === 'nobody') throw unauthenticated()
  throw refusal === 'second-factor' ? secondFactorRequired() : notFound(what)
}

/** Throws where a holder of grants has not proved their second factor within the last minutes. */
export const requireFresh = ({ grants, resting = [], fresh }: Person) => {
  if (grants.length + resting.length > 0 && !fresh) throw secondFactorRequired()
}
