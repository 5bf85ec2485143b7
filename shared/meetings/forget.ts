import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import type { Rsvp } from './answers/rsvp.ts'
import { forgetPollWords, forgetPollWordsOf } from './polls/forget.ts'
import { allAnswers, answersOf, putAnswer } from './repository.ts'

type Around = Pick<Deps, 'store'>
type Said = Pick<Rsvp, 'comment' | 'delegateNames' | 'told'>

/** Without what was written beside it, who comes, and who said it to the coordinator that recorded it. */
const wordless = <A extends Said>({ comment: _, delegateNames: __, told, ...rest }: A) => {
  const { who: ___, ...how } = told ?? {}
  return { ...rest, ...(told && { told: how as Omit<NonNullable<Said['told']>, 'who'> }) }
}

const hasWords = ({ comment, delegateNames, told }: Said) =>
  comment !== undefined || delegateNames !== undefined || told?.who !== undefined

/** Answers `false` where there is nothing to forget. */
const forgetIn = async (store: Around['store'], meetingId: string, before: Rsvp, also: readonly Action[]) => {
  if (![before, ...before.earlier].some(hasWords)) return false
  const after = { ...wordless(before), earlier: before.earlier.map(wordless), version: before.version + 1 }
  await store.transact([putAnswer(meetingId, before, after), ...also])
  return true
}

/** Has forgotten what a contact wrote beside their answers to a meeting or a poll; that they answered, and how, stays. */
export const forgetWords = ({ store }: Around, id: string, contactId: string): Promise<void> =>
  id.startsWith('pol_')
    ? forgetPollWordsOf(store, id, contactId)
    : onFreshRead(async () => {
        const [before] = await answersOf(store, id, [contactId])
        if (before) await forgetIn(store, id, before, [])
      })

/** The same of everybody who answered a meeting or a poll, each with one more write; answers how many rows there were. */
export const forgetAllWords = ({ store }: Around, id: string, also: readonly Action[]): Promise<number> =>
  id.startsWith('pol_')
    ? forgetPollWords(store, id, also)
    : onFreshRead(async () => {
        const answers = await allAnswers(store, id)
        for (const before of answers) await forgetIn(store, id, before, also)
        return answers.length
      })
