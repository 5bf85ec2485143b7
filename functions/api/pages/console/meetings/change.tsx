import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { type Meeting, meetingChange } from '../../../../../shared/meetings/schema.ts'
import { enterToRead } from '../../../../../shared/meetings/standing.ts'
import { updateMeeting } from '../../../../../shared/meetings/update.ts'
import type { Env } from '../../../http/env.ts'
import { Refusal, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filledWith,
  givenIn,
  isChanged,
  parsed,
  type Typed,
  valueIn,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { localTime } from '../shell/local-time.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { aboutIn, Subject } from './beginning.tsx'
import { hoursAsked, WhenAndWhere } from './call.tsx'
import type { Hour } from './hours.ts'
import { HoursAndSend } from './hours-table.tsx'

const typedOf = ({ location, rsvpBy, timeZone, ...of }: Meeting): Typed => ({
  title: [of.title],
  agenda: [of.agenda],
  startsAt: [of.startsAt],
  timeZone: [timeZone],
  durationMinutes: [String(of.durationMinutes)],
  rsvpBy: rsvpBy ? [localTime(rsvpBy, timeZone)] : [],
  'location.kind': [location.kind],
  'location.url': 'url' in location ? [location.url] : [],
  'location.address': 'address' in location ? [location.address] : [],
})

const read = async (c: Context<Env>) => {
  const { meeting, within } = await enterToRead(c.var.deps.store, c.var.actor, idIn(c, 'meeting'))
  permit(c.var.actor, 'meeting.update', within)
  return meeting
}

interface Seen {
  readonly status?: Status
  readonly hours?: readonly Hour[]
}

const show = async (c: Context<Env>, again?: Filled, { status = 200, hours }: Seen = {}) => {
  const [reader, meeting] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  const field = { form: again ?? filledWith(typedOf(meeting)), words }
  const path = `/console/meetings/${meeting.id}`
  return consolePage(
    c,
    { title: t('console.change'), here: '/console/meetings', status },
    <>
      <p>
        <a href={path} dir="auto">
          {meeting.title}
        </a>
      </p>
      <h1>{t('console.change')}</h1>
      {meeting.recurrence && <p class="notice">{t('rsvp.all-of-series')}</p>}
      <form method="post" action={`${path}/edit`}>
        <Token c={c} />
        <input type="hidden" name="version" value={String(meeting.version)} />
        <Refusal {...field} />
        <p class="hint">{t('meeting.change.hint')}</p>
        <Subject {...field} />
        <WhenAndWhere {...field} />
        <HoursAndSend hours={hours} reader={reader} send={t('console.save')} />
      </form>
    </>,
  )
}

export const editMeetingPage = (c: Context<Env>) => show(c)

/** What was typed otherwise: what stays is not said again, so that it stays to the letter. */
const changeIn = (typed: Typed, before: Meeting) => {
  const begun = typedOf(before)
  const { coalitionId: _, location, ...about } = aboutIn(typed)
  const all = { ...about, startsAt: valueIn(typed, 'startsAt'), rsvpBy: givenIn(typed, 'rsvpBy') ?? null }
  const changed = Object.entries(all).filter(([name]) => isChanged(typed, begun, name))
  const moves = ['kind', 'url', 'address'].some((name) => isChanged(typed, begun, `location.${name}`))
  return parsed(meetingChange, { ...Object.fromEntries(changed), ...(moves && { location }) })
}

export const meetingChangeFromForm = posted((c) => ({
  act: async (typed) => {
    const meeting = await read(c)
    if (valueIn(typed, 'more') === 'hours')
      return show(c, filledWith(typed), { hours: await hoursAsked(c, typed, meeting.coalitionId) })
    const change = changeIn(typed, meeting)
    await updateMeeting(c.var.deps, c.var.actor, { id: meeting.id, version: versionIn(typed), change })
    return `/console/meetings/${meeting.id}?done=saved`
  },
  again: (form, status) => show(c, form, { status }),
}))
