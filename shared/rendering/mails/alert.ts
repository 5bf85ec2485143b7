import { catalogueLanguage, type Phrases, wordsFor } from '../catalogue.ts'
import { authored, type Block, banner, heading, link, list, paragraph, subheading } from '../document.ts'
import { bestText, languageName } from '../language.ts'
import { slot } from '../slots.ts'
import { type Brand, defineMail } from '../template.ts'
import { type AlertContent, alertAnswers, alertContent, answerWords } from './alert-content.ts'
import { factsOf, handlingOf } from './alert-facts.ts'
import { compose, composeDiscreet, footerOf, type Relation } from './parts.ts'
import { isWordedFor, wordedFor } from './worded.ts'

/** What has become of the alert: issued, updated, or ended in one of three ways that must not be confused. */
export const turnOf = ({
  messageType,
  cancelReason = 'superseded',
  correction,
}: Pick<AlertContent, 'messageType' | 'cancelReason' | 'correction'>) => {
  if (messageType === 'cancel') return cancelReason
  return correction ? 'correction' : messageType
}

/** Why it comes again. */
const reminderOf = ({ asked }: AlertContent, t: Phrases['t']) =>
  asked ? t(`alert.asked.${asked}`, { organization: slot('organizationName') }) : t('alert.reminder')

const leadOf = (content: AlertContent, { t }: Phrases): Block[] => {
  const turn = turnOf(content)
  return [
    ...(content.exercise ? [banner(t('exercise.notice'))] : []),
    ...(content.translation ? [paragraph(t('alert.lead.translation'))] : []),
    ...(content.reminder ? [paragraph(reminderOf(content, t))] : []),
    ...(turn === 'alert' ? [] : [banner(t(`alert.lead.${turn}`))]),
    ...(turn === 'retracted' ? [paragraph(t('alert.lead.retracted.forwarded'))] : []),
  ]
}

const textOf = (
  content: AlertContent,
  index: number,
  pending: boolean,
  { t, language }: Phrases,
): Block[] => {
  const text = content.texts[index]!
  const { instruction } = text
  const { changes } = text
  return [
    ...(pending ? [paragraph(t('pending', { language: languageName(text.language, language) }))] : []),
    ...(changes ? [subheading(t('alert.changes')), paragraph(authored(changes, text.language))] : []),
    subheading(t('alert.description')),
    paragraph(authored(text.description, text.language)),
    ...(instruction
      ? [subheading(t('alert.instruction')), paragraph(authored(instruction, text.language))]
      : []),
    ...(text.unknown
      ? [subheading(t('alert.basis.unknown')), paragraph(authored(text.unknown, text.language))]
      : []),
  ]
}

const referencesOf = ({ basis }: AlertContent, { t }: Phrases): Block[] =>
  basis?.references && basis.references.length > 0
    ? [
        subheading(t('alert.basis.references')),
        list(basis.references.map(({ title, url }) => ({ term: authored(title), words: authored(url) }))),
      ]
    : []

const recommendationsOf = ({ recommendations, messageType }: AlertContent, { t }: Phrases): Block[] =>
  recommendations.length === 0 || messageType === 'cancel'
    ? []
    : [
        subheading(t('alert.recommendations')),
        list(
          recommendations.map(({ addressee, action }) => ({
            term: authored(addressee),
            words: authored(action),
          })),
        ),
      ]

const askOf = (relation: Relation, { t }: Phrases): Block[] => [
  subheading(t(`alert.ask.${relation}`, { organization: slot('organizationName') })),
  list(alertAnswers[relation].map((answer) => t(`answer.${answer}`))),
  link(t('alert.answer.link'), slot('answerUrl')),
  subheading(t('alert.answer.mail')),
  ...alertAnswers[relation].map((answer) =>
    link(t(`answer.${answer}`), `mailto:${answerWords[answer]}+${slot('answerPart')}`),
  ),
  ...(relation === 'member'
    ? [
        subheading(t('alert.report')),
        link(t('alert.report.link'), slot('reportUrl')),
        link(t('alert.report.mail'), `mailto:report+${slot('answerPart')}`),
      ]
    : []),
]

const publicLinkOf = ({ scope, alertId, exercise }: AlertContent, { t }: Phrases, brand: Brand): Block[] =>
  scope === 'public' && !exercise
    ? [link(t('alert.public.link'), `${brand.publicUrl}/alerts/${encodeURIComponent(alertId)}`)]
    : []

/** What it is, whose view it is not, and how it is to be handled, before anything that it says. */
const markingOf = (content: AlertContent, phrases: Phrases, { alliance }: Brand): Block[] => [
  paragraph(phrases.t('alert.kind', { alliance })),
  paragraph(handlingOf(content, phrases, { organization: slot('organizationName'), alliance })),
  paragraph(phrases.t('alert.issued-by.note', { alliance })),
]

const verificationOf = ({ reference, digest }: AlertContent, { t }: Phrases, brand: Brand): Block[] => {
  const query = digest && new URLSearchParams({ reference, digest })
  return query ? [link(t('alert.verify.link'), `${brand.publicUrl}/verify?${query}`)] : []
}

const subjectOf = (content: AlertContent, headline: string, { t }: Phrases) => {
  const level = t(`level.${content.level}`)
  const subject = t(`alert.subject.${turnOf(content)}`, { level, headline })
  const asked = content.reminder ? t('alert.subject.reminder', { subject }) : subject
  return content.exercise ? `[${t('exercise')}] ${asked}` : asked
}

/** What nobody before has told them of is no update to them, and nothing has changed since. */
const asFirst = ({ correction, translation, ...content }: AlertContent): AlertContent => ({
  ...content,
  messageType: 'alert',
  texts: content.texts.map(({ changes, ...text }) => text),
})

/** An early-warning alert, its update or its end. */
export const alertMail = defineMail({
  kind: 'alert',
  content: alertContent,
  bulk: true,
  variantOf(content, { hearsFirst = content.first === true, ...recipient }) {
    const { languages, discreet, relation, timeZone, organizationClass } = recipient
    const of = isWordedFor(content, organizationClass) ? organizationClass : 'any'
    const language = catalogueLanguage(languages)
    const { text, pending } = bestText(content.texts, languages)
    const first = hearsFirst && content.messageType !== 'cancel'
    return discreet
      ? { language, discreet, text: 0, pending: false, first: false, relation, timeZone: '', of: 'any' }
      : { language, discreet, text: content.texts.indexOf(text), pending, first, relation, timeZone, of }
  },
  compose(written, { language, discreet, text, pending, first, relation, timeZone, of }, brand) {
    const phrases = wordsFor([language])
    if (discreet) return composeDiscreet(phrases, 'answerUrl')
    const worded = wordedFor(written, of)
    const content = first ? asFirst(worded) : worded
    const chosen = content.texts[text]!
    return compose(phrases, {
      subject: subjectOf(content, chosen.headline, phrases),
      fromName: brand.alliance,
      mark: content.exercise ? phrases.t('exercise') : undefined,
      blocks: [
        ...leadOf(content, phrases),
        ...markingOf(content, phrases, brand),
        heading(authored(chosen.headline, chosen.language)),
        factsOf(content, phrases, { timeZone, alliance: brand.alliance }),
        ...textOf(content, text, pending, phrases),
        ...referencesOf(content, phrases),
        ...recommendationsOf(content, phrases),
        ...askOf(relation, phrases),
        ...publicLinkOf(content, phrases, brand),
        ...verificationOf(content, phrases, brand),
      ],
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})

/** The same, once more: to who has not answered, or in the place of somebody whom it did not reach. */
export const alertReminderMail = defineMail({ ...alertMail, kind: 'alert-reminder' })
