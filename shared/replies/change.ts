import * as z from 'zod'
import { type Actor, stampOf } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { findGrant } from '../identity/grants.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead, requireVersion } from '../storage/fresh.ts'
import type { Action } from '../storage/store.ts'
import { text } from '../text.ts'
import { assigneeNoCoordinator, noAnswer, notTheirs, replyClosed } from './errors.ts'
import { readReply } from './list.ts'
import { replies } from './repository.ts'
import type { Reply } from './schema.ts'

export const replyClosure = z
  .strictObject({ outcome: z.enum(['done', 'dismissed']), remark: text(2000).optional() })
  .refine(({ outcome, remark }) => outcome === 'done' || remark !== undefined, {
    message: 'is needed to dismiss a mail',
    path: ['remark'],
  })
  .meta({ id: 'ReplyClosure' })

export interface Named {
  readonly id: string
  readonly version?: number | undefined
}

/** A mail that nobody has dealt with yet. */
const heldReply = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Reply> => {
  permit(actor, 'reply.change')
  const held = await readReply(deps, actor, id)
  requireVersion('reply', held, version)
  if (held.status === 'closed') throw replyClosed()
  return held
}

type Closing = Pick<NonNullable<Reply['closure']>, 'outcome' | 'remark'>

/** The writes by which a mail is dealt with, and how it stands then. */
const closing = (
  deps: Deps,
  actor: Actor,
  held: Reply,
  given: Closing,
): { readonly after: Reply; readonly actions: Action[] } => {
  const now = deps.clock.now()
  const closure = { ...given, by: stampOf(actor), at: now.toISOString() }
  const after = revise(held, { status: 'closed' as const, closure }, now)
  const event = record(deps, actor, {
    type: 'reply.closed',
    subject: held.subject ?? held.id,
    audience: forCoordinators,
    data: { replyId: held.id, outcome: given.outcome },
  })
  return { after, actions: [...replies.replace(held, after), event] }
}

/**
 * A held mail that somebody is to record as an answer: how it was told, and what is written with the answer so that the
 * mail is dealt with, in one step and one transaction. What came from a mailbox in the hands of others is nobody's.
 */
export const asAnswer = async (deps: Deps, actor: Actor, named: Named) => {
  const held = await heldReply(deps, actor, named)
  if (held.because === 'compromised') throw notTheirs()
  if (held.kind === 'bounce') throw noAnswer()
  const recordedBy = stampOf(actor).contactId
  const told = { channel: 'mail', at: held.receivedAt, ...(recordedBy && { recordedBy }) } as const
  const { after, actions } = closing(deps, actor, held, { outcome: 'answered' })
  return { held, told, after, also: () => ({ actions, notifications: [] }) }
}

/** Says what became of a mail; it stays, and is never opened again. */
export const closeReply = (
  deps: Deps,
  actor: Actor,
  { closure, ...named }: Named & { readonly closure: z.output<typeof replyClosure> },
): Promise<Reply> =>
  onFreshRead(async () => {
    const { after, actions } = closing(deps, actor, await heldReply(deps, actor, named), closure)
    await deps.store.transact(actions)
    return after
  })

/** A coordinator takes a mail, gives it to another, or (`null`) puts it back. */
export const assignReply = async (
  deps: Deps,
  actor: Actor,
  { contactId, ...named }: Named & { readonly contactId: Reply['assignee'] | null },
): Promise<Reply> => {
  permit(actor, 'reply.change')
  const isOneself = stampOf(actor).contactId === contactId
  const grant = contactId && !isOneself ? await findGrant(deps.store, contactId, 'coordinator') : undefined
  if (contactId && !isOneself && grant?.status !== 'confirmed') throw assigneeNoCoordinator()
  return onFreshRead(async () => {
    const held = await heldReply(deps, actor, named)
    const after = revise(held, { assignee: contactId ?? undefined }, deps.clock.now())
    await deps.store.transact([
      ...replies.replace(held, after),
      record(deps, actor, {
        type: 'reply.assigned',
        subject: held.subject ?? held.id,
        audience: forCoordinators,
        data: { replyId: held.id, ...(contactId && { contactId }) },
      }),
    ])
    return after
  })
}
