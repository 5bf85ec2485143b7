import { createHash } from 'node:crypto'
import * as z from 'zod'
import { canonical } from '../canonical.ts'
import { type TableName, tableNames } from '../storage/tables.ts'

/** Raised when a file of today could not be read as it is meant any more. */
export const formatVersion = 2

/** What is read: a file of version 1 is one of version 2 that names no files. */
export const readVersions = [1, formatVersion]

/** The first line. */
export const header = z.strictObject({
  tocsin: z.literal('export'),
  version: z.int(),
  at: z.iso.datetime(),
  alliance: z.string(),
})
export type Header = z.infer<typeof header>

const row = z.looseObject({ pk: z.string().min(1), sk: z.string().min(1) })

/** Every further line but the last: one row, with the word for its kind. */
export const rowLine = z.strictObject({
  kind: z.string(),
  table: z.enum(tableNames as [TableName, ...TableName[]]),
  row,
})
export type RowLine = z.infer<typeof rowLine>

/** Where an installation keeps files beside its tables: what is attached, and what came in by mail, raw. */
export const filePlaces = ['attachments', 'inbound'] as const

/** A name that is one in any folder, and leads out of none. */
export const fileName = z.string().regex(/^[\w-]{1,200}$/)

/** A line behind the rows: one file that lies beside the export, under its place and name. */
export const fileLine = z.strictObject({
  file: z.strictObject({
    place: z.enum(filePlaces),
    name: fileName,
    size: z.int().min(0),
    /** In hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})
export type FileLine = z.infer<typeof fileLine>

const digest = z.string().length(43)

/** The last line: without it, the file was cut off. */
export const seal = z.strictObject({
  end: z.strictObject({
    rows: z.int(),
    kinds: z.record(z.string(), z.int()),
    /** Absent where there are none. */
    files: z.int().min(1).optional(),
    /** The same for the same rows and files, in whatever order: what two exports of the same are compared by. */
    content: digest,
    /** SHA-256 of every byte before this line. */
    sha256: digest,
  }),
})
export type Seal = z.infer<typeof seal>['end']

export const lineOf = (value: Header | RowLine | FileLine | z.infer<typeof seal>) => `${canonical(value)}\n`

const space = 1n << 256n

/** Counts and digests lines as they pass, written or read. */
export class Tally {
  readonly #all = createHash('sha256')
  readonly #kinds = new Map<string, number>()
  #rows = 0
  #files = 0
  #sum = 0n

  line(text: string) {
    this.#all.update(text)
  }

  row(kind: string, text: string) {
    this.#rows++
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1)
    this.#content(text)
  }

  file(text: string) {
    this.#files++
    this.#content(text)
  }

  #content(text: string) {
    this.line(text)
    this.#sum = (this.#sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % space
  }

  seal(): Seal {
    return {
      rows: this.#rows,
      kinds: Object.fromEntries([...this.#kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(this.#files > 0 && { files: this.#files }),
      content: Buffer.from(this.#sum.toString(16).padStart(64, '0'), 'hex').toString('base64url'),
      sha256: this.#all.copy().digest('base64url'),
    }
  }
}
