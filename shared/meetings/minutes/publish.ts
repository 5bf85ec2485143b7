import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../../access/actor.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { record } from '../../events/record.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { changedTooOften, minutesTooLong } from '../errors.ts'
import { audienceOf } from '../notice.ts'
import { replaceMeeting } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { enterOnceBegun } from './keep.ts'
import { allDecisions, findAttendance, findMinutes, putMinutes } from './repository.ts'
import type { Minutes } from './schema.ts'

/** Each edition is a mail to everybody. */
const maximumEditions = 20

/** In bytes: what is published lies beside the draft in a row of at most 400 KB, and goes into a notification of its own. */
const largestEdition = 200_000

const patience = 900

const tellingRow = (id: Meeting['id'], edition: number, now: Date) => ({
  id: `minutes-${id}-${edition}`,
  kind: 'meeting-minutes' as const,
  dueAt: now.toISOString(),
  every: patience,
  subject: id,
  data: { edition },
})

/** What would be published now, but for its number and time. */
const contentNow = async (deps: Deps, { meetingId, text, language }: Minutes) => {
  const [decisions, { present }] = await Promise.all([
    allDecisions(deps.store, meetingId),
    findAttendance(deps.store, meetingId),
  ])
  return {
    text,
    ...(language && { language }),
    decisions: decisions.map((each) => each.text),
    present: present.length,
  }
}

interface Publishing {
  readonly id: Meeting['id']
  readonly version?: number | undefined
}

/** Publishes the minutes, with what was decided, to those invited; with nothing new, nothing is told anew. */
export const publishMinutes = async (
  deps: Deps,
  actor: Actor,
  { id, version }: Publishing,
): Promise<Minutes> =>
  onFreshRead(
    async () => {
      const { meeting } = await enterOnceBegun(deps, actor, id)
      const before = await findMinutes(deps.store, id)
      if (!before) throw notFound('minutes')
      requireVersion('minutes', before, version)
      const content = await contentNow(deps, before)
      const { edition = 0, at: _, ...known } = before.published ?? {}
      if (isDeepStrictEqual(known, content)) return before
      if (edition >= maximumEditions) throw changedTooOften()
      if (Buffer.byteLength(JSON.stringify(content)) > largestEdition) throw minutesTooLong()
      const now = deps.clock.now()
      const at = now.toISOString()
      const published = { ...content, edition: edition + 1, at }
      const after = { ...before, published, version: before.version + 1, updatedAt: at }
      await deps.store.transact([
        putMinutes(before, after),
        ...replaceMeeting(meeting, revise<Meeting>(meeting, { minutesEdition: published.edition }, now)),
        schedule(tellingRow(id, published.edition, now)),
        record(deps, actor, {
          type: 'meeting.minutes-published',
          subject: id,
          audience: audienceOf(meeting),
          data: { edition: published.edition, decisions: content.decisions.length },
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
