import { embargoBeyondItsEnd, embargoPast, issuedAfterItsEnd, issuedInThePast } from '../errors.ts'
import type { Alert } from '../schema.ts'
import type { Embargo } from './schema.ts'

const minute = 60_000

/** When a class is told of what everybody else was told of at `from`. */
export const endOfEmbargo = ({ until, minutes }: Embargo, from: number) =>
  until === undefined ? from + minutes! * minute : Date.parse(until)

/** An alert is issued before it expires, and each embargo ends between the two. */
export const refuseUnfitTimes = (
  { embargoes, issueAt, expiresAt, messageType }: Alert['content'],
  now: Date,
) => {
  const end = messageType === 'cancel' ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)
  const from = issueAt ? Date.parse(issueAt) : now.getTime()
  if (from < now.getTime()) throw issuedInThePast()
  if (from >= end) throw issuedAfterItsEnd()
  for (const [at, embargo] of embargoes.entries()) {
    const over = endOfEmbargo(embargo, from)
    if (over <= from) throw embargoPast(at)
    if (over >= end) throw embargoBeyondItsEnd(at)
  }
}
