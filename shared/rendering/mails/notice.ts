import * as z from 'zod'
import english from '../catalogue/en.ts'
import { catalogueLanguage, type Key, wordsFor } from '../catalogue.ts'
import { heading, link, paragraph } from '../document.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

export type NoticeKey = Key extends infer K
  ? K extends `notice.${infer Name}.subject`
    ? Name
    : never
  : never

/** The notices there are: those whose words are `notice.<key>.subject` and `notice.<key>.body` in the catalogue. */
export const noticeKeys = Object.keys(english).flatMap((key) => {
  const [, name] = /^notice\.(.+)\.subject$/.exec(key) ?? []
  return name === undefined ? [] : [name as NoticeKey]
})

const noticeContent = z.object({
  key: z.enum(noticeKeys),
  params: z.record(z.string(), z.string()),
  /** Whether the mail carries a link of the recipient's own, the slot `actionUrl`. */
  action: z.boolean().optional(),
})

/** A short mail of the system's own to one person. */
export const noticeMail = defineMail({
  kind: 'notice',
  content: noticeContent,
  bulk: false,
  variantOf: (_, { languages, discreet }) => ({ language: catalogueLanguage(languages), discreet }),
  compose({ key, params, action }, { language, discreet }, brand) {
    const phrases = wordsFor([language])
    const { t } = phrases
    const subject = t(`notice.${key}.subject`, params)
    if (discreet) return composeDiscreet(phrases, action ? 'actionUrl' : undefined)
    return compose(phrases, {
      subject,
      fromName: brand.alliance,
      blocks: [
        heading(subject),
        paragraph(t(`notice.${key}.body`, params)),
        ...(action ? [link(t('notice.link'), slot('actionUrl'))] : []),
      ],
      footer: footerOf(phrases, brand, { bulk: false }),
    })
  },
})
