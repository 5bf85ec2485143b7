import { nobody } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, record } from '../events/record.ts'
import { announce } from '../ledger/announce.ts'
import { findAddress, findOrganizations } from '../organizations/repository.ts'
import type { AddressEntry } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import { foldAddress } from '../text.ts'
import { tooFast } from './errors.ts'
import { enrolFirstCoordinator } from './first-coordinators.ts'
import { limits, pseudonymOf, within } from './limit.ts'
import { decoys, putSignIn, type SignIn, signInLife } from './sign-ins.ts'

const mailOf = (deps: Deps, { id, expiresAt }: SignIn, contact: SignIn['contacts'][number]): Action[] => {
  const content = { signInId: id, expiresAt: new Date(expiresAt * 1000).toISOString() }
  const recipients = { of: 'contacts' as const, contacts: [contact] }
  const told = announce(deps, { kind: 'sign-in', subject: id, recipients, content, urgent: true })
  const notifications = [told.id]
  return [
    ...told.actions,
    record(deps, nobody, {
      type: 'sign-in.requested',
      subject: id,
      audience: forCoordinators,
      notifications,
    }),
  ]
}

/** As many writes as a mail takes. */
const silence = ({ id, expiresAt }: SignIn) => decoys(id, expiresAt, 5)

/** As many reads as whom an address serves are looked for by. */
const nobodys = [{ organizationId: 'org_none', contactId: 'con_none' }] as const

/** Whom an address serves that have a part in the alliance; nobody once it is in the hands of others. */
const servedBy = async (deps: Deps, entry: AddressEntry | undefined) => {
  const served = entry?.suppressed?.reason === 'compromised' ? nobodys : (entry?.contacts ?? nobodys)
  const organizations = await findOrganizations(
    deps.store,
    served.map(({ organizationId }) => organizationId),
  )
  const present = new Set<string>(organizations.filter(({ status }) => !status).map(({ id }) => id))
  return served.filter(({ organizationId }) => present.has(organizationId))
}

interface Asking {
  readonly email: string
  /** Where the request comes from: a network address. */
  readonly source: string
}

/**
 * Mails a link and a code to an address we know. To an address we do not know, and to one that asked too
 * often, nothing is mailed; neither the answer nor its cost tells which it was. Throws when the source asks too often.
 */
export const askToSignIn = async (deps: Deps, { email, source }: Asking): Promise<void> => {
  if (!(await within(deps, limits.asksOfSource, source))) throw tooFast()
  const address = foldAddress(email)
  if (!(await within(deps, limits.asksOfSourceForAddress, `${address} ${source}`))) return
  if (!(await within(deps, limits.asksForAddress, address))) return
  await enrolFirstCoordinator(deps, email)
  const contacts = await servedBy(deps, await findAddress(deps.store, email))
  const made: SignIn = {
    id: deps.ids.next('signIn'),
    address: pseudonymOf(deps, address),
    contacts,
    expiresAt: Math.floor(deps.clock.now().getTime() / 1000) + signInLife,
  }
  const [first] = contacts
  await deps.store.transact([...putSignIn(made), ...(first ? mailOf(deps, made, first) : silence(made))])
}
