import { catalogueLanguage, type Phrases, wordsFor } from '../catalogue.ts'
import {
  authored,
  type Block,
  banner,
  facts,
  heading,
  link,
  list,
  paragraph,
  subheading,
} from '../document.ts'
import { slot } from '../slots.ts'
import { type Brand, defineMail } from '../template.ts'
import { formatForReader } from '../time.ts'
import { calendarOf } from './meeting-calendar.ts'
import { type MeetingContent, meetingContent } from './meeting-content.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

const turnOf = ({ method, update, reminder, withdrawn }: MeetingContent) => {
  if (method === 'cancel') return withdrawn ? 'withdrawn' : 'cancel'
  if (reminder) return 'reminder'
  return update ? 'update' : 'request'
}

/** How many must take part, in words. */
export const quorumWords = (quorum: MeetingContent['quorum'], { t }: Phrases) => {
  if (quorum?.percent) return t('meeting.quorum.percent', { percent: String(quorum.percent) })
  return quorum?.organizations
    ? t('meeting.quorum.organizations', { count: String(quorum.organizations) })
    : undefined
}

const seriesWords = ({ series }: MeetingContent, { t, language }: Phrases, timeZone: string) =>
  series &&
  t('meeting.series.count', {
    count: String(series.count),
    last: formatForReader(series.last, timeZone, language),
  })

/** The next dates of a series by the reader's clock, and that clocks change. */
const datesOf = (
  { series, method, timeZone: zone }: MeetingContent,
  { t, language }: Phrases,
  timeZone: string,
): Block[] =>
  series && method === 'request'
    ? [
        subheading(t('meeting.series.dates')),
        list(series.next.map((date) => formatForReader(date, timeZone, language))),
        paragraph(t('meeting.series.clock', { zone })),
      ]
    : []

const factsOf = (content: MeetingContent, phrases: Phrases, timeZone: string): Block => {
  const { t, language } = phrases
  const { location, startsAt, endsAt, coalitionName, rsvpBy, reason, series } = content
  const time = (instant: string, zone = timeZone) => formatForReader(instant, zone, language)
  const called = content.method === 'request'
  // Of a series that is off, the first that was still to come.
  const when = (!called && series?.next[0]) || startsAt
  return facts([
    [t('meeting.when'), time(when)],
    [t('meeting.until'), when === startsAt ? time(endsAt) : undefined],
    [t('meeting.organizer-time'), content.timeZone === timeZone ? undefined : time(when, content.timeZone)],
    [t('meeting.series'), called ? seriesWords(content, phrases, timeZone) : undefined],
    [t('meeting.where'), location.address && authored(location.address)],
    [t('meeting.coalition'), coalitionName && authored(coalitionName)],
    [t('meeting.rsvp-by'), called && rsvpBy ? time(rsvpBy) : undefined],
    [t('meeting.quorum'), called ? quorumWords(content.quorum, phrases) : undefined],
    [t('meeting.reason'), reason && authored(reason)],
  ])
}

const isWeb = (url: string | undefined): url is string => /^https?:\/\/[!#-;=?-~]+$/i.test(url ?? '')

const askOf = ({ t }: Phrases): Block[] => [
  paragraph(t('meeting.ask')),
  link(t('meeting.answer.link'), slot('rsvpUrl')),
]

const blocksOf = (content: MeetingContent, phrases: Phrases, timeZone: string, brand: Brand): Block[] => {
  const { t } = phrases
  const called = content.method === 'request'
  const turn = content.reminder === 'coming' ? 'soon' : turnOf(content)
  const lead = t(`meeting.lead.${turn}`, { alliance: brand.alliance })
  return [
    called ? paragraph(lead) : banner(lead),
    heading(authored(content.title)),
    ...(content.confidential ? [paragraph(t('meeting.confidential'))] : []),
    factsOf(content, phrases, timeZone),
    ...(content.occurrence && !content.reminder ? [paragraph(t('meeting.of-series'))] : []),
    ...datesOf(content, phrases, timeZone),
    ...(called && isWeb(content.location.url) ? [link(t('meeting.online'), content.location.url)] : []),
    ...(called ? askOf(phrases) : []),
    ...(content.agenda ? [subheading(t('meeting.agenda')), paragraph(authored(content.agenda))] : []),
  ]
}

/** A call to a meeting, its change, its reminder or its end. */
export const meetingMail = defineMail({
  kind: 'meeting',
  content: meetingContent,
  bulk: true,
  variantOf: (_, { languages, discreet, timeZone, relation }) => ({
    language: catalogueLanguage(languages),
    discreet,
    timeZone: discreet ? '' : timeZone,
    relation,
  }),
  compose(content, { language, discreet, timeZone, relation }, brand) {
    const phrases = wordsFor([language])
    if (discreet) return composeDiscreet(phrases, 'rsvpUrl')
    const title = content.confidential ? phrases.t('call') : content.title
    const mail = compose(phrases, {
      subject: phrases.t(`meeting.subject.${turnOf(content)}`, { title }),
      fromName: brand.alliance,
      blocks: blocksOf(content, phrases, timeZone, brand),
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
    return content.reminder ? mail : { ...mail, calendar: calendarOf(content, language, brand) }
  },
})

/** The same, apart in the ledger: a correction of the invitation is none of it. */
export const reminderMail = defineMail({ ...meetingMail, kind: 'reminder' })
