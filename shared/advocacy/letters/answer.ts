import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import { answeredBefore, cannotBecome } from './errors.ts'
import { happened } from './happened.ts'
import { letters } from './repository.ts'
import { type Letter, type LetterAnswer, reachableFrom } from './schema.ts'
import { enterToWrite } from './write.ts'

interface Answering {
  readonly id: string
  readonly version?: number | undefined
  readonly answer: LetterAnswer
}

/** Keeps what the target answered. */
export const recordAnswer = async (
  deps: Deps,
  actor: Actor,
  { id, version, answer }: Answering,
): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  if (!reachableFrom.answered.includes(before.state)) throw cannotBecome(before.state, 'answered')
  const at = Date.parse(answer.at)
  if (at > deps.clock.now().getTime() || at < Date.parse(before.deliveredAt ?? '')) throw answeredBefore()
  const after = revise(before, { state: 'answered' as const, answer }, deps.clock.now())
  await deps.store.transact([
    ...letters.replace(before, after),
    happened(deps, actor, 'letter.answered', after),
  ])
  return after
}
