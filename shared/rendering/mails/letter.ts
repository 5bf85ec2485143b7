import * as z from 'zod'
import { catalogueLanguage, wordsFor } from '../catalogue.ts'
import { authored, heading, list, paragraph, subheading } from '../document.ts'
import { bestText } from '../language.ts'
import { defineMail } from '../template.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

const letterContent = z.object({
  letterId: z.string(),
  texts: z.array(z.object({ language: z.string(), subject: z.string(), body: z.string() })).min(1),
  asks: z.array(z.string()),
  /** The organization that wrote it. */
  author: z.string(),
  signers: z.array(z.string()),
  /** What was signed. */
  digest: z.string(),
  /** Whether it is only to be looked at by whoever wrote it. */
  trial: z.boolean(),
})
export type LetterContent = z.infer<typeof letterContent>

/** A letter to an authority with all who signed it; it says who sends it, who wrote it, and for whom. */
export const letterMail = defineMail({
  kind: 'letter',
  content: letterContent,
  bulk: true,
  variantOf: ({ texts }, { languages, discreet, relation }) => ({
    language: catalogueLanguage(languages),
    textLanguage: bestText(texts, languages).text.language,
    discreet,
    relation,
  }),
  compose(content, { language, textLanguage, discreet, relation }, brand) {
    const phrases = wordsFor([language])
    // Nobody discreet is chosen to read one; who has become so since gets a way out, and nothing else.
    if (discreet) return composeDiscreet(phrases, 'unsubscribeUrl')
    const { t } = phrases
    const { texts, asks, author, signers, digest, trial } = content
    const { subject, body } = texts.find((text) => text.language === textLanguage) ?? texts[0]!
    const theirs = (text: string) => authored(text, textLanguage)
    const names = { alliance: brand.alliance, author, count: String(signers.length) }
    return compose(phrases, {
      subject: trial ? t('letter.trial.subject', { subject }) : subject,
      fromName: brand.alliance,
      mark: trial ? t('letter.trial') : undefined,
      blocks: [
        paragraph(t('letter.lead', names)),
        heading(theirs(subject)),
        paragraph(theirs(body)),
        ...(asks.length > 0
          ? [subheading(t('letter.asks')), list(asks.map((ask) => ({ words: theirs(ask) })))]
          : []),
        subheading(t('letter.signers', names)),
        list(signers.map((name) => ({ words: authored(name) }))),
        paragraph(t('letter.digest', { digest })),
      ],
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})
