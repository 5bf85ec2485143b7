import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import type { Contact } from '../../organizations/schema.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { type Place, seats } from '../answers/board.ts'
import { contactsCalled } from '../called.ts'
import { statusOf } from '../capacity/place.ts'
import { coalitionOf } from '../coalition-of.ts'
import { audienceOf, noticeOf } from '../notice.ts'
import { getMeeting, meetingUnchanged } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { type Reminder, reminderRow, remindersOf } from './plan.ts'
import { tellOnce } from './tell-once.ts'
import { toldSince, toldSoFar } from './told.ts'
import { momentFor, momentFrom } from './waking.ts'

/** Whom to remind, by what is said to them: that it comes up, or that their answer is missing. */
type Mood = 'coming' | 'silent'

interface Reminded extends Place {
  readonly mood: Mood
  /** When they are to hear of it. */
  readonly moment: string
}

/** Who waits for places, or has let them lapse, is not to come as it stands. */
const hasNoPlace = ({ rsvp }: Place) => ['waiting', 'lapsed'].includes(statusOf(rsvp) ?? '')

const says = ({ rsvp }: Place) => rsvp?.answer ?? undefined

/** Who comes is reminded; of the silent, those whose organization has not answered by anybody. */
export const moodsOf = (places: readonly Place[]) => {
  const answered = new Set(places.filter(says).map(({ organizationId }) => organizationId))
  return places.flatMap((place): { place: Place; mood: Mood }[] => {
    const said = says(place)
    if (hasNoPlace(place) || place.excused) return []
    if (said === 'accepted' || said === 'tentative') return [{ place, mood: 'coming' }]
    return said || answered.has(place.organizationId) ? [] : [{ place, mood: 'silent' }]
  })
}

/** A contact's own hours and weekend, or what is taken for granted of one who has not said. */
const wakingOf = ({ timeZone, preferences: { hours, weekend } = {} }: Contact) => ({
  timeZone,
  ...(hours ?? { from: 8, to: 20 }),
  weekend: weekend ?? [6, 7],
})

/** All that one kind of reminder told of a start begins alike. */
const namesOf = ({ startsAtUtc }: Meeting, what: Reminder['what']) => `${what}#${startsAtUtc}`
const nameOf = (meeting: Meeting, { what, at }: Reminder) => `${namesOf(meeting, what)}#${at}`

const contactsIn = (told: Awaited<ReturnType<typeof toldSoFar>>) =>
  new Set(told.flatMap(({ contactIds }) => contactIds))

/** Whom somebody has reminded is left in peace for so long, and so is whoever was reminded by the clock. */
export const peace = 12 * 3_600_000

/**
 * Who has been reminded enough. A series goes on for long: who is silent is asked once before each meeting, and before
 * a deadline of its own. What somebody asks for comes on top of neither.
 */
const askedAlready = async (
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  meeting: Meeting,
  { what }: Reminder,
) => {
  if (what === 'asked') {
    const lately = new Date(clock.now().getTime() - peace).toISOString()
    return contactsIn(await toldSince(store, meeting.id, lately))
  }
  const isOfSeries = meeting.occurrence && what === 'reminder'
  return contactsIn(isOfSeries ? await toldSoFar(store, meeting.id, namesOf(meeting, what)) : [])
}

/** When somebody is to hear of it: before it is due, in their own hours; what is asked for, as soon as they are awake. */
const momentOf = ({ what, at, earliest }: Reminder, contact: Contact, until: string) => {
  if (what !== 'asked') return momentFor(at, earliest, wakingOf(contact))
  const moment = momentFrom(at, wakingOf(contact))
  return moment < until ? moment : at
}

/** Everybody who is to hear of a reminder and has not, with their moment; who has left the roster or the coalition is not among them. */
const stillToRemind = async (deps: Deps, meeting: Meeting, reminder: Reminder) => {
  const { store } = deps
  const [places, told, asked] = await Promise.all([
    seats(store, meeting),
    toldSoFar(store, meeting.id, nameOf(meeting, reminder)),
    askedAlready(deps, meeting, reminder),
  ])
  const done = contactsIn(told)
  const open = moodsOf(places).filter(
    ({ place: { contactId }, mood }) =>
      !done.has(contactId) && (mood === 'silent' ? !asked.has(contactId) : reminder.what === 'reminder'),
  )
  const contacts = await contactsCalled(deps, meeting)
  const waiting = open.flatMap(({ place, mood }): Reminded[] => {
    const contact = contacts.get(place.contactId)
    if (!contact) return []
    return [{ ...place, mood, moment: momentOf(reminder, contact, untilOf(meeting, reminder)) }]
  })
  return { waiting, waves: told.length }
}

interface Wave {
  readonly meeting: Meeting
  readonly reminder: Reminder
  readonly people: readonly Reminded[]
  /** How many waves went before. */
  readonly from: number
}

/** Tells those of one mood. */
const tell = async (deps: Deps, { meeting, reminder, people, from }: Wave) => {
  const coalition = await coalitionOf(deps.store, meeting)
  const notice = noticeOf(meeting, coalition)
  return tellOnce(deps, people, {
    subject: meeting.id,
    unchanged: meetingUnchanged(meeting),
    name: nameOf(meeting, reminder),
    kind: 'reminder',
    content: { ...notice, update: false, reminder: people[0]!.mood },
    event: { type: 'meeting.reminded', audience: audienceOf(meeting), data: { what: reminder.what } },
    from,
  })
}

/** Until when it is of use: who may still answer, or still come. */
const untilOf = ({ rsvpBy, startsAtUtc }: Meeting, { what }: Pick<Reminder, 'what'>) =>
  what === 'reminder' ? startsAtUtc : (rsvpBy ?? startsAtUtc)

/** The reminder as it is planned now; nothing where the meeting has moved, is off, or the next one is due already. */
const stillPlanned = (
  meeting: Meeting,
  { what, at }: Pick<Reminder, 'what' | 'at'>,
  now: string,
): Reminder | undefined => {
  if (what === 'asked')
    return meeting.status === 'confirmed' && now < untilOf(meeting, { what })
      ? { what, at, earliest: at }
      : undefined
  const planned = remindersOf(meeting)
  const found = planned.find((each) => each.what === what && each.at === at)
  const overdue = planned.some((each) => each.what === what && each.at > at && each.at <= now)
  return now < untilOf(meeting, { what }) && !overdue ? found : undefined
}

/**
 * Reminds those for whom it is time, each once whatever happens, and comes again when it is time for the next:
 * people are told in their own waking hours, where the lead is long enough for that.
 */
export const remind = async (
  deps: Deps,
  id: Meeting['id'],
  given: Pick<Reminder, 'what' | 'at'>,
): Promise<void> =>
  onFreshRead(async () => {
    const meeting = await getMeeting(deps.store, id)
    const now = deps.clock.now().toISOString()
    const reminder = stillPlanned(meeting, given, now)
    if (!reminder) return
    const { waiting, waves } = await stillToRemind(deps, meeting, reminder)
    const ripe = waiting.filter(({ moment }) => moment <= now)
    let from = waves
    for (const people of Map.groupBy(ripe, ({ mood }) => mood).values())
      from = await tell(deps, { meeting, reminder, people, from })
    const [next] = waiting
      .map(({ moment }) => moment)
      .filter((moment) => moment > now)
      .sort()
    if (next) await deps.store.write(schedule(reminderRow(id, reminder, next)))
  })
