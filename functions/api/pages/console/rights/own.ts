import type { Context } from 'hono'
import type { ActorStamp } from '../../../../../shared/access/actor.ts'
import type { Env } from '../../../http/env.ts'

/** Whether a contact is the reader. */
export const isReader = (c: Context<Env>, contactId: string | undefined) =>
  c.var.actor.kind === 'person' && c.var.actor.contactId === contactId

/** Whether the reader did it. */
export const isBy = (c: Context<Env>, { contactId }: ActorStamp) => isReader(c, contactId)

const rights = '/console/rights'

export const grantPath = ({ contactId, kind }: { contactId: string; kind: string }) =>
  `${rights}/grants/${contactId}/${kind}`

export const motionPath = ({ contactId, kind }: { contactId: string; kind: string }) =>
  `${rights}/motions/${contactId}/${kind}`
