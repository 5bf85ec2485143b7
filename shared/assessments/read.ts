import { type Actor, isCoordinator } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { getSituation } from '../situations/repository.ts'
import type { Item } from '../storage/store.ts'
import { assessments, listOfAssessments } from './repository.ts'
import type { Assessment } from './schema.ts'
import { compare, suggestLevel } from './weigh.ts'

/** Who assessed is between coordinators. */
const asSeenBy = (actor: Actor, { by, ...open }: Assessment) => ({
  ...open,
  ...(isCoordinator(actor) && { by }),
  suggestion: suggestLevel(open.factors),
})

interface Listing {
  readonly situationId: string
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
}

/** The assessments of a situation, newest first, each with the level that it suggests. */
export const listAssessments = async (deps: Deps, actor: Actor, { situationId, page }: Listing) => {
  permitToKnow(actor, 'situation.read', 'situation')
  await getSituation(deps.store, situationId)
  const { limit, after } = page
  const partition = listOfAssessments(situationId)
  const query = { partition, descending: true, limit, ...(after && { after }) }
  const found = await assessments.page(deps.store, query)
  return { ...found, items: found.items.map((each) => asSeenBy(actor, each)) }
}

/** One assessment, with what has changed since the one before it. */
export const readAssessment = async (
  deps: Deps,
  actor: Actor,
  { situationId, id }: { situationId: string; id: string },
) => {
  permitToKnow(actor, 'situation.read', 'situation')
  const found = await assessments.find(deps.store, id)
  if (found?.situationId !== situationId) throw notFound('assessment')
  const before = found.previousId && (await assessments.find(deps.store, found.previousId))
  return { ...asSeenBy(actor, found), changes: before ? compare(before.factors, found.factors) : [] }
}
