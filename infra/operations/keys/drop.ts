import { longestLink } from '../../../functions/mailer/fillings.ts'
import { publicKeyOf } from '../../../shared/evidence/keys.ts'
import { publishKey } from '../../../shared/evidence/repository.ts'
import { createKeyring, type KeyringDocument, withoutKey } from '../../../shared/keyring.ts'
import type { Found } from '../../../shared/takeout/write.ts'
import { findKeys, writeKeys } from '../../local/data-dir.ts'
import type { AwsPlace } from '../aws-place.ts'
import type { LocalPlace } from '../local-place.ts'
import type { Place } from '../place.ts'
import { heldBy } from './held.ts'
import { keysOnAws, startAnew } from './on-aws.ts'
import { idsOf, stoppedSigning } from './stopped.ts'

interface Looked {
  readonly document: KeyringDocument
  readonly id: string
  readonly rows: AsyncIterable<Found>
  readonly now: Date
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Why a key must stay, each in a sentence; nothing where all that it signed and sealed is over. */
export const whyKept = async ({ document, id, rows, now }: Looked): Promise<string[]> => {
  const ids = idsOf(document)
  if (!ids.includes(id)) return [`There is no key ${id}; there are ${ids.join(', ')}.`]
  if (id === document.current) return [`${id} signs now: rotate first.`]
  const stopped = stoppedSigning(document, id)
  if (!stopped) return [`Nothing says since when ${id} signs no more: the id of the key after it has no day.`]
  const { held, lastSigned } = await heldBy(rows, { id, stopped, now })
  const since = Math.max(stopped.getTime(), Date.parse(lastSigned) || 0)
  const over = new Date(since + longestLink)
  return [
    ...(over > now ? [`Links in mails that ${id} has signed are good until ${dayOf(over)}.`] : []),
    ...held.map(({ what, count, until }) => `${count} × ${what}: each until ${until}.`),
  ]
}

export interface Dropping {
  readonly id: string
  /** Every row that there is. */
  readonly rows: AsyncIterable<Found>
  readonly now: Date
  readonly isDryRun: boolean
}

interface Ring {
  read(): Promise<KeyringDocument>
  write(document: KeyringDocument): Promise<unknown>
}

/**
 * Drops a key on which nothing rests any more. Its public half is published for good before, so that evidence which it
 * signed verifies as ever.
 * @returns why it stays; nothing where it went, or in a dry run would go
 */
const drop = async (
  { store }: Place,
  ring: Ring,
  { id, rows, now, isDryRun }: Dropping,
): Promise<string[]> => {
  const document = await ring.read()
  const reasons = await whyKept({ document, id, rows, now })
  if (reasons.length > 0 || isDryRun) return reasons
  await store.write(publishKey(publicKeyOf(createKeyring(document), id)))
  await ring.write(withoutKey(document, id))
  return []
}

export const dropLocal = (place: LocalPlace, dropping: Dropping): Promise<string[]> => {
  const { dataDir } = place
  const read = async () => {
    const found = findKeys(dataDir)
    if (!found) throw new Error(`There are no signing keys in ${dataDir}: has npm start run here?`)
    return found
  }
  return drop(place, { read, write: async (document) => writeKeys(dataDir, document) }, dropping)
}

export const dropOnAws = async (place: AwsPlace, dropping: Dropping): Promise<string[]> => {
  const reasons = await drop(place, keysOnAws(place), dropping)
  if (reasons.length === 0 && !dropping.isDryRun) await startAnew(place, `${dropping.id}-dropped`)
  return reasons
}
