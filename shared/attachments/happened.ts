import type { Actor } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { forOrganization, record } from '../events/record.ts'
import type { EventType } from '../events/schema.ts'
import type { Attachment } from './schema.ts'

/** What happened to a file; what it is called is not for events. */
export const happened = (
  deps: Deps,
  actor: Actor,
  type: EventType,
  { id, organizationId, type: of, size }: Attachment,
) =>
  record(deps, actor, {
    type,
    subject: id,
    audience: forOrganization(organizationId),
    data: { type: of, size },
  })
