import type { Context } from 'hono'
import { notFound } from '../../../../../shared/errors.ts'
import { type Kind, kindOf } from '../../../../../shared/ids.ts'
import type { Env } from '../../../http/env.ts'
import { alertMatter } from './alert.tsx'
import { coalitionMatter } from './coalition.tsx'
import type { MatterKind } from './matter.ts'
import { meetingMatter } from './meeting.tsx'
import { pollMatter } from './poll.tsx'

const kinds: Partial<Record<Kind, MatterKind>> = {
  alert: alertMatter,
  coalition: coalitionMatter,
  meeting: meetingMatter,
  poll: pollMatter,
}

/** What can be answered to what an id names, where anything can. */
export const matterOf = (id: string): MatterKind | undefined => {
  const kind = kindOf(id)
  return kind && kinds[kind]
}

/** What the path names, as something that was asked. */
export const matterIn = (c: Context<Env>) => {
  const id = c.req.param('id') ?? ''
  const kind = matterOf(id)
  if (!kind) throw notFound('matter')
  return { id, kind }
}
