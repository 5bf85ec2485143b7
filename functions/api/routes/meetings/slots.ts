import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { slotView, weighSlots } from '../../../../shared/meetings/fairness.ts'
import { meetingInput } from '../../../../shared/meetings/schema.ts'
import { distinct } from '../../../../shared/text.ts'
import { answer, listOf, type Router, refusals } from '../../http/contract.ts'

const { startsAt, offset, timeZone, durationMinutes } = meetingInput.shape

const weigh = createRoute({
  method: 'get',
  path: '/slots',
  tags: ['meetings'],
  summary: 'Whose night a time would be, among those whom a meeting would invite; the fairest first',
  request: {
    query: z.object({
      coalitionId: idOf('coalition').optional(),
      startsAt: z
        .preprocess((value) => [value].flat(), z.array(startsAt).min(1).max(20))
        .transform(distinct)
        .meta({ type: 'array', items: { type: 'string' }, description: 'Local times, at most twenty' }),
      offset,
      timeZone,
      durationMinutes: z.preprocess(
        (value) => (typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value),
        durationMinutes.default(60),
      ),
    }),
  },
  responses: { 200: answer(listOf(slotView), 'Each time, with the zones'), ...refusals },
})

/** Fair time zones. */
export const slotRoutes = (api: Router) =>
  api.openapi(weigh, async (c) => {
    const items = await weighSlots(c.var.deps, c.var.actor, c.req.valid('query'))
    return c.json({ items }, 200)
  })
