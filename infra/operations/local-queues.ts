import * as z from 'zod'

const message = z.object({ sentTimestamp: z.number() })

const inspection = z.object({
  messages: z.object({
    ready: z.array(message),
    delayed: z.array(message),
    inflight: z.array(z.object({ message })),
  }),
})

/** Looks at a queue of the embedded engine without touching it: how many there are, and since when the oldest waits. */
export const inspectQueue = async (endpoint: string, queue: string) => {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queue}`)
  if (!answer.ok) throw Object.assign(new Error('No such queue'), { code: 'NoSuchQueue' })
  const { ready, delayed, inflight } = inspection.parse(await answer.json()).messages
  const sent = [...ready, ...inflight.map(({ message }) => message)].map(({ sentTimestamp }) => sentTimestamp)
  return {
    count: sent.length + delayed.length,
    oldest: sent.length > 0 ? Math.min(...sent) : undefined,
  }
}
