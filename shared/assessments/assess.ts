import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { invalid } from '../errors.ts'
import { forMembers, record } from '../events/record.ts'
import { getSituation } from '../situations/repository.ts'
import { newRecord } from '../storage/collection.ts'
import { assessments, listOfAssessments } from './repository.ts'
import type { Assessment, AssessmentInput } from './schema.ts'
import { suggestLevel } from './weigh.ts'

const inTheFuture = (at: number) => invalid('has an indicator of a day to come', `#/factors/${at}/indicators`)

interface Assessing {
  readonly situationId: Assessment['situationId']
  readonly input: AssessmentInput
}

/** Notes how a situation stands by the Framework's factors. Its level stays what people have set. */
export const assess = async (
  deps: Deps,
  actor: Actor,
  { situationId, input }: Assessing,
): Promise<Assessment> => {
  permit(actor, 'situation.assess')
  await getSituation(deps.store, situationId)
  const now = deps.clock.now()
  const today = now.toISOString().slice(0, 10)
  const late = input.factors.findIndex(({ indicators }) => indicators.some(({ date }) => date > today))
  if (late >= 0) throw inTheFuture(late)
  const { items } = await assessments.page(deps.store, {
    partition: listOfAssessments(situationId),
    descending: true,
    limit: 1,
  })
  const made: Assessment = {
    ...input,
    id: deps.ids.next('assessment'),
    situationId,
    ...(items[0] && { previousId: items[0].id }),
    by: stampOf(actor),
    ...newRecord(now),
  }
  const suggested = suggestLevel(made.factors)?.level
  await deps.store.transact([
    ...assessments.create(made),
    record(deps, actor, {
      type: 'situation.assessed',
      subject: situationId,
      audience: forMembers,
      data: { assessmentId: made.id, ...(suggested && { suggested }) },
    }),
  ])
  return made
}
