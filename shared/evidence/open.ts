import * as z from 'zod'
import type { Actor, Person } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import { getAlert } from '../alerts/repository.ts'
import { noteAudit } from '../audit/note.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { notificationsOf } from '../ledger/read.ts'
import type { ChunkSecret } from './chunks.ts'
import { allEntries } from './repository.ts'

/** With `address`'s nonce, whoever knows the address can check it against the digest in the line. */
export const contactOpenings = z
  .object({
    address: z.object({ nonce: z.string(), digest: z.string() }).optional(),
    lines: z.array(
      z.object({
        chain: z.string(),
        sequence: z.int(),
        part: z.int(),
        nonce: z.string(),
        content: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'EvidenceOpenings' })
type ContactOpenings = z.infer<typeof contactOpenings>

/** What opens the lines of one contact, for a coordinator who has to show that they were told. */
export const openContact = async (
  deps: Deps,
  actor: Actor,
  { id, contactId }: { readonly id: string; readonly contactId: string },
): Promise<ContactOpenings> => {
  permitToKnow(actor, 'alert.open-evidence', 'alert')
  await getAlert(deps.store, id)
  const found: ContactOpenings = { lines: [] }
  for (const notification of await notificationsOf(deps.store, id, 'alert'))
    for (const { entry, secret } of await allEntries(deps.store, notification.id)) {
      const { lines = [], addresses = {} } = (secret ?? {}) as Partial<ChunkSecret>
      const { chain, sequence } = entry.body
      for (const [part, line] of lines.entries())
        if (line?.content.contactId === contactId) {
          found.lines.push({ chain, sequence, part, ...line })
          if (addresses[contactId]) found.address = addresses[contactId]
        }
    }
  if (found.lines.length === 0) throw notFound('evidence')
  await noteAudit(deps, actor as Person, { outcome: 'read', what: 'alert.open-evidence', subject: id })
  return found
}
