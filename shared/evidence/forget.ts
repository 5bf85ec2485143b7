import type { Deps } from '../deps.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { ChunkSecret } from './chunks.ts'
import { putSecret, secretsOfChunk } from './repository.ts'

const without = ({ lines, addresses, seen }: ChunkSecret, contactId: string): ChunkSecret => {
  const { [contactId]: _, ...others } = addresses
  return {
    lines: lines.map((line) => (line?.content.contactId === contactId ? null : line)),
    addresses: others,
    seen,
  }
}

/**
 * Forgets what opens the lines of one contact, and the nonce of their address. Their digests stay in the entries, and
 * with them every hash and signature; nobody can tell any more whose they are.
 */
export const forgetContact = (
  { store }: Pick<Deps, 'store'>,
  { notificationId, chunk, contactId }: { notificationId: string; chunk: number; contactId: string },
): Promise<void> =>
  onFreshRead(async () => {
    for (const { secret, ...row } of await secretsOfChunk(store, notificationId, chunk)) {
      const before = secret as ChunkSecret
      const isThere =
        contactId in before.addresses || before.lines.some((line) => line?.content.contactId === contactId)
      if (isThere) await store.write(putSecret(row, without(before, contactId)))
    }
  })
