import type { Context } from 'hono'
import { forbidden, may } from '../../../../../shared/access/permit.ts'
import type { Deed } from '../../../../../shared/access/table.ts'
import { listCoalitionsLed } from '../../../../../shared/coalitions/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Option } from '../shell/fields.tsx'

/** The coalitions in whose name somebody may do something; who leads none may not. */
export const coalitionsToSpeakFor = async (c: Context<Env>, deed: Deed): Promise<Option[]> => {
  const { deps, actor } = c.var
  const led = await listCoalitionsLed(deps, actor, { limit: 100 })
  if (led.length === 0 && !may(actor, deed)) throw forbidden()
  return led.filter(({ status }) => status === 'active').map(({ id, name }) => ({ value: id, label: name }))
}

/** Whom a letter or a campaign can speak to. */
export const authorities = async (c: Context<Env>): Promise<Option[]> => {
  const filter = { relation: 'authority' as const }
  const { items } = await listOrganizations(c.var.deps, c.var.actor, { filter, page: { limit: 200 } })
  return items
    .map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))
    .sort((a, b) => a.label.localeCompare(b.label))
}
