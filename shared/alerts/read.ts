import type { Actor } from '../access/actor.ts'
import { may, permit, permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { takenIn } from '../ledger/walk/sources.ts'
import { findOrganization } from '../organizations/repository.ts'
import type { Organization } from '../organizations/schema.ts'
import { getSituation } from '../situations/repository.ts'
import type { Situation } from '../situations/schema.ts'
import type { Item, Page } from '../storage/store.ts'
import { type Preview, previewAudience, withholdingOf } from './audience.ts'
import { noSuchAlert } from './errors.ts'
import { asIssued } from './issued.ts'
import { type AlertFilter, getAlert, listAlerts as list, listAddressed, wasAddressed } from './repository.ts'
import type { Alert } from './schema.ts'

export const readAlert = async (deps: Deps, actor: Actor, id: string): Promise<Alert> => {
  permitToKnow(actor, 'alert.read', 'alert')
  const alert = await getAlert(deps.store, id)
  if (may(actor, 'alert.read-unissued')) return alert
  if (actor.kind !== 'person') throw noSuchAlert()
  const reader = await findOrganization(deps.store, actor.organizationId)
  const issued = await asIssued(deps.store, alert, reader)
  if (!issued) throw noSuchAlert()
  const open = issued.issues.at(-1)!.isPublic
  if (!open && !(await wasAddressed(deps.store, actor.organizationId, id))) throw noSuchAlert()
  return issued
}

interface Listing {
  readonly filter: AlertFilter
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

const matches =
  ({ situationId, state }: AlertFilter) =>
  (alert: Alert) =>
    (!situationId || alert.content.situationId === situationId) && (!state || alert.state === state)

/** Coordinators see all alerts, newest first; others those that their organization was told of. */
export const listAlerts = async (
  deps: Deps,
  actor: Actor,
  { filter, page }: Listing,
): Promise<Page<Alert>> => {
  permit(actor, 'alert.list')
  if (may(actor, 'alert.read-unissued')) return list(deps.store, filter, page)
  if (actor.kind !== 'person') return { items: [] }
  const addressed = await listAddressed(deps.store, actor.organizationId, page)
  const reader = await findOrganization(deps.store, actor.organizationId)
  const issued = await Promise.all(addressed.items.map((alert) => asIssued(deps.store, alert, reader)))
  const items = issued.filter((alert) => alert !== undefined).filter(matches(filter))
  return { items, ...(addressed.next && { next: addressed.next }) }
}

type Told = Pick<Alert, 'content' | 'submission'>

interface Known {
  readonly situation: Situation
  /** Whom its audience takes in. */
  readonly taken: readonly Organization[]
}

/** The same, where the situation and whom the audience takes in have been read. */
export const previewAmong = (
  deps: Deps,
  { content, submission }: Told,
  { situation, taken }: Known,
): Promise<Preview> =>
  previewAudience(deps, content.audience, {
    taken,
    ...(submission?.withhold ?? withholdingOf(situation)),
    exercise: content.exercise,
    matter: { about: 'alerts', level: content.level, places: situation.countries },
  })

/** Who would be told if an alert at hand were issued now; for callers that have asked whether they may. */
export const previewOf = async (deps: Deps, alert: Told): Promise<Preview> => {
  const [situation, taken] = await Promise.all([
    getSituation(deps.store, alert.content.situationId),
    takenIn(deps.store, alert.content.audience),
  ])
  return previewAmong(deps, alert, { situation, taken })
}

/** Who would be told if the alert as it stands were issued now. */
export const previewAlert = async (deps: Deps, actor: Actor, id: string): Promise<Preview> => {
  permitToKnow(actor, 'alert.preview', 'alert')
  return previewOf(deps, await getAlert(deps.store, id))
}
