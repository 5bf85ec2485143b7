import { type Contact, contactChange } from '../../../../../../shared/organizations/schema.ts'
import { isChanged, parsed, type Typed } from '../../shell/form.ts'
import { contactIn, typedContact } from './fields.tsx'
import { preferencesIn, typedPreferences } from './preferences.tsx'

/**
 * What somebody has changed, and no more: whoever is shown an alias for a name must not have it written over the name
 * by saving something else.
 */
export const changeIn = (typed: Typed, before: Contact) => {
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
