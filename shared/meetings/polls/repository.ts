import { notFound, staleVersion } from '../../errors.ts'
import { collection } from '../../storage/collection.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import type { PageOf } from '../repository.ts'
import { type PollAnswer, pollAnswer } from './answers.ts'
import { type Poll, poll } from './schema.ts'

const table = 'meetings'

export const everyPoll = 'polls'
/** Of a coalition, or of the whole alliance. */
export const pollsOf = (coalitionId: string | undefined) => `polls#${coalitionId ?? 'alliance'}`

const records = collection({
  table,
  noun: 'poll',
  schema: poll,
  lists: ({ id, closesAt, coalitionId }) => {
    const sk = `${closesAt}#${id}`
    return [
      { pk: everyPoll, sk },
      { pk: pollsOf(coalitionId), sk },
    ]
  },
})

export const createPoll = records.create
export const replacePoll = records.replace
export const pollUnchanged = records.unchanged

export const getPoll = async (store: Store, id: string): Promise<Poll> => {
  const found = await records.find(store, id)
  if (!found) throw notFound('poll')
  return found
}

/** The polls of one list, the last to close first. */
export const pollsIn = (store: Store, partition: string, { limit, after }: PageOf): Promise<Page<Poll>> =>
  records.page(store, { partition, limit, descending: true, ...(after && { after }) })

export const findPolls = records.findMany

/** Those that close between two places of the list, both included, the first to close first. */
export const pollsUntil = async (store: Store, from: string, to: string, limit: number): Promise<Poll[]> =>
  (await records.page(store, { partition: everyPoll, from, to, limit })).items

const prefix = 'answer#'
const keyOf = (id: string, contactId: string): Key => ({ pk: id, sk: `${prefix}${contactId}` })

/** A poll and one contact's answer to it, by one call. */
export const pollWithAnswer = async (store: Store, id: string, contactId: string) => {
  const keys = [records.keyOf(id), keyOf(id, contactId)]
  const [found, answer] = await store.getMany(keys.map((key) => ({ table, key })))
  if (!found) throw notFound('poll')
  return { poll: records.parse(found), answer: answer && pollAnswer.parse(answer) }
}

export const allPollAnswers = async (store: Store, id: string): Promise<PollAnswer[]> => {
  const found: PollAnswer[] = []
  let after: Item | undefined
  do {
    const page = await store.query({ table, partition: id, prefix, ...(after && { after }) })
    found.push(...page.items.map((item) => pollAnswer.parse(item)))
    after = page.next
  } while (after)
  return found
}

/** Puts an answer in the place of the one that was read. */
export const putPollAnswer = (id: string, before: PollAnswer | undefined, after: PollAnswer): Action => ({
  table,
  put: { ...after, ...keyOf(id, after.contactId) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('answer'),
})
