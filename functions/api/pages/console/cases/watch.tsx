import type { Context } from 'hono'
import { forbidden } from '../../../../../shared/access/permit.ts'
import { unwatchCase, watchCase } from '../../../../../shared/justice/watch.ts'
import type { Env } from '../../../http/env.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { show } from './page.tsx'

const own = (c: Context<Env>) => {
  const { actor } = c.var
  if (actor.kind !== 'person') throw forbidden()
  return { id: idIn(c, 'case'), organizationId: actor.organizationId, contactId: actor.contactId }
}

const step = (take: typeof watchCase | typeof unwatchCase) =>
  posted((c) => ({
    act: async () => {
      const watching = own(c)
      await take(c.var.deps, c.var.actor, watching)
      return `/console/cases/${watching.id}?done=saved`
    },
    again: (form, status) => show(c, form, status),
  }))

/** From now on the reader is told of every change. */
export const watchFromForm = step(watchCase)

export const unwatchFromForm = step(unwatchCase)
