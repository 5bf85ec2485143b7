import { isDeepStrictEqual } from 'node:util'
import type { Deps } from '../../deps.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { AlertAnswer } from './answer.ts'
import { findAnswer, putAnswer } from './repository.ts'

type Given = AlertAnswer['earlier'][number]

interface Forgotten {
  readonly organizationId: string
  readonly contactId: string
  /** Whether what they wrote goes too, which else is their organization's. */
  readonly words: boolean
}

/** Who said it on the phone may be anybody there; at which desk somebody sits, and whom they passed it to, is theirs. */
const without = <G extends Given>(given: G, { contactId, words }: Forgotten): G => {
  const { told, desk, passedTo, comment, ...rest } = given
  const { who: _, ...how } = told ?? {}
  const isTheirs = given.contactId === contactId
  return {
    ...rest,
    ...(told && { told: how }),
    ...(!isTheirs && desk !== undefined && { desk }),
    ...(!isTheirs && passedTo !== undefined && { passedTo }),
    ...(!(isTheirs && words) && comment !== undefined && { comment }),
  } as G
}

/** Has forgotten who answered an alert for their organization; that it answered, and how, stays. */
export const forgetAnswerer = (
  { store }: Pick<Deps, 'store'>,
  alertId: string,
  who: Forgotten,
): Promise<void> =>
  onFreshRead(async () => {
    const before = await findAnswer(store, alertId, who.organizationId)
    if (!before) return
    const bare = { ...without(before, who), earlier: before.earlier.map((each) => without(each, who)) }
    if (isDeepStrictEqual(bare, before)) return
    await store.write(putAnswer(alertId, before, { ...bare, version: before.version + 1 }))
  })
