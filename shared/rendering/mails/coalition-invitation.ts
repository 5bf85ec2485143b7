import * as z from 'zod'
import { catalogueLanguage, wordsFor } from '../catalogue.ts'
import { authored, facts, heading, link, paragraph, subheading } from '../document.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'

/** Holds no other participant, so that an invitation cannot tell of one. */
const coalitionInvitationContent = z.object({
  coalitionId: z.string(),
  name: z.string(),
  purpose: z.string(),
  situationTitle: z.string(),
  role: z.enum(['lead', 'participant', 'observer']),
  confidential: z.boolean(),
})

/** An organization is asked into a coalition. */
export const coalitionInvitationMail = defineMail({
  kind: 'coalition-invitation',
  content: coalitionInvitationContent,
  bulk: true,
  variantOf: (_, { languages, discreet, relation }) => ({
    language: catalogueLanguage(languages),
    discreet,
    relation,
  }),
  compose(content, { language, discreet, relation }, { alliance, ...brand }) {
    const phrases = wordsFor([language])
    if (discreet) return composeDiscreet(phrases, 'coalitionUrl')
    const { t } = phrases
    const { name, confidential, purpose, role } = content
    return compose(phrases, {
      subject: confidential ? t('coalition.subject.confidential') : t('coalition.subject', { name }),
      fromName: alliance,
      blocks: [
        paragraph(t('coalition.lead', { alliance, organization: slot('organizationName') })),
        heading(authored(name)),
        ...(confidential ? [paragraph(t('coalition.confidential'))] : []),
        facts([
          [t('coalition.situation'), authored(content.situationTitle)],
          [t('coalition.role'), t(`coalition.role.${role}`)],
        ]),
        subheading(t('coalition.purpose')),
        paragraph(authored(purpose)),
        link(t('coalition.answer.link'), slot('coalitionUrl')),
      ],
      footer: footerOf(phrases, { alliance, ...brand }, { relation, bulk: true }),
    })
  },
})
