import * as z from 'zod'
import { staleVersion } from '../errors.ts'
import { idOf } from '../ids.ts'
import type { Action, Key, Store } from '../storage/store.ts'
import type { Alert } from './schema.ts'

const table = 'alerts'

const referenceKey = (reference: string): Key => ({ pk: `reference#${reference}`, sk: 'reference' })

/** What a reference stands for: one issued revision. */
const referenceRow = z.object({ alertId: idOf('alert'), revision: z.int(), digest: z.string() })
export type Referenced = z.infer<typeof referenceRow>

export const findReference = async (store: Store, reference: string): Promise<Referenced | undefined> => {
  const item = await store.get(table, referenceKey(reference))
  return item && referenceRow.parse(item)
}

/** Makes a reference known; it never comes to stand for anything else. */
export const putReference = (reference: string, of: Referenced): Action => ({
  table,
  put: { ...of, ...referenceKey(reference) },
  if: 'absent',
  orElse: () => staleVersion('alert'),
})

const shortest = 5
const longest = 16

/**
 * What people say on the phone: the year, the end of the alert's id and the revision, as in `TOC-2026-8K3XY-1`.
 * Five characters of the id, unless another alert has them already.
 */
export const referenceFor = async (store: Store, { id, createdAt, revision, issues }: Alert) => {
  const first = issues[0]?.reference
  if (first) return first.replace(/-\d+$/, `-${revision}`)
  const of = (characters: number) =>
    `TOC-${createdAt.slice(0, 4)}-${id.slice(-characters).toUpperCase()}-${revision}`
  for (let characters = shortest; characters < longest; characters++)
    if (!(await findReference(store, of(characters)))) return of(characters)
  return of(longest)
}
