import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import { findOrganizations } from '../organizations/repository.ts'
import { newRecord } from '../storage/collection.ts'
import type { Store } from '../storage/store.ts'
import { unknownOrganization } from './errors.ts'
import { forecastsFor } from './forecasts.ts'
import { findProposals, keepLevel, createSituation as put, removeProposal } from './repository.ts'
import type { Situation, SituationInput } from './schema.ts'
import { definitionsVersion } from './vocabulary.ts'

/** A mistyped id would withhold from nobody, so every one must be in the roster. */
export const requireOrganizations = async (store: Store, ids: readonly string[]) => {
  const known = new Set<string>((await findOrganizations(store, ids)).map(({ id }) => id))
  const at = ids.findIndex((id) => !known.has(id))
  if (at >= 0) throw unknownOrganization(at)
}

/** Begins to watch a situation; what was proposed for its countries becomes part of it. */
export const createSituation = async (
  deps: Deps,
  actor: Actor,
  input: SituationInput,
): Promise<Situation> => {
  permit(actor, 'situation.create')
  await requireOrganizations(deps.store, input.withholdFrom)
  const proposals = await findProposals(deps.store, input.countries)
  const now = deps.clock.now()
  const situation: Situation = {
    ...input,
    id: deps.ids.next('situation'),
    levelDefinition: definitionsVersion,
    forecasts: forecastsFor(input.countries, [], proposals),
    ...newRecord(now),
  }
  const { id, level } = situation
  await deps.store.transact([
    ...put(situation),
    keepLevel(situation, {
      level,
      at: now.toISOString(),
      by: stampOf(actor),
      definition: definitionsVersion,
    }),
    ...proposals.map(({ country }) => removeProposal(country)),
    record(deps, actor, {
      type: 'situation.created',
      subject: id,
      audience: forMembers,
      data: { level, countries: situation.countries },
    }),
  ])
  return situation
}
