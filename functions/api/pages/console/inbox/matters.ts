import type { Context } from 'hono'
import { notFound } from '../../../../../shared/errors.ts'
import { type Kind, prefixes } from '../../../../../shared/ids.ts'
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
export const kindOf = (subject: string | undefined): MatterKind | undefined => {
  const named = (Object.keys(kinds) as Kind[]).find((kind) => subject?.startsWith(`${prefixes[kind]}_`))
  return named && kinds[named]
}

/** What the path names, as something that was asked. */
export const matterIn = (c: Context<Env>) => {
  const subject = c.req.param('id') ?? ''
  const kind = kindOf(subject)
  if (!kind) throw notFound('matter')
  return { subject, kind }
}
