import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forMembers, record } from '../events/record.ts'
import type { Organization } from './schema.ts'

export const organizationCreated = (deps: Pick<Deps, 'clock' | 'ids'>, actor: Actor, created: Organization) =>
  record(deps, actor, {
    type: 'organization.created',
    subject: created.id,
    audience: forMembers,
    data: { class: created.class, relation: created.relation, country: created.country },
  })

export const organizationUpdated = (
  deps: Pick<Deps, 'clock' | 'ids'>,
  actor: Actor,
  { id }: Pick<Organization, 'id'>,
  fields: readonly string[],
) =>
  record(deps, actor, {
    type: 'organization.updated',
    subject: id,
    audience: forMembers,
    data: { fields: [...fields] },
  })
