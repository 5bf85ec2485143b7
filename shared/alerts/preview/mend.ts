import type * as z from 'zod'

/** What stands where nothing was written yet. */
export const unwritten = '…'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Fills a place that was left empty, or leaves out the row, or the field, in which something is wrong. */
const mendAt = (input: Fields, path: readonly PropertyKey[], blank: Fields) => {
  const [name, at, field] = path as [string, number?, string?]
  const rows = input[name]
  if (!Array.isArray(rows) || at === undefined) {
    input[name] = blank[name]
    return
  }
  const row = rows[at]
  if (field !== undefined && isFields(row) && row[field] === undefined) row[field] = unwritten
  else rows[at] = undefined
}

const withoutHoles = (input: Fields) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((row) => row !== undefined) : value,
    ]),
  )

/** A row may be wrong, and so then the list that is left of it. */
const mostRounds = 4

/** What somebody is still writing, as far as a schema can make sense of it, and whether it is whole. */
export const mended = <S extends z.ZodType>(
  schema: S,
  written: Fields,
  blank: Fields,
): { readonly value: z.output<S>; readonly isWhole: boolean } => {
  let input: Fields = structuredClone(written)
  for (let round = 0; round < mostRounds; round++) {
    const { data, error, success } = schema.safeParse(input)
    if (success) return { value: data, isWhole: round === 0 }
    for (const { path } of error.issues) mendAt(input, path, blank)
    input = withoutHoles(input)
  }
  return { value: schema.parse(blank), isWhole: false }
}
