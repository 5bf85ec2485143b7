import { contactOf } from '../../../../../../shared/organizations/contact-of.ts'
import { removeContact, updateContact } from '../../../../../../shared/organizations/contacts.ts'
import { readOrganization } from '../../../../../../shared/organizations/read.ts'
import { type Contact, contactChange } from '../../../../../../shared/organizations/schema.ts'
import { versionIn } from '../../alerts/input.ts'
import { isChanged, parsed, type Typed } from '../../shell/form.ts'
import { posted } from '../../shell/post.ts'
import { contactIn, typedContact } from './fields.tsx'
import { contactPath, namedIn, showContact } from './page.tsx'
import { preferencesIn, typedPreferences } from './preferences.tsx'

/**
 * What somebody has changed, and no more: whoever is shown an alias for a name must not have it written over the name
 * by saving something else.
 */
const changeIn = (typed: Typed, before: Contact) => {
  const begun = typedContact(before)
  const said = contactIn(typed)
  const isTouched = (field: string) =>
    Object.keys(begun).some(
      (name) => (name === field || name.startsWith(`${field}.`)) && isChanged(typed, begun, name),
    )
  const touched = Object.entries(said).filter(([field]) => isTouched(field))
  const wanted = typedPreferences(before)
  const wantsOther = Object.keys(wanted).some((name) => isChanged(typed, wanted, name))
  return parsed(contactChange, {
    ...Object.fromEntries(touched.map(([field, value]) => [field, value ?? null])),
    ...(wantsOther && { preferences: preferencesIn(typed, before.preferences) }),
  })
}

export const contactChangeFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const named = namedIn(c)
    const before = contactOf(await readOrganization(deps, actor, named.organizationId), named.contactId)
    const change = changeIn(typed, before)
    await updateContact(deps, actor, { ...named, version: versionIn(typed), change })
    return `${contactPath(named)}?done=saved`
  },
  again: (form, status) => showContact(c, form, status),
}))

export const contactRemovalFromForm = posted((c) => ({
  act: async () => {
    const named = namedIn(c)
    await removeContact(c.var.deps, c.var.actor, named)
    return `/console/roster/${named.organizationId}?done=saved`
  },
  again: (form, status) => showContact(c, form, status),
}))
