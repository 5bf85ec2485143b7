import { ConditionFailed, type Store } from '../storage/store.ts'

const key = { pk: 'feedback', sk: 'watermark' }
const table = 'deliveries'

/** Up to when SES's `Send` events have come in, in milliseconds of its own clock; 0 before the first. */
export const feedbackWatermark = async (store: Store): Promise<number> => {
  const item = await store.get(table, key)
  return (item?.['sentAt'] as number | undefined) ?? 0
}

/** Moves the watermark forward, never back. */
export const raiseWatermark = async (store: Store, sentAt: number): Promise<void> => {
  for (;;) {
    const item = await store.get(table, key)
    if (item && (item['sentAt'] as number) >= sentAt) return
    try {
      return await store.write({
        table,
        put: { ...key, sentAt },
        if: item ? { sentAt: item['sentAt'] } : 'absent',
      })
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
}
