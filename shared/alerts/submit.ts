import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { findCoalitions } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { findOrganizations } from '../organizations/repository.ts'
import { getSituation, situationUnchanged } from '../situations/repository.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { namedThoughWithheld, reachesSomebody, withholdingOf } from './audience.ts'
import { digestOf } from './digest.ts'
import { nobodyToTell, noSuchCoalitions, noSuchOrganizations, withheldWithoutReason } from './errors.ts'
import { requireAhead } from './expiry.ts'
import { happened } from './happened.ts'
import { issuersOf } from './issuers/who.ts'
import { stepTo } from './lifecycle.ts'
import { nothingApproved, settleStopped, unscheduleRelease } from './release/hold.ts'
import { refuseUnfitTimes } from './release/times.ts'
import { getAlert, replaceAlert } from './repository.ts'
import type { Alert } from './schema.ts'
import { touchedBy } from './touch.ts'

const refuseUnknown = async (
  deps: Deps,
  { organizationIds = [], coalitionIds = [] }: Alert['content']['audience'],
) => {
  const [organizations, coalitions] = await Promise.all([
    findOrganizations(deps.store, organizationIds),
    findCoalitions(deps.store, coalitionIds),
  ])
  if (organizations.length < organizationIds.length) throw noSuchOrganizations()
  if (coalitions.length < coalitionIds.length) throw noSuchCoalitions()
}

interface Submission {
  readonly id: string
  readonly version?: number | undefined
}

/** Freezes the draft: from here on its text, audience, scope and time stand under one digest, which approval names. */
export const submitAlert = async (deps: Deps, actor: Actor, { id, version }: Submission): Promise<Alert> => {
  permit(actor, 'alert.submit')
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const state = stepTo(before, 'submitted')
  const now = deps.clock.now()
  const { audience, situationId, messageType, exercise } = before.content
  if (messageType !== 'cancel') requireAhead(before.content, now)
  refuseUnfitTimes(before.content, now)
  await refuseUnknown(deps, audience)
  const situation = await getSituation(deps.store, situationId)
  const withhold = withholdingOf(situation)
  if (!audience.reason && (await namedThoughWithheld(deps, audience, withhold)).length > 0)
    throw withheldWithoutReason()
  const mustReach = messageType === 'alert'
  if (mustReach && !(await reachesSomebody(deps, audience, { ...withhold, exercise }))) throw nobodyToTell()
  const named = { title: situation.title, countries: situation.countries }
  // To end an alert nobody need be asked, and nobody's name stands under it.
  const issuers = messageType === 'cancel' ? undefined : await issuersOf(deps, before)
  const frozen = { situation: named, ...(issuers && { issuers }) }
  const digest = digestOf(before, withhold, frozen)
  const submission = { digest, at: now.toISOString(), withhold, ...frozen }
  const after = revise(
    before,
    {
      ...nothingApproved,
      state,
      submission,
      remarks: undefined,
      touchedBy: touchedBy(actor, before.touchedBy),
    },
    now,
  )
  await deps.store.transact([
    ...replaceAlert(before, after),
    situationUnchanged(situation),
    happened(deps, actor, 'alert.submitted', after, { data: { digest: submission.digest } }),
  ])
  return after
}

interface Return {
  readonly id: string
  readonly version?: number | undefined
  readonly remarks: string
}

/** Gives a revision back to its authors, with what is to be mended, as long as it is not out. */
export const returnAlert = async (
  deps: Deps,
  actor: Actor,
  { id, version, remarks }: Return,
): Promise<Alert> => {
  permit(actor, 'alert.return')
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const state = stepTo(before, 'returned')
  const after = revise(before, { ...nothingApproved, state, remarks }, deps.clock.now())
  await deps.store.transact([
    ...replaceAlert(before, after),
    ...unscheduleRelease(before),
    ...(await settleStopped(deps, actor, before)),
    happened(deps, actor, 'alert.returned', after),
  ])
  return after
}
