import { Secret, TOTP } from 'otpauth'
import { pseudonymOf } from '../../shared/identity/limit.ts'
import { codeOf } from '../../shared/identity/sign-in-code.ts'
import { newestSignInOf } from '../../shared/identity/sign-ins.ts'
import { type LinkPurpose, mintLink } from '../../shared/links/link.ts'
import { getOrganization } from '../../shared/organizations/repository.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import type { World } from '../support/world.ts'

export interface Someone {
  readonly organizationId: string
  readonly contactId: string
  readonly email: string
}

/** Puts people into a world, and does what a mail client would do with what is mailed to them. */
export const peopleOf = (world: World, coordinator: string) => {
  let count = 0

  /** A new organization with one contact. */
  const enter = async (email = `person${++count}@example.org`, change: object = {}): Promise<Someone> => {
    const organization = anOrganization({ name: `Organization of ${email} ${++count}`, ...change })
    const { json } = await world.call(coordinator, 'POST', '/v1/organizations', organization)
    world.clock.advance(1)
    return join(json.id, email)
  }

  const join = async (organizationId: string, email: string): Promise<Someone> => {
    const path = `/v1/organizations/${organizationId}/contacts`
    const { json } = await world.call(coordinator, 'POST', path, aContact({ email }))
    world.clock.advance(1)
    return { organizationId, contactId: json.id, email }
  }

  /** Gives somebody a grant, confirmed by a second coordinator: the code by which they register their first factor. */
  const give = async ({ organizationId, contactId }: Someone, second: string, kind = 'coordinator') => {
    await world.call(coordinator, 'POST', '/v1/grants', { organizationId, contactId, kind })
    const path = `/v1/grants/${contactId}/${kind}/confirmation`
    return (await world.call(second, 'POST', path)).json.enrolmentCode as string
  }

  const ask = (email: string) => world.call(undefined, 'POST', '/v1/sign-in', { email })

  const signInIdOf = async (email: string) => {
    const id = await newestSignInOf(world.deps.store, [pseudonymOf(world.deps, email.toLowerCase())])
    if (!id) throw new Error('Nobody asked to sign in with this address')
    return id
  }

  const codeFor = async (email: string) => codeOf(world.deps.keys, await signInIdOf(email))

  const contactOf = async ({ organizationId, contactId }: Someone) => {
    const { contacts } = await getOrganization(world.deps.store, organizationId)
    return contacts.find(({ id }) => id === contactId)
  }

  const linkOf = async (someone: Someone, purpose: LinkPurpose, subject: string) => {
    const { epoch = 1 } = (await contactOf(someone)) ?? {}
    const expiresAt = new Date(world.clock.now().getTime() + 1_800_000)
    return `/${purpose}/${mintLink(world.deps.keys, { ...someone, purpose, subject, epoch, expiresAt })}`
  }

  const enterCode = (email: string, code: string, more: object = {}) =>
    world.call(undefined, 'POST', '/v1/sign-in/code', { email, code, ...more })

  /** Signs somebody in by the code that was mailed to them. */
  const signIn = async ({ email, organizationId }: Someone): Promise<string> => {
    await ask(email)
    return (await enterCode(email, await codeFor(email), { organizationId })).json.token
  }

  const codeOfApp = (secret: string, later = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({
      timestamp: world.clock.now().getTime() + later * 1000,
    })

  /** Registers an authenticator in a session, as its owner would: a proved session, the app's secret, codes for the safe. */
  const register = async (session: string, enrolmentCode?: string) => {
    const path = '/v1/me/factors/totp'
    const begun = await world.call(session, 'POST', path, { enrolmentCode })
    if (begun.status !== 201) throw new Error(`Nothing could be registered: ${begun.text}`)
    const { secret } = begun.json as { secret: string }
    const done = await world.call(session, 'POST', `${path}/confirmation`, { code: codeOfApp(secret) })
    const { token, recoveryCodes } = done.json as { token: string; recoveryCodes: string[] }
    return { session: token, secret, recoveryCodes }
  }

  /** Proves the second factor by the app's next code; the session goes on under the token that this gives. */
  const prove = async (session: string, secret: string): Promise<string> => {
    world.clock.advance(60)
    const proof = { code: codeOfApp(secret) }
    return (await world.call(session, 'POST', '/v1/me/factors/proof', proof)).json.token
  }

  return {
    codeOfApp,
    register,
    prove,
    enter,
    give,
    join,
    ask,
    signInIdOf,
    codeFor,
    contactOf,
    linkOf,
    enterCode,
    signIn,
  }
}

export type People = ReturnType<typeof peopleOf>
