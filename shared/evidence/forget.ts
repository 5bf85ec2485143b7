import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { type ChunkSecret, withoutContact } from './chunks.ts'
import { findForgotten, putForgotten, putSecret, secretsOfChunk } from './repository.ts'

/**
 * Forgets what opens the lines of one contact, and the nonce of their address. Their digests stay in the entries, and
 * with them every hash and signature; nobody can tell any more whose they are. That they are forgotten is written first:
 * an entry that was appended before is found here, and whoever appends one afterwards has seen it.
 */
export const forgetContact = (
  { store }: Pick<Deps, 'store'>,
  { notificationId, chunk, contactId }: { notificationId: string; chunk: number; contactId: string },
): Promise<void> =>
  onFreshRead(async () => {
    const known = await findForgotten(store, notificationId, chunk)
    if (!known.contactIds.includes(contactId))
      await store.write(putForgotten(notificationId, chunk, known, contactId))
    for (const { secret, ...row } of await secretsOfChunk(store, notificationId, chunk)) {
      const before = secret as ChunkSecret
      const isThere =
        contactId in before.addresses || before.lines.some((line) => line?.content.contactId === contactId)
      if (isThere) await store.write(putSecret(row, withoutContact(before, contactId)))
    }
  })
