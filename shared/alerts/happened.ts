import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, forMembers, record } from '../events/record.ts'
import type { Event, EventType } from '../events/schema.ts'
import type { Alert } from './schema.ts'

interface Extra {
  readonly data?: Event['data']
  readonly notifications?: readonly string[]
}

/** What happened to an alert. Members come to know of what was issued in public; the rest is for coordinators. */
export const happened = (
  deps: Deps,
  actor: Actor,
  type: EventType,
  alert: Alert,
  { data, notifications }: Extra = {},
) => {
  const { id, revision, content } = alert
  const tells = type === 'alert.issued' || type === 'alert.published'
  const open = tells && alert.issues.at(-1)?.isPublic
  return record(deps, actor, {
    type,
    subject: id,
    audience: open ? forMembers : forCoordinators,
    data: {
      revision,
      situationId: content.situationId,
      level: content.level,
      exercise: content.exercise,
      ...(alert.submission && { countries: alert.submission.situation.countries }),
      ...data,
    },
    ...(notifications && { notifications }),
  })
}
