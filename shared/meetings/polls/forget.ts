import { onFreshRead } from '../../storage/fresh.ts'
import type { Action, Store } from '../../storage/store.ts'
import type { PollAnswer } from './answers.ts'
import { allPollAnswers, pollWithAnswer, putPollAnswer } from './repository.ts'

const wordless = <A extends Pick<PollAnswer, 'comment'>>({ comment: _, ...rest }: A) => rest

const forgetIn = async (store: Store, id: string, before: PollAnswer, also: readonly Action[]) => {
  if ([before, ...before.earlier].every(({ comment }) => comment === undefined)) return
  const after = { ...wordless(before), earlier: before.earlier.map(wordless), version: before.version + 1 }
  await store.transact([putPollAnswer(id, before, after), ...also])
}

/** Has forgotten what everybody wrote beside their answers to a poll; answers how many rows there were. */
export const forgetPollWords = (store: Store, id: string, also: readonly Action[]): Promise<number> =>
  onFreshRead(async () => {
    const answers = await allPollAnswers(store, id)
    for (const before of answers) await forgetIn(store, id, before, also)
    return answers.length
  })

/** The same of one contact. */
export const forgetPollWordsOf = (store: Store, id: string, contactId: string): Promise<void> =>
  onFreshRead(async () => {
    const { answer } = await pollWithAnswer(store, id, contactId)
    if (answer) await forgetIn(store, id, answer, [])
  })
