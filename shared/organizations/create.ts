import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { newRecord } from '../storage/collection.ts'
import { organizationCreated } from './happened.ts'
import { createOrganization as put } from './repository.ts'
import type { Organization, OrganizationInput } from './schema.ts'

/** Adds an organization to the roster; its name must be new in its country. */
export const createOrganization = async (
  deps: Deps,
  actor: Actor,
  input: OrganizationInput,
): Promise<Organization> => {
  permit(actor, 'organization.create')
  const organization: Organization = {
    ...input,
    id: deps.ids.next('organization'),
    contacts: [],
    ownFields: [],
    ...newRecord(deps.clock.now()),
  }
  await deps.store.transact([...put(organization), organizationCreated(deps, actor, organization)])
  return organization
}
