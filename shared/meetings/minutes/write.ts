import type { Actor } from '../../access/actor.ts'
import { may } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import type { Meeting } from '../schema.ts'
import { enterToRead } from '../standing.ts'
import { enterToKeep } from './keep.ts'
import { findMinutes, putMinutes } from './repository.ts'
import type { Minutes, MinutesInput } from './schema.ts'

interface Writing {
  readonly id: Meeting['id']
  readonly version?: number | undefined
  readonly input: MinutesInput
}

/** Writes the minutes, or writes them anew; nobody but those who keep them sees them until they are published. */
export const writeMinutes = async (
  deps: Deps,
  actor: Actor,
  { id, version, input }: Writing,
): Promise<Minutes> =>
  onFreshRead(
    async () => {
      await enterToKeep(deps, actor, id)
      const before = await findMinutes(deps.store, id)
      requireVersion('minutes', before ?? { version: 0 }, version)
      const now = deps.clock.now().toISOString()
      const after: Minutes = {
        meetingId: id,
        ...input,
        ...(before?.published && { published: before.published }),
        version: (before?.version ?? 0) + 1,
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      }
      await deps.store.write(putMinutes(before, after))
      return after
    },
    version === undefined ? undefined : 1,
  )

export type ReadMinutes = Omit<Minutes, 'createdAt' | 'updatedAt'>

/** The minutes: the draft for those who keep them, what was published for everybody else of the meeting. */
export const readMinutes = async (deps: Deps, actor: Actor, id: Meeting['id']): Promise<ReadMinutes> => {
  const { within } = await enterToRead(deps.store, actor, id)
  const found = await findMinutes(deps.store, id)
  if (!found) throw notFound('minutes')
  if (may(actor, 'meeting.keep-minutes', within)) return found
  const { published, version } = found
  if (!published) throw notFound('minutes')
  const { text, language } = published
  return { meetingId: id, text, ...(language && { language }), published, version }
}
