import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { wholeManifest } from '../../ledger/manifest.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import { alertAnswers } from '../../rendering/mails/alert-content.ts'
import type { Item, Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { findPursuits } from '../escalation/repository.ts'
import type { Pursuit } from '../escalation/schema.ts'
import { getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import type { AlertAnswer } from './answer.ts'
import { allAnswers } from './repository.ts'

/** One organization that was told; who is silent has no answer. */
export interface Place extends Pick<AlertAnswer, 'organizationId' | 'relation'> {
  /** Where it is in the roster still. */
  readonly name?: string | undefined
  readonly given?: AlertAnswer | undefined
  /** Whether nobody who was told can be reached, because their mail comes back. */
  readonly bouncing: boolean
  /** Told by discreet contacts alone, or out of the alliance since: silent or not, they are not counted as that. */
  readonly excused?: boolean
  /** What was done about its silence. */
  readonly pursuit?: Pursuit | undefined
}

const placeOf = (
  { id: organizationId, name, relation, contacts, status }: Organization,
  told: ReadonlySet<string>,
  pursuit: Pursuit | undefined,
): Place => {
  const asked = new Set(pursuit?.steps.map(({ contactId }) => contactId))
  const reached = contacts.filter(({ id }) => told.has(id) || asked.has(id))
  const bouncing = reached.length > 0 && reached.every(({ suppressed }) => suppressed?.reason === 'bounced')
  const isDiscreet = reached.length > 0 && reached.every(({ discreet }) => discreet)
  return { organizationId, name, relation, bouncing, pursuit, excused: isDiscreet || status !== undefined }
}

/** Everybody who was told of an alert was told of its first issue: what follows goes to the same. */
const organizationsTold = async (store: Store, { id, issues }: Alert) => {
  const first = issues[0]
  if (!first) return []
  const manifest = await wholeManifest(store, first.notificationId)
  const told = new Set(manifest.map(({ contactId }) => contactId))
  const ids = distinct(manifest.map(({ organizationId }) => organizationId))
  const [organizations, pursuits] = await Promise.all([
    findOrganizations(store, ids),
    findPursuits(store, id, ids),
  ])
  return organizations.map((organization) => placeOf(organization, told, pursuits.get(organization.id)))
}

const seat = (told: readonly Place[], answers: readonly AlertAnswer[]) => {
  const open = new Map<string, AlertAnswer>(answers.map((given) => [given.organizationId, given]))
  const seated = told.map((place): Place => {
    const given = open.get(place.organizationId)
    open.delete(place.organizationId)
    return { ...place, relation: given?.relation ?? place.relation, given }
  })
  const further = [...open.values()].map(
    ({ organizationId, relation, ...rest }): Place => ({
      organizationId,
      relation,
      bouncing: false,
      given: { organizationId, relation, ...rest },
    }),
  )
  return [...seated, ...further]
}

const tally = <R extends keyof typeof alertAnswers>(places: readonly Place[], relation: R) => {
  const of = places.filter((place) => place.relation === relation)
  const silent = of.filter(({ given }) => !given?.answer)
  const excused = silent.filter((place) => place.excused).length
  const bouncing = silent.filter((place) => place.bouncing && !place.excused).length
  const counts = alertAnswers[relation].map((answer) => [
    answer,
    of.filter(({ given }) => given?.answer === answer).length,
  ])
  return {
    told: of.length,
    confirmed: of.length - silent.length,
    silent: silent.length - bouncing - excused,
    bouncing,
    ...(excused > 0 && { excused }),
    ...Object.fromEntries(counts),
  }
}

interface Asking {
  readonly id: string
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** Who was told of an alert at hand and what they answered; for callers that have asked whether they may. */
export const answersTo = async ({ store }: Pick<Deps, 'store'>, alert: Alert) => {
  const [told, answers] = await Promise.all([organizationsTold(store, alert), allAnswers(store, alert.id)])
  const places = seat(told, answers)
  return { places, counts: { members: tally(places, 'member'), authorities: tally(places, 'authority') } }
}

/** Who was told and who of them is silent, organization by organization, without reading any of them. */
export const silenceOn = async ({ store }: Pick<Deps, 'store'>, { id, issues }: Alert) => {
  const [manifest, answers] = await Promise.all([
    issues[0] ? wholeManifest(store, issues[0].notificationId) : [],
    allAnswers(store, id),
  ])
  const told = distinct([...manifest, ...answers].map(({ organizationId }) => organizationId))
  const answered = new Set<string>(
    answers.filter(({ answer }) => answer).map(({ organizationId }) => organizationId),
  )
  return { told, silent: told.filter((organizationId) => !answered.has(organizationId)) }
}

/** Who was told and what they answered, with counts over all: confirmed, silent, bouncing and excused add up to told: manifest and answers are read whole each time. */
export const readAnswers = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  permitToKnow(actor, 'alert.read-answers', 'alert')
  const { places, counts } = await answersTo(deps, await getAlert(deps.store, id))
  const start = Number(page.after?.['at'] ?? 0)
  const end = start + page.limit
  return {
    items: places.slice(start, end),
    next: end < places.length ? { at: end } : undefined,
    counts,
  }
}
