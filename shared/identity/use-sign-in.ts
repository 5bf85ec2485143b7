import type { Deps } from '../deps.ts'
import { DomainError, notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { findOrganizations, organizationUnchanged } from '../organizations/repository.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { foldAddress } from '../text.ts'
import { chooseOrganization, tooFast, wrongCode } from './errors.ts'
import { limits, pseudonymsOf, within } from './limit.ts'
import { openSession, type Seat, type Session } from './sessions.ts'
import { isCodeOf } from './sign-in-code.ts'
import { findSignIn, newestSignInOf, type SignIn, spend } from './sign-ins.ts'

/** Those whom the address still serves, as of now. */
const seatsOf = async (deps: Deps, { contacts, address }: SignIn): Promise<Seat[]> => {
  const organizations = await findOrganizations(
    deps.store,
    contacts.map(({ organizationId }) => organizationId),
  )
  const asked = new Set<string>(contacts.map(({ contactId }) => contactId))
  return organizations
    .filter(({ status }) => !status)
    .flatMap((organization) =>
      organization.contacts
        .filter(({ id, suppressed }) => asked.has(id) && suppressed?.reason !== 'compromised')
        .filter(({ email }) => pseudonymsOf(deps, foldAddress(email)).includes(address))
        .map((contact) => ({ organization, contact })),
    )
}

/** The seats a sign-in leads to, for the page that asks which; nothing once it is used or too old. */
export const readSignIn = async (deps: Deps, id: string): Promise<Seat[]> => {
  const found = await findSignIn(deps.store, id, deps.clock.now())
  if (!found) throw notFound('sign-in')
  return seatsOf(deps, found)
}

const startSession = async (deps: Deps, used: SignIn, seat: Seat): Promise<Session> => {
  const { session, actions } = await openSession(deps, { ...seat, id: used.id })
  await deps.store.transact([
    spend(used, deps.clock.now()),
    organizationUnchanged(seat.organization),
    ...actions,
    record(deps, session.person, {
      type: 'session.started',
      subject: seat.contact.id,
      audience: forCoordinators,
    }),
  ])
  return session
}

interface Use {
  readonly id: string
  /** For which organization, where the address serves several. */
  readonly organizationId?: string | undefined
}

/** Begins a session for who holds the mailed link, or has given its code. Works once. */
export const useSignIn = (deps: Deps, { id, organizationId }: Use): Promise<Session> =>
  onFreshRead(async () => {
    const found = await findSignIn(deps.store, id, deps.clock.now())
    const seats = found ? await seatsOf(deps, found) : []
    if (!found || seats.length === 0) throw notFound('sign-in')
    const seat =
      seats.length === 1 && !organizationId
        ? seats[0]
        : seats.find((each) => each.organization.id === organizationId)
    if (!seat) throw chooseOrganization(seats.map(({ organization }) => organization.id))
    return startSession(deps, found, seat)
  })

interface Guess {
  readonly email: string
  readonly code: string
  readonly source: string
  readonly organizationId?: string | undefined
}

/**
 * Begins a session by the code of the newest mail to an address. Every try counts before it is looked at: five
 * for one code, twenty a day for one address, after which only the link works.
 */
export const useSignInCode = async (
  deps: Deps,
  { email, code, source, organizationId }: Guess,
): Promise<Session> => {
  if (!(await within(deps, limits.codesOfSource, source))) throw tooFast()
  const address = foldAddress(email)
  const pseudonyms = pseudonymsOf(deps, address)
  const id = (await newestSignInOf(deps.store, pseudonyms)) ?? pseudonyms[0]!
  const ofAddress = await within(deps, limits.codesForAddress, address)
  const ofSignIn = await within(deps, limits.codesForSignIn, id)
  const right = isCodeOf(deps.keys, id, code)
  const found = await findSignIn(deps.store, id, deps.clock.now())
  if (!ofAddress || !ofSignIn || !right || !found || found.contacts.length === 0) throw wrongCode()
  return useSignIn(deps, { id, organizationId }).catch((error) => {
    throw error instanceof DomainError && error.code === 'not-found' ? wrongCode() : error
  })
}
