import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { receipt } from '../../ledger/receipt.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { bestText } from '../../rendering/language.ts'
import type { Alert } from '../schema.ts'
import type { AlertAnswer, AnswerInput } from './answer.ts'
import { addressedAlert, recordAnswer } from './record.ts'

/** Whom an opened link was made for. */
export interface Addressee {
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  readonly alertId: string
  readonly organization: Organization
  readonly contact: Contact
}

/** What somebody sees who opens their link: the alert as it was issued last, and their organization's answer. */
export const readByLink = (deps: Deps, { alertId, organization }: Addressee) =>
  addressedAlert(deps, alertId, organization.id)

const receiptOf = (
  deps: Deps,
  { contact, organization }: Addressee,
  { id, content }: Alert,
  { answer }: AlertAnswer,
) =>
  receipt(deps, {
    subject: id,
    organizationId: organization.id,
    contact,
    matter: bestText(content.texts, contact.languages).text.headline,
    answer: ({ t }) => t(answer ? `answer.${answer}` : 'page.undone'),
  })

/** Answers for an organization by a mailed link or address, which needs no account; `undo` takes the last answer back. */
export const answerByLink = (
  deps: Deps,
  addressee: Addressee,
  said: AnswerInput | 'undo',
  by: 'link' | 'mail' = 'link',
) => {
  const { actor, alertId, organization, contact } = addressee
  return recordAnswer(deps, actor, {
    alertId,
    giver: {
      organizationId: organization.id,
      relation: organization.relation,
      contactId: contact.id,
      by,
    },
    said,
    also: (alert, after) => receiptOf(deps, addressee, alert, after),
  })
}
