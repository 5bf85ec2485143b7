import type { Action, Item, Page, Store } from '../storage/store.ts'
import { type ThreadLine, threadLine } from './schema.ts'

const table = 'coalitions'

/** Whose story it is: coordinators', every member's, or that of those inside one coalition. */
export type Layer = 'coordinators' | 'members' | `coalition#${string}`

const partitionOf = (situationId: string, layer: Layer) => `thread#${situationId}#${layer}`

/** What is asked follows from what asks it, and stands behind it where both have one moment. */
const rankOf = ({ type }: ThreadLine) => (type.startsWith('recommendation.') ? 1 : 0)

/** The same line twice is once. */
export const putLine = (situationId: string, layer: Layer, line: ThreadLine): Action => ({
  table,
  put: { ...line, pk: partitionOf(situationId, layer), sk: `${line.at}#${rankOf(line)}#${line.id}` },
})

interface Paging {
  readonly limit: number
  readonly after?: Item | undefined
  readonly descending?: boolean
}

/** A page of one layer, oldest first unless it is asked the other way round. */
export const linesIn = async (
  store: Store,
  { situationId, layer }: { situationId: string; layer: Layer },
  { limit, after, descending = false }: Paging,
): Promise<Page<ThreadLine>> => {
  const query = { table, partition: partitionOf(situationId, layer), limit, descending } as const
  const { items, next } = await store.query({ ...query, ...(after && { after }) })
  return { items: items.map((item) => threadLine.parse(item)), ...(next && { next }) }
}
