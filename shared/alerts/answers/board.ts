import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { wholeManifest } from '../../ledger/manifest.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { alertAnswers } from '../../rendering/mails/alert-content.ts'
import type { Item, Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import type { AlertAnswer } from './answer.ts'
import { allAnswers } from './repository.ts'

/** One organization that was told; who is silent has no answer. */
export interface Place extends Pick<AlertAnswer, 'organizationId' | 'relation'> {
  readonly given?: AlertAnswer | undefined
}

/** Everybody who was told of an alert was told of its first issue: what follows goes to the same. */
const organizationsTold = async (store: Store, { issues }: Alert) => {
  const first = issues[0]
  if (!first) return []
  const told = await wholeManifest(store, first.notificationId)
  return findOrganizations(store, distinct(told.map(({ organizationId }) => organizationId)))
}

const seat = (
  told: readonly Pick<Place, 'organizationId' | 'relation'>[],
  answers: readonly AlertAnswer[],
) => {
  const open = new Map<string, AlertAnswer>(answers.map((given) => [given.organizationId, given]))
  const seated = told.map(({ organizationId, relation }): Place => {
    const given = open.get(organizationId)
    open.delete(organizationId)
    return { organizationId, relation: given?.relation ?? relation, given }
  })
  const further = [...open.values()].map((given): Place => ({ ...given, given }))
  return [...seated, ...further]
}

const tally = <R extends keyof typeof alertAnswers>(places: readonly Place[], relation: R) => {
  const of = places.filter((place) => place.relation === relation)
  const count = (answer: string | undefined) =>
    of.filter(({ given }) => (given?.answer ?? undefined) === answer).length
  const counts = alertAnswers[relation].map((answer) => [answer, count(answer)])
  return { told: of.length, silent: count(undefined), ...Object.fromEntries(counts) }
}

interface Asking {
  readonly id: string
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** Who was told and what they answered, with counts over all: manifest and answers are read whole each time. */
export const readAnswers = async (deps: Deps, actor: Actor, { id, page }: Asking) => {
  permitToKnow(actor, 'alert.read-answers', 'alert')
  const alert = await getAlert(deps.store, id)
  const [told, answers] = await Promise.all([
    organizationsTold(deps.store, alert),
    allAnswers(deps.store, id),
  ])
  const places = seat(
    told.map(({ id: organizationId, relation }) => ({ organizationId, relation })),
    answers,
  )
  const start = Number(page.after?.['at'] ?? 0)
  const end = start + page.limit
  return {
    items: places.slice(start, end),
    next: end < places.length ? { at: end } : undefined,
    counts: { members: tally(places, 'member'), authorities: tally(places, 'authority') },
  }
}
