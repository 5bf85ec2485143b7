import { createHash } from 'node:crypto'
import type { Action, Key } from '../../../storage/store.ts'
import { passkeyTaken } from '../../errors.ts'
import type { Passkey } from './schema.ts'

const table = 'members'

const keyOf = ({ credentialId }: Pick<Passkey, 'credentialId'>): Key => ({
  pk: `passkey#${createHash('sha256').update(credentialId).digest('base64url')}`,
  sk: 'passkey',
})

/** Has a passkey be one person's; nobody registers it a second time. */
export const claimPasskey = (contactId: string, claimed: Passkey): Action => ({
  table,
  put: { ...keyOf(claimed), contactId },
  if: 'absent',
  orElse: passkeyTaken,
})

export const releasePasskey = (released: Passkey): Action => ({ table, delete: keyOf(released) })
