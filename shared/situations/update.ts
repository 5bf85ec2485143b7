import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { requireVersion } from '../storage/fresh.ts'
import { requireOrganizations } from './create.ts'
import { forecastsFor } from './forecasts.ts'
import { findProposals, getSituation, removeProposal, replaceSituation } from './repository.ts'
import type { Situation, SituationChange } from './schema.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly change: SituationChange
}

/** Changes what a situation says of itself; its level is changed by `setLevel`, which asks for a reason. */
export const updateSituation = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Change,
): Promise<Situation> => {
  permit(actor, 'situation.update')
  const before = await getSituation(deps.store, id)
  requireVersion('situation', before, version)
  await requireOrganizations(deps.store, change.withholdFrom ?? [])
  const countries = change.countries ?? before.countries
  const added = countries.filter((country) => !before.countries.includes(country))
  const proposals = await findProposals(deps.store, added)
  const forecasts = forecastsFor(countries, before.forecasts, proposals)
  const after = revise(before, { ...change, forecasts } as Partial<Situation>, deps.clock.now())
  const openly = Object.keys(change).filter((field) => field !== 'withholdFrom')
  await deps.store.transact([
    ...replaceSituation(before, after),
    ...proposals.map(({ country }) => removeProposal(country)),
    record(deps, actor, {
      type: 'situation.updated',
      subject: id,
      audience: forMembers,
      data: { fields: openly },
    }),
  ])
  return after
}
