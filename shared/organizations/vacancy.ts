import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { announce, nothingTold, type Told, toldTogether } from '../ledger/announce.ts'
import type { NoticeKey } from '../rendering/mails/notice.ts'
import { openTask } from '../tasks/open.ts'
import type { Task } from '../tasks/schema.ts'
import type { Contact, Organization } from './schema.ts'

interface Loss {
  readonly organization: Organization
  readonly contact: Contact
  readonly task: Task['kind']
}

const isReached = ({ suppressed }: Contact) => !suppressed

/** Whether somebody else of the organization is reached in the same role. */
const standsIn = ({ organization: { contacts }, contact: { id, role } }: Loss) =>
  contacts.some((other) => other.id !== id && other.role === role && isReached(other))

const tellColleagues = (deps: Deps, { organization, contact }: Loss, key: NoticeKey) => {
  const contacts = organization.contacts
    .filter((other) => other.id !== contact.id && isReached(other))
    .map(({ id }) => ({ organizationId: organization.id, contactId: id }))
  const params = { organization: organization.name, role: contact.role }
  return contacts.length > 0
    ? announce(deps, {
        kind: 'notice',
        subject: organization.id,
        recipients: { of: 'contacts', contacts },
        content: { key, params },
      })
    : nothingTold
}

/**
 * A contact is reached no more, or should perhaps not be: a task and a word to whoever is on duty, once a day
 * however often a link is followed to and fro. One person speaks for others at a shared address or a list, so the
 * organization's other contacts hear of it too.
 */
export const followLoss = async (deps: Deps, actor: Actor, loss: Loss): Promise<Told> => {
  const { organization, contact, task: kind } = loss
  const speaksForOthers = contact.kind !== 'person'
  if (kind === 'role-vacant' && !speaksForOthers && standsIn(loss)) return nothingTold
  // When a server is down, many bounce at once: those wait in the list of tasks and ring nobody.
  const isLoud = contact.suppressed?.reason !== 'bounced'
  const { actions } = await openTask(deps, {
    kind,
    isQuiet: !isLoud,
    subject: contact.id,
    cause: deps.clock.now().toISOString().slice(0, 10),
    organizationId: organization.id,
    contactId: contact.id,
    actor,
  })
  if (actions.length === 0) return nothingTold
  const told = isLoud
    ? await tellDuty(deps, {
        subject: contact.id,
        key: kind === 'role-vacant' ? 'role-vacant' : 'address-in-question',
        params: { organization: organization.name, role: contact.role },
      })
    : nothingTold
  const colleagues = speaksForOthers ? tellColleagues(deps, loss, 'shared-address-silent') : nothingTold
  return toldTogether([{ actions, notifications: [] }, told, colleagues])
}
