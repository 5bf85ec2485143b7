import { type Actor, stampOf } from '../../access/actor.ts'
import { forbidden, permit } from '../../access/permit.ts'
import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import { standingIn } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { forCoalition, forCoordinators, forMembers, forOrganization, record } from '../../events/record.ts'
import type { EventType } from '../../events/schema.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { findSituation } from '../../situations/repository.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import type { Action, Store } from '../../storage/store.ts'
import { offices } from '../offices/repository.ts'
import {
  needsCoalition,
  nextInThePast,
  noAuthority,
  noMember,
  notYetHeld,
  notYourCoalition,
  otherOffice,
  unknownSituation,
} from './errors.ts'
import { readBriefing } from './read.ts'
import { briefings } from './repository.ts'
import type { Briefing, BriefingChange, BriefingInput } from './schema.ts'

/** Who was named before stays named, whatever became of them since; who comes new has to be there. */
const requirePeople = async (store: Store, given: Briefing, before: Briefing | undefined) => {
  const { authorityId, organizationIds, officeIds } = given
  const found = await findOrganizations(store, [authorityId, ...organizationIds])
  const relations = new Map(found.map(({ id, relation }) => [id, relation]))
  if (!before && relations.get(authorityId) !== 'authority') throw noAuthority()
  const stranger = organizationIds.findIndex(
    (id) => relations.get(id) !== 'member' && !before?.organizationIds.includes(id),
  )
  if (stranger >= 0) throw noMember(stranger)
  const known = new Map((await offices.findMany(store, officeIds)).map((each) => [each.id, each]))
  const astray = officeIds.findIndex(
    (id) => known.get(id)?.authorityId !== authorityId && !before?.officeIds.includes(id),
  )
  if (astray >= 0) throw otherOffice(astray)
}

const requireReaders = async (store: Store, given: Briefing) => {
  const { confidentiality, coalitionId, organizationId } = given
  if ((confidentiality === 'coalition') !== (coalitionId !== undefined)) throw needsCoalition()
  if (coalitionId && !(await standingIn(store, coalitionId, organizationId))) throw notYourCoalition()
}

const refuseUnfit = async (deps: Deps, given: Briefing, before?: Briefing) => {
  const now = deps.clock.now().getTime()
  if (Date.parse(given.at) > now) throw notYetHeld()
  const isNew = given.next?.dueAt !== before?.next?.dueAt
  if (given.next && isNew && Date.parse(given.next.dueAt) <= now) throw nextInThePast()
  await requirePeople(deps.store, given, before)
  if (given.situationId && !(await findSituation(deps.store, given.situationId))) throw unknownSituation()
}

const audienceOf = ({ confidentiality, coalitionId, organizationId }: Briefing) => {
  if (confidentiality === 'alliance') return forMembers
  if (confidentiality === 'own') return forOrganization(organizationId)
  return coalitionId ? forCoalition(coalitionId) : forCoordinators
}

/** That there was a briefing; with whom and on what only where more than its author may know. */
const happened = (deps: Deps, actor: Actor, type: EventType, given: Briefing) => {
  const { id, authorityId, situationId, confidentiality } = given
  const data = { authorityId, ...(situationId && { situationId }) }
  return record(deps, actor, {
    type,
    subject: id,
    audience: audienceOf(given),
    data: { confidentiality, ...(confidentiality !== 'own' && data) },
  })
}

const nextRow = ({ id, next }: Briefing): AgendaRow | undefined =>
  next && {
    id: `briefing-${id}`,
    kind: 'briefing-next',
    dueAt: new Date(next.dueAt).toISOString(),
    subject: id,
    data: { dueAt: next.dueAt },
  }

/** The reminder moves with what is to be done next. */
const moveNext = (before: Briefing | undefined, after: Briefing): Action[] => {
  const [old, next] = [before && nextRow(before), nextRow(after)]
  if (old?.dueAt === next?.dueAt) return []
  return [...(old ? [unschedule(old)] : []), ...(next ? [schedule(next)] : [])]
}

/** Keeps who spoke to an authority, about what, and what came of it. */
export const logBriefing = async (deps: Deps, actor: Actor, input: BriefingInput): Promise<Briefing> => {
  if (actor.kind !== 'person') throw forbidden()
  const { organizationId } = actor
  permit(actor, 'briefing.log', { organizationId })
  const made: Briefing = {
    ...input,
    id: deps.ids.next('briefing'),
    organizationId,
    by: stampOf(actor),
    ...newRecord(deps.clock.now()),
  }
  await refuseUnfit(deps, made)
  await requireReaders(deps.store, made)
  await deps.store.transact([
    ...briefings.create(made),
    ...moveNext(undefined, made),
    happened(deps, actor, 'briefing.logged', made),
  ])
  return made
}

interface Change {
  readonly id: string
  readonly version: number
  readonly change: BriefingChange
}

const applied = (before: Briefing, { situationId, answered, next, ...rest }: BriefingChange) => ({
  ...rest,
  ...(situationId !== undefined && { situationId: situationId ?? undefined }),
  ...(answered !== undefined && { answered: answered ?? undefined }),
  next: next === undefined ? before.next : (next ?? undefined),
})

/** Says more of a briefing, or what is to be done next; `next: null` when it is done. */
export const changeBriefing = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Briefing> => {
  const before = await readBriefing(deps, actor, id)
  permit(actor, 'briefing.log', { organizationId: before.organizationId })
  requireVersion('briefing', before, version)
  const after = revise(before, applied(before, change) as Partial<Briefing>, deps.clock.now())
  await refuseUnfit(deps, after, before)
  await deps.store.transact([
    ...briefings.replace(before, after),
    ...moveNext(before, after),
    happened(deps, actor, 'briefing.changed', after),
  ])
  return after
}
