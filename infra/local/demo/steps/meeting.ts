import { parseResponse } from 'hono/client'
import type { Coalition } from '../../../../shared/coalitions/schema.ts'
import type { Id } from '../../../../shared/ids.ts'
import type { Email } from '../../ses/email.ts'
import { meeting } from '../invented/situation.ts'
import { followLedger } from '../ledger.ts'
import { contactIdOf } from '../mailbox.ts'
import { plural } from '../screen.ts'
import type { Stage } from '../stage.ts'

type Tally = Readonly<Record<'invited' | 'accepted' | 'tentative' | 'declined' | 'silent', number>>

type Counts = Readonly<Record<'contacts' | 'organizations', Tally>>

/** What each invited contact will say, in turn; every fifth stays silent. */
const turns = ['accepted', 'declined', 'tentative', undefined, 'accepted'] as const

/** Half of the answers come by the link in the mail, half by the API. Tells what was answered, and how. */
const answerAll = async ({ one, mailbox }: Stage, id: Id<'meeting'>, mails: readonly Email[]) => {
  const given = { accepted: 0, tentative: 0, declined: 0, silent: 0 }
  const ways = { link: 0, api: 0 }
  for (const [at, mail] of mails.entries()) {
    const answer = turns[at % turns.length]
    given[answer ?? 'silent'] += 1
    if (!answer) continue
    if (at % 2 === 0) await mailbox.answer(mail, 'rsvp', { answer, delegates: '1', comment: '' })
    else
      await one.api.meetings[':id'].rsvps[':contactId'].$put({
        param: { id, contactId: contactIdOf(mail) },
        json: { answer },
      })
    ways[at % 2 === 0 ? 'link' : 'api'] += 1
  }
  return { given, ways }
}

const showBoard = ({ line }: Stage['screen'], { contacts, organizations }: Counts) => {
  const cells = (all: readonly (string | number)[]) => all.map((each) => String(each).padStart(8)).join('')
  const row = ({ invited, accepted, tentative, declined, silent }: Tally) =>
    cells([invited, accepted, tentative, declined, silent])
  line('board', cells(['invited', 'yes', 'maybe', 'no', 'silent']))
  line('  people', row(contacts))
  line('  members', row(organizations))
}

/** A meeting of the coalition is called, and those invited answer, or do not. */
export const holdMeeting = async (stage: Stage, { id: coalitionId }: Coalition) => {
  const { screen, one, two, mailbox, check } = stage
  screen.step('The coalition is called to a meeting')
  const called = await parseResponse(
    two.api.meetings.$post({ header: {}, json: { coalitionId, ...meeting() } }),
  )
  screen.line('called', `“${called.title}”, ${called.startsAt.replace('T', ' at ')}, ${called.timeZone}`)
  const named = { param: { id: called.id } }
  const { manifest } = await followLedger(() =>
    parseResponse(one.api.meetings[':id'].deliveries.$get({ ...named, query: { limit: '1' } })),
  )
  const mails = await mailbox.wait('meeting', manifest)
  const withCalendar = mails.filter(({ attachments }) =>
    attachments.some(({ contentType }) => contentType.startsWith('text/calendar')),
  )
  screen.line('invited', `${plural(mails.length, 'mail')}, ${withCalendar.length} with a calendar entry`)
  check(mails.length === manifest && manifest > 0, 'everybody invited to the meeting got one mail')

  const { given, ways } = await answerAll(stage, called.id, mails)
  screen.line(
    'answers',
    `${ways.link} by the link in the mail, ${ways.api} by the API, the others are silent`,
  )
  const { counts } = await parseResponse(one.api.meetings[':id'].rsvps.$get({ ...named, query: {} }))
  showBoard(screen, counts)
  const kinds = ['accepted', 'tentative', 'declined', 'silent'] as const
  check(
    kinds.every((kind) => counts.contacts[kind] === given[kind]),
    'the board shows the answers as they were given',
  )
}
