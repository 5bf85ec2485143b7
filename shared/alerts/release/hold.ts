import type { Actor } from '../../access/actor.ts'
import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import type { Settings } from '../../settings/schema.ts'
import type { Action } from '../../storage/store.ts'
import { settleTask } from '../../tasks/settle.ts'
import type { Alert } from '../schema.ts'
import type { Held } from './schema.ts'

/** Two minutes, whatever the alliance has set: whoever acts alone can be stopped. */
const aloneFor = 120

interface Hold {
  readonly settings: Pick<Settings, 'holdSeconds'>
  readonly alone: boolean
  readonly now: Date
}

/** When an approved revision goes out: an emergency of two persons at once, nothing before its own time. */
export const goesOutAt = (
  { level, issueAt }: Alert['content'],
  { settings, alone, now }: Hold,
): Held['until'] => {
  const seconds = alone ? aloneFor : level === 'emergency' ? 0 : settings.holdSeconds
  const earliest = now.getTime() + seconds * 1000
  return new Date(Math.max(earliest, issueAt ? Date.parse(issueAt) : earliest)).toISOString()
}

const releaseRow = ({ id }: Pick<Alert, 'id'>, { until }: Held): AgendaRow => ({
  id: `release-${id}`,
  kind: 'alert-release',
  dueAt: until,
  every: 60,
  subject: id,
})

export const scheduleRelease = (alert: Pick<Alert, 'id'>, held: Held): Action =>
  schedule(releaseRow(alert, held))

/** Of what is held, if anything is. A row that has come due already finds nothing to do, and goes by itself. */
export const unscheduleRelease = ({ id, held }: Pick<Alert, 'id' | 'held'>): Action[] =>
  held ? [unschedule(releaseRow({ id }, held))] : []

/** Of what a last look kept back: somebody has seen to it, whatever they have done about it. */
export const settleStopped = async (
  deps: Deps,
  actor: Actor,
  { id, revision, held }: Alert,
): Promise<Action[]> =>
  held?.stopped ? settleTask(deps, actor, stoppedTask({ id, revision }, held.stopped)) : []

/** What somebody is to do about a revision that was kept back. */
export const stoppedTask = (
  { id, revision }: Pick<Alert, 'id' | 'revision'>,
  { at }: { readonly at: string },
) => ({ kind: 'alert-stopped', subject: id, cause: `${revision} ${at}` }) as const

/** A revision in the making: nothing approved, nothing held, nobody asked for anything. */
export const nothingApproved = {
  submission: undefined,
  approvals: [],
  held: undefined,
  resumption: undefined,
} as const satisfies Partial<Alert>
