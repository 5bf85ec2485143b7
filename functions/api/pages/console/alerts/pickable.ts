import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Pickable } from './form/audience.tsx'

/** Whom an alert can name. */
export const pickable = async (c: Context<Env>): Promise<Pickable> => {
  const { deps, actor } = c.var
  const [coalitions, organizations] = await Promise.all([
    listCoalitions(deps, actor, { page: { limit: 50 } }),
    listOrganizations(deps, actor, { filter: {}, page: { limit: 200 } }),
  ])
  return {
    coalitions: coalitions.items.map(({ id, name }) => ({ value: id, label: name })),
    organizations: organizations.items
      .map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  }
}
