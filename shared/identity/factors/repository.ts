import * as z from 'zod'
import { staleVersion } from '../../errors.ts'
import { idOf } from '../../ids.ts'
import { sealedSecret } from '../../secret-box.ts'
import type { Action, Key, Store } from '../../storage/store.ts'

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
  (await findFactors(store, contactId)) ?? { organizationId, contactId, recoveryCodes: [], version: 0 }

/** Replaces the record; stale when somebody else did since it was read. */
export const putFactors = (before: Factors, change: Partial<Factors>): Action => ({
  table,
  put: { ...before, ...change, version: before.version + 1, ...keyOf(before.contactId) },
  if: before.version === 0 ? 'absent' : { version: before.version },
  orElse: () => staleVersion('factors'),
})

/** Whatever is registered goes, with the last grant that asked for it. */
export const deleteFactors = (contactId: string): Action => ({ table, delete: keyOf(contactId) })
