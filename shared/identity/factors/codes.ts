import { createHash, randomBytes } from 'node:crypto'
import { base32 } from '../../ids.ts'
import type { Keyring } from '../../keyring.ts'

/** Read out and typed in by people: blanks, dashes and case do not count, and look-alikes are one. */
const plain = (code: string) =>
  code.toLowerCase().replace(/[\s-]/g, '').replace(/[il]/g, '1').replace(/o/g, '0')

/** A code of eighty bits is not guessed, so a plain hash keeps it. */
export const hashCode = (contactId: string, code: string) =>
  createHash('sha256')
    .update(`${contactId}\n${plain(code)}`)
    .digest('base64url')

const asCode = (bytes: Uint8Array) => base32(bytes).match(/.{4}/g)!.join('-')

export const newCode = () => asCode(randomBytes(10))

/** The code that belongs to one request, which its repetition finds again; without our key nobody else does. */
export const codeUnder = (keys: Keyring, contactId: string, request: string | undefined) =>
  request === undefined
    ? undefined
    : asCode(keys.sign('enrolment-code', `${contactId}\n${request}`).subarray(0, 10))

const count = 10

interface Codes {
  /** To be shown once. */
  readonly codes: readonly string[]
  readonly hashes: string[]
}

/** Codes to keep offline, each good once. */
export const newCodes = (contactId: string, howMany = count): Codes => {
  const codes = Array.from({ length: howMany }, newCode)
  return { codes, hashes: codes.map((code) => hashCode(contactId, code)) }
}
