import type { Context } from 'hono'
import type { Env } from '../../../../http/env.ts'
import { idIn } from '../../shell/path.ts'

/** The contact that the path names. */
export const namedIn = (c: Context<Env>) => ({
  organizationId: idIn(c, 'organization'),
  contactId: idIn(c, 'contact', 'contactId'),
})

export const contactPath = ({ organizationId, contactId }: ReturnType<typeof namedIn>) =>
  `/console/roster/${organizationId}/contacts/${contactId}`
