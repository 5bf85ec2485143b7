import type { Context } from 'hono'
import { notFound } from '../../../../../shared/errors.ts'
import { type Id, idOf, type Kind } from '../../../../../shared/ids.ts'
import type { Env } from '../../../http/env.ts'

/** An id in the path; what cannot be one names nothing. */
export const idIn = <K extends Kind>(c: Context<Env>, kind: K, name = 'id'): Id<K> => {
  const { data } = idOf(kind).safeParse(c.req.param(name))
  if (data === undefined) throw notFound(kind)
  return data
}
