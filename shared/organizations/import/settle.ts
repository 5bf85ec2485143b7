import { isDeepStrictEqual } from 'node:util'
import type { Value } from './columns.ts'
import type { Conflict } from './report.ts'

export type Fields = Readonly<Record<string, Value | undefined>>

interface Statement {
  readonly line: number
  readonly said: Fields
}

interface Question {
  /** What is stored, if anything is. */
  readonly current: Fields | undefined
  readonly statements: readonly Statement[]
  /** Whether a row may not overwrite what is stored in a field. */
  readonly isKept: (field: string) => boolean
  /** What a field is called in a conflict. */
  readonly nameOf: (field: string) => string
}

const unordered = new Set(['worksIn'])

const sameValue = (field: string, a: Value | undefined, b: Value | undefined) =>
  unordered.has(field) && Array.isArray(a) && Array.isArray(b)
    ? isDeepStrictEqual([...a].sort(), [...b].sort())
    : isDeepStrictEqual(a, b)

/**
 * What several rows together say of one thing. The first row to say something of a field decides it, unless what
 * is stored there is to be kept; each different word after that is a conflict, told once.
 */
export const settle = ({ current, statements, isKept, nameOf }: Question) => {
  const decided = new Map<string, Value | undefined>()
  const conflicts: Conflict[] = []
  const told: { field: string; theirs: Value }[] = []
  for (const { line, said } of statements)
    for (const [field, theirs] of Object.entries(said)) {
      if (theirs === undefined) continue
      if (!decided.has(field)) decided.set(field, current && isKept(field) ? current[field] : theirs)
      const ours = decided.get(field)
      if (sameValue(field, ours, theirs)) continue
      if (told.some((before) => before.field === field && sameValue(field, before.theirs, theirs))) continue
      told.push({ field, theirs })
      conflicts.push({ line, field: nameOf(field), ours: ours ?? null, theirs } as Conflict)
    }
  const changed = [...decided].filter(
    ([field, value]) => !current || !sameValue(field, current[field], value),
  )
  return { changed: Object.fromEntries(changed), conflicts }
}
