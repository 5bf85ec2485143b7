import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import { listAlerts } from '../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../shared/alerts/schema.ts'
import { listMeetings } from '../../../../shared/meetings/read.ts'
import { listUnreachable } from '../../../../shared/organizations/unreachable.ts'
import { listReplies } from '../../../../shared/replies/list.ts'
import { pageOfFitting } from '../../../../shared/storage/pages.ts'
import { listTasks } from '../../../../shared/tasks/read.ts'
import type { Env } from '../../http/env.ts'
import { withNames } from './shell/names.ts'
import { orUnread } from './shell/none.ts'
import { begun, gatherings, onDuty, silences } from './shell/overview.ts'

const day = 86_400_000
const page = { limit: 25 }

const itemsOf = async <T>(list: Promise<{ readonly items: readonly T[] }>) => (await list).items

/** Organizations without a contact that a mail reaches; looked for among the first thousand, as names in the roster are. */
const unreachedIn = async ({ var: { deps, actor } }: Context<Env>) => {
  const { items } = await pageOfFitting(
    (asked) => listUnreachable(deps, actor, asked),
    { limit: 200 },
    ({ reason }) => reason !== 'never-confirmed',
  )
  return items.slice(0, page.limit)
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
  const part = <T>(isTheirs: boolean, read: () => Promise<readonly T[]>) =>
    isTheirs ? read().catch(unread) : []
  const alerts = (state: Alert['state']) => itemsOf(listAlerts(deps, actor, { filter: { state }, page }))
  const current = may(actor, 'alert.list') ? alerts('issued') : Promise.resolve([])
  const [reviewed, drafts, issued, silent, meetings, tasks, replies, unreached, duty, waiting] =
    await Promise.all([
      part(writes, () => alerts('in-review')),
      part(may(actor, 'alert.draft'), () => alerts('draft')),
      part(true, () => current),
      part(writes, async () => silences(deps, actor, await current)),
      part(true, async () =>
        gatherings(deps, await itemsOf(listMeetings(deps, actor, { span: week, page })), works),
      ),
      part(works, async () => withNames(c, await itemsOf(listTasks(deps, actor, { status: 'open', page })))),
      part(works, () => itemsOf(listReplies(deps, actor, { status: 'held', page }))),
      part(works, () => unreachedIn(c)),
      part(works, () => onDuty(deps)),
      may(actor, 'grant.list') ? begun(deps, actor).catch(unread) : undefined,
    ])
  return { reviewed, drafts, issued, meetings, tasks, replies, unreached, silent, duty, begun: waiting }
}
