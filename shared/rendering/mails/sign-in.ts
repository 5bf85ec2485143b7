import * as z from 'zod'
import { catalogueLanguage, wordsFor } from '../catalogue.ts'
import { link, paragraph } from '../document.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { formatForReader } from '../time.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

const signInContent = z.object({
  signInId: z.string(),
  expiresAt: z.iso.datetime({ offset: true }),
})

/** The link and the code of somebody who wants to sign in. */
export const signInMail = defineMail({
  kind: 'sign-in',
  content: signInContent,
  bulk: false,
  variantOf: (_, { languages, discreet, timeZone }) => ({
    language: catalogueLanguage(languages),
    discreet,
    timeZone: discreet ? '' : timeZone,
  }),
  compose({ expiresAt }, { language, discreet, timeZone }, brand) {
    const phrases = wordsFor([language])
    const { t } = phrases
    if (discreet) {
      return composeDiscreet(phrases, 'signInUrl', [paragraph(t('discreet.code', { code: slot('code') }))])
    }
    return compose(phrases, {
      subject: t('sign-in.subject'),
      fromName: brand.alliance,
      blocks: [
        paragraph(t('sign-in.lead', { alliance: brand.alliance })),
        link(t('sign-in.link'), slot('signInUrl')),
        paragraph(t('sign-in.code', { code: slot('code') })),
        paragraph(t('sign-in.expires', { time: formatForReader(expiresAt, timeZone, language) })),
        paragraph(t('sign-in.ignore')),
      ],
      footer: footerOf(phrases, brand, { bulk: false }),
    })
  },
})
