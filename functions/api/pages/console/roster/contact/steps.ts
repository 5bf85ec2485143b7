import type { Context } from 'hono'
import * as z from 'zod'
import { forbidden, may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../../shared/errors.ts'
import { contactOf } from '../../../../../../shared/organizations/contact-of.ts'
import { removeContact, updateContact } from '../../../../../../shared/organizations/contacts.ts'
import { readOrganization } from '../../../../../../shared/organizations/read.ts'
import { successorInput } from '../../../../../../shared/organizations/schema.ts'
import {
  confirmSuccessor,
  dropSuccessor,
  proposeSuccessor,
} from '../../../../../../shared/organizations/succession.ts'
import { resubscribe } from '../../../../../../shared/organizations/unsubscribe.ts'
import { endWaysIn } from '../../../../../../shared/organizations/ways-in/end.ts'
import type { Router } from '../../../../http/contract.ts'
import type { Env } from '../../../../http/env.ts'
import { isReader } from '../../rights/own.ts'
import { filled, givenIn, parsed, type Typed, versionIn } from '../../shell/form.ts'
import { posted } from '../../shell/post.ts'
import { changeIn } from './change.ts'
import { contactPath, namedIn } from './named.ts'
import { contactPage, showContact } from './page.tsx'
import { contactRightsPages } from './rights-steps.ts'

type Take = (c: Context<Env>, named: ReturnType<typeof namedIn>, typed: Typed) => Promise<unknown>

/** A step with a contact, and the contact's page again. */
const step = (take: Take) =>
  posted((c) => ({
    act: async (typed) => {
      await take(c, namedIn(c), typed)
      return `${contactPath(namedIn(c))}?done=saved`
    },
    again: (form, status) => showContact(c, form, status),
  }))

const change: Take = async (c, named, typed) => {
  const { deps, actor } = c.var
  const before = contactOf(await readOrganization(deps, actor, named.organizationId), named.contactId)
  const input = { ...named, version: versionIn(typed), change: changeIn(typed, before) }
  return updateContact(deps, actor, input)
}

const successorIn = (typed: Typed) => {
  const given = { email: givenIn(typed, 'successor.email'), name: givenIn(typed, 'successor.name') }
  return parsed(z.object({ successor: successorInput }), { successor: filled(given) }).successor
}

const passOn: Take = (c, named, typed) =>
  proposeSuccessor(c.var.deps, c.var.actor, { ...named, ...successorIn(typed) })

const confirm: Take = (c, named, typed) =>
  confirmSuccessor(c.var.deps, c.var.actor, { ...named, version: versionIn(typed) })

/** Nobody else says that somebody wants to be written to again. */
const backByOneself: Take = async (c, { contactId }) => {
  if (!isReader(c, contactId)) throw forbidden()
  return resubscribe(c.var.deps, c.var.actor)
}

/** Whoever it was is on no page any more; a coordinator comes to where they are forgotten besides. */
const removalFromForm = posted((c) => ({
  act: async () => {
    const named = namedIn(c)
    await removeContact(c.var.deps, c.var.actor, named).catch((error) => {
      // Who is gone already is gone.
      const isGone = error instanceof DomainError && error.code === 'not-found'
      if (!isGone || !may(c.var.actor, 'contact.remove', named)) throw error
    })
    const home = `/console/roster/${named.organizationId}`
    return mayOnceProved(c.var.actor, 'contact.erase')
      ? `${home}/erasure?${new URLSearchParams({ contactId: named.contactId })}`
      : `${home}?done=saved`
  },
  again: (form, status) => showContact(c, form, status),
}))

/** One contact, and what can be done with it. */
export const contactPages = (pages: Router) => {
  const at = '/console/roster/:id/contacts/:contactId'
  pages.get(at, contactPage)
  pages.post(at, step(change))
  pages.post(`${at}/remove`, removalFromForm)
  pages.post(`${at}/resubscription`, step(backByOneself))
  pages.post(
    `${at}/ways-in/end`,
    step((c, named) => endWaysIn(c.var.deps, c.var.actor, named)),
  )
  contactRightsPages(pages, at)
  pages.post(`${at}/succession`, step(passOn))
  pages.post(`${at}/succession/confirmation`, step(confirm))
  pages.post(
    `${at}/succession/end`,
    step((c, named) => dropSuccessor(c.var.deps, c.var.actor, named)),
  )
}
