import * as z from 'zod'
import { catalogueLanguage, type Phrases, wordsFor } from '../catalogue.ts'
import { authored, type Block, facts, heading, link, list, paragraph, subheading } from '../document.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { formatForReader } from '../time.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

const minutesContent = z.object({
  meetingId: z.string(),
  title: z.string(),
  startsAt: z.iso.datetime({ offset: true }),
  coalitionName: z.string().optional(),
  confidential: z.boolean(),
  /** Above one, it takes the place of what was sent before. */
  edition: z.int().min(1),
  text: z.string(),
  language: z.string().optional(),
  decisions: z.array(z.string()),
  /** Organizations; who they are is not said. */
  present: z.int(),
})
export type MinutesContent = z.infer<typeof minutesContent>

const blocksOf = (content: MinutesContent, { t, language }: Phrases, timeZone: string): Block[] => {
  const { title, startsAt, coalitionName, confidential, edition, decisions, present } = content
  const theirs = (text: string) => authored(text, content.language)
  return [
    paragraph(t(edition > 1 ? 'minutes.lead.again' : 'minutes.lead')),
    heading(authored(title)),
    ...(confidential ? [paragraph(t('meeting.confidential'))] : []),
    facts([
      [t('meeting.when'), formatForReader(startsAt, timeZone, language)],
      [t('meeting.coalition'), coalitionName && authored(coalitionName)],
      [t('minutes.present'), present > 0 ? String(present) : undefined],
    ]),
    ...(decisions.length > 0
      ? [subheading(t('minutes.decisions')), list(decisions.map((words) => ({ words: theirs(words) })))]
      : []),
    subheading(t('minutes.title')),
    paragraph(theirs(content.text)),
    link(t('minutes.link'), slot('rsvpUrl')),
  ]
}

/** The minutes of a meeting and what it decided. */
export const minutesMail = defineMail({
  kind: 'minutes',
  content: minutesContent,
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
    return compose(phrases, {
      subject: phrases.t(content.edition > 1 ? 'minutes.subject.again' : 'minutes.subject', { title }),
      fromName: brand.alliance,
      blocks: blocksOf(content, phrases, timeZone),
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})
