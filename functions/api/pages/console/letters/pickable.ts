import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import type { Deed } from '../../../../../shared/access/table.ts'
import { listCoalitionsLed } from '../../../../../shared/coalitions/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Option } from '../shell/fields.tsx'

/** The coalitions in whose name somebody may do something; who leads none may not. */
export const coalitionsToSpeakFor = async (c: Context<Env>, deed: Deed): Promise<Option[]> => {
  const { deps, actor } = c.var
  const led = await listCoalitionsLed(deps, actor, { limit: 100 })
  if (led.length === 0 && !may(actor, deed)) throw forbidden()
  return led.filter(({ status }) => status === 'active').map(({ id, name }) => ({ value: id, label: name }))
}

const optionOf = ({ id, name, country }: Pick<Organization, 'id' | 'name' | 'country'>): Option => ({
  value: id,
  label: `${name} (${country})`,
})

/** Whom a letter or a campaign can speak to; of very many, the first. */
export const authorities = async ({ var: { deps, actor } }: Context<Env>): Promise<Option[]> => {
  const filter = { relation: 'authority' as const }
  const { items } = await listOrganizations(deps, actor, { filter, page: { limit: 200 } })
  return items.map(optionOf).sort((a, b) => a.label.localeCompare(b.label))
}

/** With those whom it speaks to already, so that saving a form leaves none of them out. */
export const withChosen = async (
  { var: { deps } }: Context<Env>,
  options: readonly Option[],
  chosen: readonly string[],
): Promise<readonly Option[]> => {
  const missing = chosen.filter((id) => !options.some(({ value }) => value === id))
  if (missing.length === 0) return options
  return [...options, ...(await findOrganizations(deps.store, missing)).map(optionOf)]
}
