import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forCoordinators, record } from '../../events/record.ts'
import { formatUtc } from '../../rendering/time.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { coalitionOf } from '../coalition-of.ts'
import { tellOrganizer } from '../organizer.ts'
import { seatsOf, weighPoll } from './board.ts'
import { decidePoll } from './close.ts'
import { unplanPoll } from './plan.ts'
import { getPoll, replacePoll } from './repository.ts'
import type { Poll, PollSlot } from './schema.ts'
import { suggest, type Weighed } from './tally.ts'

/** The same for every reader, whatever their language: as the organizer wrote it, and in UTC. */
const timeOf = ({ startsAt, timeZone, startsAtUtc }: PollSlot) =>
  `${startsAt.replace('T', ' ')} ${timeZone} = ${formatUtc(startsAtUtc)}`

const lineOf = ({ slot, tally: { yes, ifNeedBe, no, silent }, organizationsAtNight }: Weighed) =>
  `${slot.id}. ${timeOf(slot)}: ${yes} / ${ifNeedBe} / ${no} / ${silent} / ${organizationsAtNight.length}`

const isActive = async ({ store }: Deps, poll: Poll) =>
  !poll.coalitionId || (await coalitionOf(store, poll))?.status === 'active'

/** A word to whoever proposed it: the tally, and what was or should be chosen. */
const tell = (
  deps: Deps,
  poll: Poll,
  weighed: readonly Weighed[],
  chosen: Weighed | undefined,
  done: boolean,
) =>
  tellOrganizer(
    deps,
    { id: poll.id, ...(poll.proposedBy && { calledBy: poll.proposedBy }) },
    {
      key: done ? 'poll-decided' : 'poll-closed',
      params: {
        title: poll.title,
        tally: `\n${weighed.map(lineOf).join('\n')}\n`,
        suggestion: chosen ? timeOf(chosen.slot) : '–',
      },
    },
  )

/**
 * What becomes of a poll at its deadline. It takes no answers any more, and its organizer hears the tally and a
 * suggestion; where it was to choose by itself, the suggestion is called.
 */
export const closePollWhenDue = async (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await getPoll(deps.store, id)
    const now = deps.clock.now()
    if (before.status !== 'open' || before.closesAt > now.toISOString()) return
    const weighed = weighPoll(before, await seatsOf(deps, before))
    const chosen = suggest(weighed, now)
    const calls = before.choose === 'automatically' && chosen && (await isActive(deps, before))
    const told = await tell(deps, before, weighed, chosen, Boolean(calls))
    const end = calls
      ? (await decidePoll(deps, system, before, { slot: chosen.slot })).actions
      : [...replacePoll(before, revise<Poll>(before, { status: 'closed' }, now)), ...unplanPoll(before)]
    await deps.store.transact([
      ...end,
      ...told.actions,
      record(deps, system, {
        type: 'poll.closed',
        subject: id,
        audience: forCoordinators,
        data: { silent: Math.max(0, ...weighed.map(({ tally }) => tally.silent)) },
        notifications: told.notifications,
      }),
    ])
  })
