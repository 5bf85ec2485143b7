import type { Context } from 'hono'
import type { Actor } from '../../../../shared/access/actor.ts'
import { notFound } from '../../../../shared/errors.ts'
import { type Link, type LinkPurpose, openLink } from '../../../../shared/links/link.ts'
import { findOrganization } from '../../../../shared/organizations/repository.ts'
import type { Contact, Organization } from '../../../../shared/organizations/schema.ts'
import { type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'

/** Who came by a mailed link, and what for. */
export interface Capability {
  readonly payload: Link
  readonly organization: Organization
  readonly contact: Contact
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  /** The fixed words in the contact's language. */
  readonly words: Phrases
}

const deadLink = () => notFound('link')

/** What the link of this page stands for. Forged, expired, for something else or made before the contact changed: 404. */
export const openCapability = async (c: Context<Env>, purpose: LinkPurpose): Promise<Capability> => {
  const { keys, clock, store } = c.var.deps
  const payload = openLink(keys, c.req.param('token') ?? '', purpose, clock.now())
  const organization = payload && (await findOrganization(store, payload.organizationId))
  const contact = organization?.contacts.find(({ id }) => id === payload?.contactId)
  if (!payload || !organization || !contact || contact.epoch !== payload.epoch) throw deadLink()
  const actor = { kind: 'recipient', contactId: contact.id, organizationId: organization.id } as const
  const words = wordsFor(contact.languages)
  c.set('languages', contact.languages)
  return { payload, organization, contact, actor, words }
}

interface Answered<Outcome> {
  /** The page as it is after that. */
  readonly show: (c: Context<Env>, opened: Capability, outcome: Outcome) => Response | Promise<Response>
  readonly act: (c: Context<Env>, opened: Capability) => Promise<Outcome>
}

/** A page behind a link, at a path with its token: GET shows it, POST acts and shows what came of that. */
export const answeredAt = <Outcome>(
  pages: Router,
  { path, purpose }: { path: string; purpose: LinkPurpose },
  { show, act }: Answered<Outcome | { readonly status: 200 }>,
) => {
  pages.get(path, async (c) => show(c, await openCapability(c, purpose), { status: 200 }))
  pages.post(path, async (c) => {
    const opened = await openCapability(c, purpose)
    return show(c, opened, await act(c, opened))
  })
}
