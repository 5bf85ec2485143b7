import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import * as z from 'zod'
import { permitToKnow } from '../../../../shared/access/permit.ts'
import type { Deed } from '../../../../shared/access/table.ts'
import { getLetter } from '../../../../shared/advocacy/letters/repository.ts'
import { getAlert } from '../../../../shared/alerts/repository.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { notFound } from '../../../../shared/errors.ts'
import { idOf } from '../../../../shared/ids.ts'
import { deliveryStates } from '../../../../shared/ledger/delivery.ts'
import { deliveriesPage, ledgerOf, notificationsOf } from '../../../../shared/ledger/read.ts'
import { getMeeting } from '../../../../shared/meetings/repository.ts'
import { linkNext, pageOf } from '../../http/answers.ts'
import { answer, pageQuery, type Router, refusals } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'

const state = z.enum(deliveryStates).meta({ id: 'DeliveryState' })

const ledgerView = z
  .object({
    /** None while an alert that was approved is held, and nobody is being told yet. */
    notificationId: idOf('notification').optional(),
    /** Until when an approved alert is held: its deliveries begin then. */
    heldUntil: z.iso.datetime().optional(),
    /** Everything that was ever told of this subject, newest first. */
    notifications: z.array(z.object({ id: idOf('notification'), createdAt: z.iso.datetime() })),
    manifest: z.int(),
    /** They add up to the manifest. */
    counts: z.partialRecord(state, z.int()),
    sealed: z.boolean(),
    items: z.array(
      z.object({
        contactId: idOf('contact'),
        organizationId: idOf('organization'),
        class: z.string(),
        state,
        attempt: z.int(),
        log: z.array(
          z.object({
            at: z.iso.datetime(),
            state,
            attempt: z.int(),
            messageId: z.string().optional(),
            reason: z.string().optional(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Deliveries' })

const query = pageQuery.extend({ notification: idOf('notification').optional() })

const ledgerRoute = <K extends 'alert' | 'meeting' | 'letter', P extends string>(noun: K, path: P) =>
  createRoute({
    method: 'get',
    path,
    tags: [`${noun}s`],
    summary: `Who was to be told of the ${noun}, and what became of each mail; of its latest notification unless another is named`,
    request: { params: z.object({ id: idOf(noun) }), query },
    responses: { 200: answer(ledgerView, 'The ledger, a page of deliveries at a time'), ...refusals },
  })

const alertRoute = ledgerRoute('alert', '/alerts/{id}/deliveries')
const meetingRoute = ledgerRoute('meeting', '/meetings/{id}/deliveries')
const letterRoute = ledgerRoute('letter', '/letters/{id}/deliveries')

const ledger = async (
  c: Context<Env>,
  subject: {
    readonly id: string
    readonly kind: 'alert' | 'meeting' | 'letter'
    /** Which of its notifications is meant by itself. */
    readonly latest?: string | undefined
    readonly held?: Alert['held']
  },
  asked: z.output<typeof query>,
) => {
  const { store } = c.var.deps
  const notifications = await notificationsOf(store, subject.id, subject.kind)
  const notificationId = asked.notification ?? subject.latest ?? notifications[0]?.id
  if (asked.notification && !notifications.some(({ id }) => id === asked.notification))
    throw notFound('notification')
  const { held } = subject
  const heldUntil = held && !held.stopped ? { heldUntil: held.until } : {}
  if (!notificationId && !held) throw notFound('notification')
  if (!notificationId)
    return ledgerView.parse({
      ...heldUntil,
      notifications,
      manifest: 0,
      counts: {},
      sealed: false,
      items: [],
    })
  const [totals, { items, next }] = await Promise.all([
    ledgerOf(store, notificationId),
    deliveriesPage(store, notificationId, pageOf(c, asked)),
  ])
  linkNext(c, next)
  return ledgerView.parse({ ...heldUntil, ...totals, notificationId, notifications, items })
}

const mayRead = (c: Context<Env>, deed: Deed, noun: string) => permitToKnow(c.var.actor, deed, noun)

export const deliveryRoutes = (api: Router) =>
  api
    .openapi(alertRoute, async (c) => {
      mayRead(c, 'alert.read-deliveries', 'alert')
      const { id, held, issues } = await getAlert(c.var.deps.store, c.req.valid('param').id)
      // A translation that came later is told to some alone.
      const latest = issues.at(-1)?.notificationId
      return c.json(await ledger(c, { id, kind: 'alert', latest, held }, c.req.valid('query')), 200)
    })
    .openapi(meetingRoute, async (c) => {
      mayRead(c, 'meeting.read-deliveries', 'meeting')
      const { id } = await getMeeting(c.var.deps.store, c.req.valid('param').id)
      return c.json(await ledger(c, { id, kind: 'meeting' }, c.req.valid('query')), 200)
    })
    .openapi(letterRoute, async (c) => {
      mayRead(c, 'letter.read-deliveries', 'letter')
      const { id } = await getLetter(c.var.deps.store, c.req.valid('param').id)
      return c.json(await ledger(c, { id, kind: 'letter' }, c.req.valid('query')), 200)
    })
