import * as z from 'zod'
import { catalogueLanguage, type Phrases, wordsFor } from '../catalogue.ts'
import { authored, type Block, banner, heading, link, paragraph } from '../document.ts'
import { bestText, languageName } from '../language.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { turnOf } from './alert.ts'
import { alertContent } from './alert-content.ts'
import { handlingOf } from './alert-facts.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

const digested = alertContent.pick({
  alertId: true,
  reference: true,
  messageType: true,
  cancelReason: true,
  correction: true,
  level: true,
  texts: true,
  handling: true,
  scope: true,
  exercise: true,
})

export const digestContent = z.object({ alerts: z.array(digested).min(1) })
export type DigestContent = z.infer<typeof digestContent>

type Digested = DigestContent['alerts'][number]

interface Reader {
  readonly languages: readonly string[]
  readonly alliance: string
}

const blocksOf = (alert: Digested, phrases: Phrases, { languages, alliance }: Reader): Block[] => {
  const { t, language } = phrases
  const { text, pending } = bestText(alert.texts, languages)
  const marks = { organization: slot('organizationName'), alliance }
  return [
    ...(alert.exercise ? [banner(t('exercise.notice'))] : []),
    heading(authored(text.headline, text.language)),
    paragraph(t('fact', { label: t(`level.${alert.level}`), value: alert.reference })),
    ...(turnOf(alert) === 'correction' ? [paragraph(t('alert.lead.correction'))] : []),
    paragraph(handlingOf(alert, phrases, marks)),
    ...(pending ? [paragraph(t('pending', { language: languageName(text.language, language) }))] : []),
    paragraph(authored(text.description, text.language)),
    ...(text.instruction ? [paragraph(authored(text.instruction, text.language))] : []),
  ]
}

/** Alerts that could wait until the reader's morning, in one mail. */
export const digestMail = defineMail({
  kind: 'digest',
  content: digestContent,
  bulk: true,
  variantOf: (_, { languages, discreet, relation }) => ({
    language: catalogueLanguage(languages),
    languages: languages.join(' '),
    discreet,
    relation,
  }),
  compose({ alerts }, { language, languages, discreet, relation }, brand) {
    const phrases = wordsFor([language])
    const { t } = phrases
    if (discreet) return composeDiscreet(phrases, 'actionUrl')
    const { alliance } = brand
    const count = String(alerts.length)
    const onlyExercises = alerts.every(({ exercise }) => exercise)
    const subject = t(alerts.length === 1 ? 'digest.subject.one' : 'digest.subject', { count, alliance })
    return compose(phrases, {
      subject: onlyExercises ? `[${t('exercise')}] ${subject}` : subject,
      fromName: alliance,
      mark: onlyExercises ? t('exercise') : undefined,
      blocks: [
        paragraph(t('digest.lead')),
        ...alerts.flatMap((alert) => blocksOf(alert, phrases, { languages: languages.split(' '), alliance })),
        link(t('digest.link'), slot('actionUrl')),
      ],
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})
