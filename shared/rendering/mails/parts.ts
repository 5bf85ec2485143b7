import type { Phrases } from '../catalogue.ts'
import { oneLine } from '../clean.ts'
import { type Block, type Doc, link, paragraph } from '../document.ts'
import { writeHtml } from '../document-html.tsx'
import { writeText } from '../document-text.ts'
import { type SlotName, slot } from '../slots.ts'
import type { Brand, Composed } from '../template.ts'

export type Relation = 'member' | 'authority'

/** Whom the mail is for, why it came, and how to make it stop. */
export const footerOf = (
  { t }: Phrases,
  brand: Brand,
  { relation, bulk }: { relation?: Relation; bulk: boolean },
): Block[] => {
  const organization = slot('organizationName')
  const why = relation && t(`footer.${relation}`, { organization, alliance: brand.alliance })
  return [
    paragraph([t('footer.for', { recipient: slot('recipient') }), why].filter(Boolean).join('\n')),
    ...(bulk ? [paragraph(t('footer.reply')), link(t('footer.unsubscribe'), slot('unsubscribeUrl'))] : []),
  ]
}

type Written = Pick<Doc, 'blocks' | 'footer' | 'mark'> & {
  subject: string
  fromName: string
  discreet?: boolean
}

/** Both parts of a mail from one list of blocks. */
export const compose = (
  phrases: Phrases,
  { subject, fromName, discreet = false, ...written }: Written,
): Composed => {
  const { language, direction, t } = phrases
  const title = oneLine(subject, 200)
  const doc: Doc = { ...written, language, direction, title, factPattern: t('fact') }
  return {
    subject: title,
    fromName,
    discreet,
    language,
    direction,
    text: writeText(doc),
    html: writeHtml(doc),
  }
}

/** What a contact in danger gets: nothing that tells a bystander who writes or why, and a link. */
export const composeDiscreet = (phrases: Phrases, url?: SlotName, more: readonly Block[] = []): Composed => {
  const line = phrases.t('discreet.line')
  return compose(phrases, {
    subject: phrases.t('discreet.subject'),
    fromName: '',
    discreet: true,
    blocks: [url ? link(line, slot(url)) : paragraph(line), ...more],
    footer: [],
  })
}
