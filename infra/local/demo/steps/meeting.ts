import type { Coalition } from '../../../../shared/coalitions/schema.ts'
import type { Meeting } from '../../../../shared/meetings/schema.ts'
import { meeting } from '../invented/situation.ts'
import { contactIdOf } from '../mailbox.ts'
import { plural } from '../screen.ts'
import type { Stage } from '../stage.ts'

type Tally = Readonly<Record<'invited' | 'accepted' | 'tentative' | 'declined' | 'silent', number>>

interface Board {
  readonly counts: { readonly contacts: Tally; readonly organizations: Tally; readonly delegates: number }
}

/** What each invited contact will say, in turn; every fourth stays silent. */
const turns = ['accepted', 'declined', 'tentative', undefined, 'accepted'] as const

const showBoard = (screen: Stage['screen'], { contacts, organizations }: Board['counts']) => {
  const cells = (...all: readonly (string | number)[]) => all.map((each) => String(each).padStart(8)).join('')
  const row = ({ invited, accepted, tentative, declined, silent }: Tally) =>
    cells(invited, accepted, tentative, declined, silent)
  screen.line('the board', cells('invited', 'yes', 'maybe', 'no', 'silent'))
  screen.line('contacts', row(contacts))
  screen.line('organizations', row(organizations).slice(1))
}

/** A meeting of the coalition is called; its invited answer by the link in their mail or by the API. */
export const holdMeeting = async ({ screen, one, two, mailbox, check }: Stage, { id: coalitionId }: Coalition) => {
  screen.step('The coalition is called to a meeting')
  const called = await two.post<Meeting>('/v1/meetings', { coalitionId, ...meeting() })
  screen.line('called', `“${called.title}”, ${called.startsAt.replace('T', ' at ')}, ${called.timeZone}`)
  const path = `/v1/meetings/${called.id}`
  let { counts } = await one.get<Board>(`${path}/rsvps`)
  const mails = await mailbox.wait('meeting', 1)
  counts = (await one.get<Board>(`${path}/rsvps`)).counts
  const all = mails.length < counts.contacts.invited ? await mailbox.wait('meeting', counts.contacts.invited) : mails
  const withCalendar = all.filter(({ attachments }) => attachments.some((each) => each.contentType.startsWith('text/calendar')))
  screen.line('invited', `${plural(all.length, 'mail')} in the mailbox, ${withCalendar.length} with a calendar entry`)
  check(all.length === counts.contacts.invited, 'everybody invited got one mail')

  const given = { accepted: 0, tentative: 0, declined: 0 }
  let byLink = 0
  for (const [at, mail] of all.entries()) {
    const answer = turns[at % turns.length]
    if (!answer) continue
    given[answer] += 1
    if (at % 2 === 0) {
      byLink += 1
      await mailbox.answer(mail, 'rsvp', { answer, delegates: '1', comment: '' })
    } else await one.put(`${path}/rsvps/${contactIdOf(mail)}`, { answer })
  }
  const total = given.accepted + given.tentative + given.declined
  screen.line('answers', `${byLink} by the link in the mail, ${total - byLink} by the API`)
  counts = (await one.get<Board>(`${path}/rsvps`)).counts
  showBoard(screen, counts)
  const { contacts } = counts
  check(
    (['accepted', 'tentative', 'declined'] as const).every((answer) => contacts[answer] === given[answer]) &&
      contacts.silent === contacts.invited - total,
    'the board shows the answers as they were given',
  )
}
