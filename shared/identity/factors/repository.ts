import * as z from 'zod'
import { staleVersion } from '../../errors.ts'
import { idOf } from '../../ids.ts'
import { sealedSecret } from '../../secret-box.ts'
import type { Action, Key, Store } from '../../storage/store.ts'
import { passkey } from './passkeys/schema.ts'

const table = 'members'

/** What one person can prove themselves by, beside their mailbox. Nothing in it is of use to who reads it. */
const factors = z.object({
  organizationId: idOf('organization'),
  contactId: idOf('contact'),
  totp: z
    .object({
      secret: sealedSecret,
      since: z.iso.datetime(),
      /** The time step of the last code that counted: none counts twice. */
      lastStep: z.int(),
    })
    .optional(),
  passkeys: z.array(passkey).default([]),
  /** Shown to its owner, but not yet answered with a code. */
  pending: z.object({ secret: sealedSecret, expiresAt: z.iso.datetime() }).optional(),
  /** Hashes of the recovery codes that are left. */
  recoveryCodes: z.array(z.string()),
  /** What a coordinator hands over by another way than mail; without it, nothing is registered first. */
  enrolment: z.object({ hash: z.string(), expiresAt: z.iso.datetime() }).optional(),
  /** 0 where there is no record yet. */
  version: z.int(),
})
export type Factors = z.infer<typeof factors>

type Holder = Pick<Factors, 'organizationId' | 'contactId'>

const keyOf = (contactId: string): Key => ({ pk: `factors#${contactId}`, sk: 'factors' })

export const findFactors = async (store: Store, contactId: string): Promise<Factors | undefined> => {
  const item = await store.get(table, keyOf(contactId))
  return item && factors.parse(item)
}

/** What a person has registered, which may be nothing. */
export const factorsOf = async (store: Store, { organizationId, contactId }: Holder): Promise<Factors> =>
  (await findFactors(store, contactId)) ?? {
    organizationId,
    contactId,
    passkeys: [],
    recoveryCodes: [],
    version: 0,
  }

/** Whether somebody can prove more than their mailbox, by whatever it is. Recovery codes stand in for it, and are none. */
export const hasFactor = ({ totp, passkeys }: Pick<Factors, 'totp' | 'passkeys'>) =>
  totp !== undefined || passkeys.length > 0

/** Replaces the record; stale when somebody else did since it was read. */
export const putFactors = (before: Factors, change: Partial<Factors>): Action => ({
  table,
  put: { ...before, ...change, version: before.version + 1, ...keyOf(before.contactId) },
  if: before.version === 0 ? 'absent' : { version: before.version },
  orElse: () => staleVersion('factors'),
})

/** Removes the record; stale when somebody changed it since it was read. */
export const deleteFactors = ({ contactId, version }: Factors): Action => ({
  table,
  delete: keyOf(contactId),
  if: { version },
  orElse: () => staleVersion('factors'),
})
