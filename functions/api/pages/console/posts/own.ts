import type { Context } from 'hono'
import { forbidden, permit } from '../../../../../shared/access/permit.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { readPost } from '../../../../../shared/publications/read.ts'
import type { WholePost } from '../../../../../shared/publications/schema.ts'
import type { Env } from '../../../http/env.ts'
import { idIn } from '../shell/path.ts'

/** Posts are in the name of one's own organization. */
export const requireAuthor = ({ var: { actor } }: Context<Env>) => {
  if (actor.kind !== 'person') throw forbidden()
  permit(actor, 'post.write', { organizationId: actor.organizationId })
  return actor.organizationId
}

/** A post of one's own organization; to change any other, it does not exist. */
export const ownPost = async (c: Context<Env>) => {
  const organizationId = requireAuthor(c)
  const post = await readPost(c.var.deps, c.var.actor, idIn(c, 'post'))
  if (post.organizationId !== organizationId) throw notFound('post')
  return post as WholePost
}
