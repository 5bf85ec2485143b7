import { createHash } from 'node:crypto'
import type { Withholding } from '../ledger/recipients.ts'
import type { Alert } from './schema.ts'

/** JSON with its keys in order, so that equal contents read the same. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

/** SHA-256, in base64url, of all that a revision freezes: what it says, whom it tells, and when it ends. */
export const digestOf = (
  { id, revision, content }: Alert,
  withhold: Withholding,
  situation: NonNullable<Alert['submission']>['situation'],
) =>
  createHash('sha256').update(canonical({ id, revision, content, withhold, situation })).digest('base64url')
