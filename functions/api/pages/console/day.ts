import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import { lettersToSign } from '../../../../shared/advocacy/letters/read.ts'
import { listAlerts } from '../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { listMeetings } from '../../../../shared/meetings/read.ts'
import { listReplies } from '../../../../shared/replies/list.ts'
import type { Page } from '../../../../shared/storage/store.ts'
import { listTasks } from '../../../../shared/tasks/read.ts'
import type { Env } from '../../http/env.ts'
import { unreachedPage } from './roster/unreached.tsx'
import { withNames } from './shell/names.ts'
import { orUnread } from './shell/none.ts'
import { begun, gatherings, onDuty, silences } from './shell/overview.ts'

const day = 86_400_000
const most = 25
/** One more than is shown, so that what is left out is known of. */
const page = { limit: most + 1 }

/** The first of a list, and whether there are more. */
interface Begin<T> {
  readonly items: readonly T[]
  readonly isMore: boolean
}

const none = { items: [], isMore: false }

const beginOf = async <T>(list: Promise<Page<T>>): Promise<Begin<T>> => {
  const { items, next } = await list
  return { items: items.slice(0, most), isMore: items.length > most || next !== undefined }
}

/**
 * Everything that stands on the page, read at once; what somebody may not read is not asked for. A part that could not
 * be read is not there, and the others are.
 */
export const readDay = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const writes = may(actor, 'alert.read-unissued')
  const works = may(actor, 'task.list')
  const now = deps.clock.now()
  const week = { from: now.toISOString(), to: new Date(now.getTime() + 7 * day).toISOString() }
  const unread = orUnread(c)
  const part = <T>(isTheirs: boolean, read: () => Promise<Begin<T>>) =>
    isTheirs ? read().catch(unread) : none
  const few = <T>(isTheirs: boolean, read: () => Promise<readonly T[]>) =>
    isTheirs ? read().catch(unread) : []
  const alerts = (state: Alert['state']) => beginOf(listAlerts(deps, actor, { filter: { state }, page }))
  const current = may(actor, 'alert.list') ? alerts('issued') : Promise.resolve(none)
  const [reviewed, drafts, issued, toSign, silent, meetings, tasks, replies, unreached, duty, waiting] =
    await Promise.all([
      part(writes, () => alerts('in-review')),
      part(may(actor, 'alert.draft'), () => alerts('draft')),
      part(true, () => current),
      few(true, () => lettersToSign(deps, actor)),
      few(writes, async () => silences(deps, actor, (await current).items)),
      part(true, async () => {
        const begin = await beginOf(listMeetings(deps, actor, { span: week, page }))
        return { ...begin, items: await gatherings(deps, begin.items, works) }
      }),
      part(works, async () => {
        const begin = await beginOf(listTasks(deps, actor, { status: 'open', page }))
        return { ...begin, items: await withNames(c, begin.items) }
      }),
      part(works, () => beginOf(listReplies(deps, actor, { status: 'held', page }))),
      part(works, () => beginOf(unreachedPage(c, page))),
      few(works, () => onDuty(deps)),
      may(actor, 'grant.list') ? begun(deps, actor).catch(unread) : undefined,
    ])
  return {
    reviewed,
    drafts,
    issued,
    toSign,
    meetings,
    tasks,
    replies,
    unreached,
    silent,
    duty,
    begun: waiting,
  }
}
