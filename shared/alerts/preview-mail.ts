import type { Actor } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import type { Relation } from '../organizations/schema.ts'
import { alertMail } from '../rendering/mails/alert.ts'
import { join, pieces, slotNames } from '../rendering/slots.ts'
import { getSituation } from '../situations/repository.ts'
import { mailOf } from './announcement.ts'
import type { Issue } from './issue.ts'
import { capOf } from './publication/cap.ts'
import { referenceFor } from './reference.ts'
import { wantsPublic } from './release/publication.ts'
import { getAlert } from './repository.ts'

interface Asking {
  readonly language: string
  readonly relation: Relation
}

/** What stands where each mail has something of its recipient's. */
const blanks = Object.fromEntries(slotNames.map((name) => [name, '…']))

/** An alert as it stands, with what its mails say besides. */
export const readForPreview = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'alert.preview', 'alert')
  const alert = await getAlert(deps.store, id)
  const [situation, reference] = await Promise.all([
    getSituation(deps.store, alert.content.situationId),
    referenceFor(deps.store, alert),
  ])
  return { alert, situation, reference }
}

type Previewed = Awaited<ReturnType<typeof readForPreview>>

/** What a mail of the alert would say, and the message for machines where it is public; nothing is sent. */
export const previewMail = (
  deps: Pick<Deps, 'clock' | 'config'>,
  { alert, situation, reference }: Previewed,
  { language, relation }: Asking,
) => {
  const { id, content, revision, issues, submission } = alert
  const issuedAt = deps.clock.now().toISOString()
  const issue = { revision, reference, digest: submission?.digest ?? '', issuedAt }
  const { mail, alliance, publicUrl } = deps.config
  const brand = { alliance, publicUrl, mailDomain: mail.domain, from: mail.from }
  const recipient = { languages: [language], discreet: false, relation, timeZone: 'UTC' }
  const said = mailOf(alert, situation, issue)
  const composed = alertMail.compose(said, alertMail.variantOf(said, recipient as never), brand)
  const filled = (text: string) => join(pieces(text))(blanks)
  const { messageType } = content
  const next = {
    ...{ ...issue, messageType, approvals: [], waits: [], withheldSince: [], isPublic: true },
    ...{ notificationId: id, countries: situation.countries },
  } as unknown as Issue
  const before = issues.filter(({ isPublic }) => isPublic)
  const cap = capOf({ id: alert.id, state: 'issued', content, issues: [...before, next] }, deps.config)
  return {
    subject: filled(composed.subject),
    text: filled(composed.text),
    direction: composed.direction,
    ...(wantsPublic(content) && { cap }),
  }
}
