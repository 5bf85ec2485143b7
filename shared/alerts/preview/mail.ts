import type { Deps } from '../../deps.ts'
import type { classes, Relation } from '../../organizations/schema.ts'
import { alertMail } from '../../rendering/mails/alert.ts'
import { join, pieces, slotNames } from '../../rendering/slots.ts'
import { mailOf } from '../announcement.ts'
import type { Issue } from '../issue.ts'
import { shownOf } from '../publication/repository.ts'
import type { PublicAlert } from '../publication/schema.ts'
import { wantsPublic } from '../release/publication.ts'
import type { Previewed } from './read.ts'

/** A reader, by all that makes one mail differ from another. */
export interface Asking {
  readonly language: string
  readonly relation: Relation
  readonly organizationClass: (typeof classes)[number]
}

/** What stands where each mail has something of its recipient's. */
const blanks = Object.fromEntries(slotNames.map((name) => [name, '…']))

/** The issue that it would be, were it issued now. */
const issueOf = (deps: Pick<Deps, 'clock'>, { alert, reference, situation }: Previewed) => {
  const { content, revision, submission } = alert
  const { messageType } = content
  return {
    ...{ revision, reference, messageType, approvals: [], waits: [], withheldSince: [] },
    digest: submission?.digest ?? '',
    issuedAt: deps.clock.now().toISOString(),
    ...(submission?.issuers && { issuers: submission.issuers }),
    notificationId: 'ntf_preview',
    countries: situation.countries,
    isPublic: wantsPublic(content),
  } satisfies Issue
}

/** What a mail of the alert would say to such a reader; nothing is sent. */
export const previewMail = (
  deps: Pick<Deps, 'clock' | 'config'>,
  previewed: Previewed,
  { language, relation, organizationClass }: Asking,
) => {
  const { mail, alliance, publicUrl } = deps.config
  const brand = { alliance, publicUrl, mailDomain: mail.domain, from: mail.from }
  const recipient = { languages: [language], discreet: false, relation, organizationClass, timeZone: 'UTC' }
  const said = mailOf(previewed.alert, previewed.situation, issueOf(deps, previewed))
  const composed = alertMail.compose(said, alertMail.variantOf(said, recipient as never), brand)
  const filled = (text: string) => join(pieces(text))(blanks)
  const { direction } = composed
  return {
    subject: filled(composed.subject),
    text: filled(composed.text),
    language: composed.language,
    direction,
  }
}

/** What everybody would see of the alert, were it issued now; nothing where it is not for everybody. */
export const previewPublic = (deps: Pick<Deps, 'clock'>, previewed: Previewed): PublicAlert | undefined => {
  const { alert } = previewed
  const state = alert.content.messageType === 'cancel' ? 'cancelled' : 'issued'
  return shownOf({ ...alert, state, issues: [...alert.issues, issueOf(deps, previewed)] })
}
