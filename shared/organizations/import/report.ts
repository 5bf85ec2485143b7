import * as z from 'zod'
import { delimiters } from './dialect.ts'

const counts = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() })

const value = z.union([z.string(), z.boolean(), z.array(z.string()), z.null()])

/** A row that stayed outside: where it begins in the file, the column that is wrong, and what is wrong with it. */
const rejection = z
  .object({ line: z.int(), column: z.string(), reason: z.string() })
  .meta({ id: 'RosterRejection' })
export type Rejection = z.infer<typeof rejection>

/** A difference that was not taken over: what we keep, and what the row says. */
const conflict = z
  .object({ line: z.int(), field: z.string(), ours: value, theirs: value })
  .meta({ id: 'RosterConflict' })
export type Conflict = z.infer<typeof conflict>

/** What the roster has and the file has not: nothing is done about it. */
const missing = z.object({
  organizations: z.array(z.object({ id: z.string(), name: z.string(), country: z.string() })),
  contacts: z.array(z.object({ organizationId: z.string(), contactId: z.string() })),
  /** How many more there are than are listed. */
  more: z.int().optional(),
})
export type Missing = z.infer<typeof missing>

/** What an import did. Each good row counts as one contact, each organization once. */
export const rosterReport = z
  .object({
    organizations: counts,
    contacts: counts,
    conflicts: z.array(conflict),
    rejected: z.array(rejection),
    /** How the file was read, where it is not in UTF-8 with commas. */
    format: z.object({ encoding: z.string(), delimiter: z.enum(delimiters) }).optional(),
    /** Lines that say nothing of an organization and were taken as of the one above, as merged cells are. */
    merged: z.array(z.int()).optional(),
    missing: missing.optional(),
    /** How many organizations of the file are done, of how many, where not all were asked for at once. */
    progress: z.object({ done: z.int(), of: z.int() }).optional(),
    /** From which organization of the file to go on with the same file; absent when it is done. */
    next: z.int().optional(),
  })
  .meta({ id: 'RosterReport' })
export type RosterReport = z.infer<typeof rosterReport>

export type Outcome = keyof RosterReport['organizations']

const none = () => ({ created: 0, updated: 0, unchanged: 0 })

export const emptyReport = (): RosterReport => ({
  organizations: none(),
  contacts: none(),
  conflicts: [],
  rejected: [],
})

const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line

const sum = (all: readonly RosterReport['contacts'][]) =>
  all.reduce(
    (total, each) => ({
      created: total.created + each.created,
      updated: total.updated + each.updated,
      unchanged: total.unchanged + each.unchanged,
    }),
    none(),
  )

/** Several reports as one, in the order of the file. */
export const mergeReports = (reports: readonly RosterReport[]): RosterReport => ({
  organizations: sum(reports.map(({ organizations }) => organizations)),
  contacts: sum(reports.map(({ contacts }) => contacts)),
  conflicts: reports.flatMap(({ conflicts }) => conflicts).sort(byLine),
  rejected: reports.flatMap(({ rejected }) => rejected).sort(byLine),
})
