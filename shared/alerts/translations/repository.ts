import { staleVersion } from '../../errors.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { type Translation, translation } from './schema.ts'

const table = 'alerts'

const prefixOf = (revision: number) => `translation#${String(revision).padStart(4, '0')}#`

const keyOf = (id: string, revision: number, language: string): Key => ({
  pk: id,
  sk: `${prefixOf(revision)}${language}`,
})

export const findTranslation = async (
  store: Store,
  id: string,
  { revision, language }: { revision: number; language: string },
): Promise<Translation | undefined> => {
  const item = await store.get(table, keyOf(id, revision, language))
  return item && translation.parse(item)
}

/** All translations of one revision that came after it, proposed or approved. */
export const translationsOf = async (store: Store, id: string, revision: number): Promise<Translation[]> => {
  const query = { table, partition: id, prefix: prefixOf(revision) } as const
  const items = await everyItem(({ after }) => store.query({ ...query, ...(after && { after }) }))
  return items.map((item) => translation.parse(item))
}

/** Puts a translation in the place of the one that was read. */
export const putTranslation = (id: string, before: Translation | undefined, after: Translation): Action => ({
  table,
  put: { ...after, ...keyOf(id, after.revision, after.text.language) },
  if: before ? { version: before.version } : 'absent',
  orElse: () => staleVersion('translation'),
})
