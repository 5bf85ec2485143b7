import type { Context } from 'hono'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Option } from '../shell/fields.tsx'
import type { Pickable } from './form/audience.tsx'
import type { Nameable } from './form/issuer.tsx'

const sorted = (options: readonly Option[]) => [...options].sort((a, b) => a.label.localeCompare(b.label))

/** Whom an alert can name: who is to be told, and who may stand by it. */
export const pickable = async (c: Context<Env>): Promise<Pickable & { readonly nameable: Nameable }> => {
  const { deps, actor } = c.var
  const [coalitions, organizations] = await Promise.all([
    listCoalitions(deps, actor, { page: { limit: 50 } }),
    listOrganizations(deps, actor, { filter: {}, page: { limit: 200 } }),
  ])
  const named = organizations.items.map(({ id, name, country, relation }) => ({
    relation,
    option: { value: id, label: `${name} (${country})` },
  }))
  return {
    coalitions: coalitions.items.map(({ id, name }) => ({ value: id, label: name })),
    organizations: sorted(named.map(({ option }) => option)),
    nameable: {
      coalitions: coalitions.items
        .filter(({ confidential, status }) => !confidential && status === 'active')
        .map(({ id, name }) => ({ value: id, label: name })),
      members: sorted(named.flatMap(({ relation, option }) => (relation === 'member' ? [option] : []))),
    },
  }
}
