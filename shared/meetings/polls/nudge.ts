import type { Deps } from '../../deps.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { audienceOf } from '../notice.ts'
import { tellOnce } from '../reminders/tell-once.ts'
import { toldSoFar } from '../reminders/told.ts'
import { isOpen } from './answer.ts'
import { seatsOf } from './board.ts'
import { pollNotice } from './notice.ts'
import { getPoll, pollUnchanged } from './repository.ts'

const name = 'nudge'

/** A word to the silent before a poll closes, once: none to who is discreet, nor where a colleague has answered. */
export const nudgePoll = async (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const poll = await getPoll(deps.store, id)
    if (!isOpen(poll, deps.clock.now())) return
    const [{ seats }, told] = await Promise.all([seatsOf(deps, poll), toldSoFar(deps.store, id, name)])
    const answered = new Set(seats.flatMap(({ answer, organizationId }) => (answer ? organizationId : [])))
    const done = new Set(told.flatMap(({ contactIds }) => contactIds))
    const silent = seats.filter(
      ({ excused, organizationId, contactId }) =>
        !excused && !answered.has(organizationId) && !done.has(contactId),
    )
    await tellOnce(deps, silent, {
      subject: id,
      unchanged: [pollUnchanged(poll)],
      name,
      kind: 'poll',
      content: await pollNotice(deps.store, poll, 'nudge'),
      event: { type: 'poll.nudged', audience: audienceOf(poll), data: {} },
      from: told.length,
    })
  })
