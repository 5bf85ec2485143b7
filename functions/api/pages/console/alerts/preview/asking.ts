import * as z from 'zod'
import type { Asking } from '../../../../../../shared/alerts/preview/mail.ts'
import { organizationClass, relation } from '../../../../../../shared/organizations/schema.ts'
import { language } from '../../../../../../shared/text.ts'
import { type Typed, valueIn } from '../../shell/form.ts'

/** What of an alert can be looked at before it goes out. */
export const views = ['mail', 'page', 'cap'] as const

/** As which reader, and at what. */
export interface Asked extends Asking {
  readonly view: (typeof views)[number]
}

/** Their names are the form's own, so that what is looked at stays when the form comes back. */
export const askedIn = (typed: Typed, own: string): Asked => {
  const asked = (name: string) => valueIn(typed, `preview.${name}`)
  return {
    view: z.enum(views).catch('mail').parse(asked('view')),
    language: language.catch(own).parse(asked('language')),
    relation: relation.catch('member').parse(asked('relation')),
    organizationClass: organizationClass.catch('ngo').parse(asked('class')),
  }
}

export const typedAsked = ({ view, language: of, relation: as, organizationClass: kind }: Asked): Typed => ({
  'preview.view': [view],
  'preview.language': [of],
  'preview.relation': [as],
  'preview.class': [kind],
})
