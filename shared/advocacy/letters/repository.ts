import { createHash } from 'node:crypto'
import { canonical } from '../../canonical.ts'
import { collection } from '../../storage/collection.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Action, Item, Key, Page, Store } from '../../storage/store.ts'
import { alreadySigned, noSuchLetter, otherText, textIsFixed } from './errors.ts'
import { isForMembers, type Letter, letter, type Signature, signature } from './schema.ts'

const table = 'coalitions'

type Signed = Pick<Letter, 'id' | 'targetId' | 'texts' | 'asks'>

/** What organizations sign of a letter. */
export const signedOf = ({ id, targetId, texts, asks }: Signed): Signed => ({ id, targetId, texts, asks })

/** SHA-256, in base64url, of what is signed. */
export const digestOf = (letter: Signed) =>
  createHash('sha256')
    .update(canonical(signedOf(letter)))
    .digest('base64url')

export const everyLetter = 'letters'
export const openLetters = 'letters#members'
export const lettersOf = (coalitionId: string) => `letters#${coalitionId}`

export const letters = collection({
  table,
  noun: 'letter',
  schema: letter,
  lists: ({ id, coalitionId, createdAt, ...rest }) =>
    [everyLetter, lettersOf(coalitionId), ...(isForMembers(rest) ? [openLetters] : [])].map((pk) => ({
      pk,
      sk: `${createdAt}#${id}`,
    })),
})

export const getLetter = async (store: Store, id: string): Promise<Letter> => {
  const found = await letters.find(store, id)
  if (!found) throw noSuchLetter()
  return found
}

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
}

/** Newest first. */
export const lettersIn = (store: Store, partition: string, { limit, after }: Paging): Promise<Page<Letter>> =>
  letters.page(store, { partition, descending: true, limit, ...(after && { after }) })

const signaturePrefix = 'signature#'
const signatureKey = (id: string, organizationId: string): Key => ({
  pk: id,
  sk: `${signaturePrefix}${organizationId}`,
})

/** Stands once anybody has signed: from then on the text is fixed, even when they take it back. */
const fixedKey = (id: string): Key => ({ pk: id, sk: 'fixed' })

export const isFixed = async (store: Store, id: string) =>
  (await store.get(table, fixedKey(id))) !== undefined

/** Fails the transaction once anybody has signed. */
export const stillUnsigned = (id: string): Action => ({
  table,
  check: fixedKey(id),
  if: 'absent',
  orElse: textIsFixed,
})

/** Goes in once for each organization, and only under the very text that is signed while it is open. */
export const putSignature = ({ id }: Letter, given: Signature): Action[] => [
  { table, check: letters.keyOf(id), if: { digest: given.digest, state: 'open' }, orElse: otherText },
  {
    table,
    put: { ...given, ...signatureKey(id, given.organizationId) },
    if: 'absent',
    orElse: alreadySigned,
  },
  { table, put: { at: given.at, ...fixedKey(id) } },
]

export const removeSignature = ({ id }: Letter, organizationId: string): Action[] => [
  { table, check: letters.keyOf(id), if: { state: 'open' }, orElse: otherText },
  { table, delete: signatureKey(id, organizationId), if: 'present' },
]

export const findSignature = async (store: Store, id: string, organizationId: string) => {
  const item = await store.get(table, signatureKey(id, organizationId))
  return item && signature.parse(item)
}

/** By organization. */
export const signaturesPage = async (
  store: Store,
  id: string,
  { limit, after }: Paging,
): Promise<Page<Signature>> => {
  const query = { table, partition: id, prefix: signaturePrefix, limit } as const
  const { items, next } = await store.query({ ...query, ...(after && { after }) })
  return { items: items.map((item) => signature.parse(item)), ...(next && { next }) }
}

export const everySignature = (store: Store, id: string): Promise<Signature[]> =>
  everyItem((page) => signaturesPage(store, id, page))
