import * as z from 'zod'

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

/** What an import did. Each good row counts as one contact, each organization once. */
export const rosterReport = z
  .object({
    organizations: counts,
    contacts: counts,
    conflicts: z.array(conflict),
    rejected: z.array(rejection),
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
