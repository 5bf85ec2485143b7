import { createHash } from 'node:crypto'
import { canonical } from '../canonical.ts'
import type { Withholding } from '../ledger/recipients.ts'
import type { Alert } from './schema.ts'

/** SHA-256, in base64url, of all that a revision freezes: what it says, whom it tells, in whose name, and when it ends. */
export const digestOf = (
  { id, revision, content }: Alert,
  withhold: Withholding,
  { situation, issuers }: Pick<NonNullable<Alert['submission']>, 'situation' | 'issuers'>,
) =>
  createHash('sha256')
    .update(canonical({ id, revision, content, withhold, situation, issuers }))
    .digest('base64url')
