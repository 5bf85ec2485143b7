import type { KeyringDocument } from '../../../shared/keyring.ts'

const day = 86_400_000

export const idsOf = (document: KeyringDocument) => Object.keys(document).filter((id) => id !== 'current')

/** The day in the id of a key that `rotate` has made. */
const madeOn = (id: string): number | undefined => {
  const [, year, month, dayOfMonth] = /^k(\d{2})(\d{2})(\d{2})[a-z]?$/.exec(id) ?? []
  return year ? Date.UTC(2000 + Number(year), Number(month) - 1, Number(dayOfMonth)) : undefined
}

/**
 * When a key signed no more, for all that the keyring says: the key after it has its day in its id, and on AWS signs
 * minutes after it was published, which may be the next day. Nothing where the ring does not say.
 */
export const stoppedSigning = (document: KeyringDocument, id: string): Date | undefined => {
  const ids = idsOf(document)
  const next = ids[ids.indexOf(id) + 1]
  const made = next && madeOn(next)
  return made ? new Date(made + 2 * day) : undefined
}
