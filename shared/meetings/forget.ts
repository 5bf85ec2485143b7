import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { answersOf, putAnswer } from './repository.ts'

const wordless = <A extends { comment?: unknown; delegateNames?: unknown }>({
  comment: _,
  delegateNames: __,
  ...rest
}: A) => rest

/** Has forgotten what a contact wrote beside their answers to a meeting; that they answered, and how, stays. */
export const forgetWords = (
  { store }: Pick<Deps, 'store'>,
  meetingId: string,
  contactId: string,
): Promise<void> =>
  onFreshRead(async () => {
    const [before] = await answersOf(store, meetingId, [contactId])
    const hasWords = (said: { comment?: unknown; delegateNames?: unknown }) =>
      said.comment !== undefined || said.delegateNames !== undefined
    if (!before || ![before, ...before.earlier].some(hasWords)) return
    const after = { ...wordless(before), earlier: before.earlier.map(wordless), version: before.version + 1 }
    await store.write(putAnswer(meetingId, before, after))
  })
