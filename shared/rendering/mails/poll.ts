import * as z from 'zod'
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
import { compose, composeDiscreet, footerOf } from './parts.ts'

const instant = z.iso.datetime({ offset: true })

const pollContent = z.object({
  pollId: z.string(),
  /** Asked; asked once more, having been silent; or not asked any more. */
  turn: z.enum(['open', 'nudge', 'called-off']),
  title: z.string(),
  agenda: z.string(),
  slots: z.array(z.object({ startsAt: instant, minutes: z.int() })),
  closesAt: instant,
  coalitionName: z.string().optional(),
  confidential: z.boolean(),
  reason: z.string().optional(),
})
export type PollContent = z.infer<typeof pollContent>

const askOf = ({ slots }: PollContent, { t, language }: Phrases, timeZone: string): Block[] => [
  subheading(t('poll.slots')),
  list(
    slots.map(({ startsAt, minutes }) => `${formatForReader(startsAt, timeZone, language)} (${minutes}′)`),
  ),
  paragraph(t('poll.ask')),
  link(t('meeting.answer.link'), slot('pollUrl')),
]

const blocksOf = (content: PollContent, phrases: Phrases, timeZone: string, brand: Brand): Block[] => {
  const { t, language } = phrases
  const { turn, title, confidential, coalitionName, closesAt, reason, agenda } = content
  const asks = turn !== 'called-off'
  const lead = t(`poll.lead.${turn}`, { alliance: brand.alliance })
  return [
    asks ? paragraph(lead) : banner(lead),
    heading(authored(title)),
    ...(confidential ? [paragraph(t('meeting.confidential'))] : []),
    facts([
      [t('meeting.coalition'), coalitionName && authored(coalitionName)],
      [t('meeting.rsvp-by'), asks ? formatForReader(closesAt, timeZone, language) : undefined],
      [t('meeting.reason'), reason && authored(reason)],
    ]),
    ...(asks ? askOf(content, phrases, timeZone) : []),
    ...(asks && agenda ? [subheading(t('meeting.agenda')), paragraph(authored(agenda))] : []),
  ]
}

/** Asks which of some times suit the reader, each in their own zone. */
export const pollMail = defineMail({
  kind: 'poll',
  content: pollContent,
  bulk: true,
  variantOf: (_, { languages, discreet, timeZone, relation }) => ({
    language: catalogueLanguage(languages),
    discreet,
    timeZone: discreet ? '' : timeZone,
    relation,
  }),
  compose(content, { language, discreet, timeZone, relation }, brand) {
    const phrases = wordsFor([language])
    if (discreet) return composeDiscreet(phrases, 'pollUrl')
    const title = content.confidential ? phrases.t('call') : content.title
    return compose(phrases, {
      subject: phrases.t(`poll.subject.${content.turn}`, { title }),
      fromName: brand.alliance,
      blocks: blocksOf(content, phrases, timeZone, brand),
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})
