import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { country } from '../../text.ts'
import { count, entry, fields, word } from './entry.ts'

const contact = { contactId: idOf('contact') }
const grant = { kind: word }
const motion = { kind: word }
const token = { tokenId: idOf('token') }

/** Of organizations, their contacts, and what somebody may do. */
export const people = {
  'organization.created': entry('organization', 'An organization was entered', {
    class: word,
    relation: word,
    country: country.optional(),
  }),
  'organization.updated': entry('organization', 'An entry in the roster changed', { fields }),
  'application.received': entry('application', 'Somebody asked to join the alliance'),
  'application.declined': entry('application', 'Somebody who asked to join was not invited'),
  'organization.invited': entry('organization', 'An organization was asked to join', {
    applicationId: idOf('application').optional(),
  }),
  'organization.joined': entry('organization', 'An organization joined the alliance'),
  'organization.uninvited': entry('organization', 'An invitation to join was taken back'),
  'organization.declined': entry('organization', 'An organization that was asked did not join'),
  'organization.suspended': entry('organization', 'An organization is kept from the alliance for now'),
  'organization.reinstated': entry('organization', 'An organization has its part in the alliance again'),
  'organization.left': entry('organization', 'An organization has left the alliance'),
  'roster.imported': entry('roster', 'A file was taken into the roster', {
    organizations: count,
    organizationsCreated: count,
    contacts: count,
    contactsCreated: count,
    conflicts: count,
    rejected: count,
  }),
  'contact.added': entry('organization', 'An organization named a contact', contact),
  'contact.updated': entry('organization', 'What is known of a contact changed', contact),
  'contact.removed': entry('organization', 'A contact is one no more', contact),
  'contact.erasure-asked': entry('organization', 'Somebody who was a contact is to be forgotten', contact),
  'contact.erased': entry('contact', 'Somebody who was a contact is forgotten'),
  'contact.suppressed': entry('organization', 'Nothing more is mailed to a contact', {
    ...contact,
    reason: word,
  }),
  'contact.asked': entry('organization', 'Contacts were asked whether they are still the right ones', {
    contacts: count,
  }),
  'contact.succession-proposed': entry('organization', 'A role is to pass to somebody else', contact),
  'contact.succession-dropped': entry(
    'organization',
    'A role does not pass to somebody else after all',
    contact,
  ),
  'contact.confirmed': entry('organization', 'A contact said that they are the right one', contact),
  'contact.put-in-question': entry(
    'organization',
    'Whether a contact can still be mailed waits for a person',
    {
      ...contact,
      because: word,
    },
  ),
  'contact.unsubscribed': entry('organization', 'A contact wants no more mail', contact),
  'contact.compromised': entry('organization', 'A mailbox is in the hands of others', contact),
  'contact.ways-in-ended': entry(
    'organization',
    'A coordinator ended the sessions, programs and feeds of a contact',
    contact,
  ),
  'grant.proposed': entry('contact', 'Somebody is proposed for a grant', grant),
  'grant.confirmed': entry('contact', 'Somebody was given a grant', grant),
  'grant.withdrawn': entry('contact', 'A grant was withdrawn', grant),
  'grant.suspended': entry('contact', 'What somebody was granted rests', grant),
  'grant.reinstated': entry('contact', 'What somebody was granted holds again', grant),
  'motion.proposed': entry('contact', 'A change of somebody’s rights waits for a second coordinator', motion),
  'motion.carried': entry('contact', 'Two coordinators changed the rights of a third person', motion),
  'motion.dropped': entry('contact', 'A change of somebody’s rights was taken back, or ran out', motion),
  'factor.registered': entry('contact', 'Somebody registered a second factor', { kind: word }),
  'factor.removed': entry('contact', 'Somebody removed a second factor', { kind: word }),
  'factor.guessed': entry('contact', 'Somebody gave too many wrong codes of a second factor'),
  'factor.recovery-used': entry('contact', 'Somebody used a recovery code'),
  'factor.reset': entry('contact', 'Somebody has to register a second factor anew'),
  'sign-in.requested': entry('signIn', 'Somebody asked for a link to sign in'),
  'session.started': entry('contact', 'Somebody signed in'),
  'token.created': entry('contact', 'Somebody made a token for a program', {
    ...token,
    scopes: z.array(z.string()),
  }),
  'token.rotated': entry('contact', 'A token was given a new secret', token),
  'token.revoked': entry('contact', 'A token was ended', token),
}
