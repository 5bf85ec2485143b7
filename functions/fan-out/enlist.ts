import { enlistAlert } from '../../shared/alerts/enlist.ts'
import type { Deps } from '../../shared/deps.ts'
import type { Chunk } from '../../shared/ledger/manifest.ts'
import { enlistMeeting } from '../../shared/meetings/enlist.ts'
import type { MailKind } from '../../shared/rendering/kinds.ts'
import { distinct } from '../../shared/text.ts'

const enlisters: Partial<Record<MailKind, typeof enlistMeeting>> = {
  meeting: enlistMeeting,
  alert: enlistAlert,
}

/** Puts what a notification is about on the lists of the organizations it goes to, chunk by chunk. */
export const enlist = (deps: Deps, kind: MailKind, content: unknown) => {
  const enlister = enlisters[kind]
  if (!enlister) return undefined
  return async ({ entries }: Chunk) => {
    const organizationIds = distinct(entries.map(({ organizationId }) => organizationId))
    await deps.store.writeMany(enlister(content, organizationIds))
  }
}
