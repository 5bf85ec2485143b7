import type { Item } from '../storage/store.ts'
import type { TableName } from '../storage/tables.ts'
import { TakeoutError } from './errors.ts'
import { type FileLine, formatVersion, lineOf, type RowLine, type Seal, Tally } from './format.ts'
import { kindOf } from './kinds.ts'

export interface Found {
  readonly table: TableName
  readonly item: Item
}

/** What an import put on a row, and no part of it. */
const withoutMarks = ({ importedAt: _, ...row }: Item) => row as RowLine['row']

const isOver = ({ expiresAt }: Item, now: Date) =>
  typeof expiresAt === 'number' && expiresAt * 1000 <= now.getTime()

/** The line of a row, or nothing where it stays; of a key that no kind fits, the table alone is named: keys hold addresses. */
const lineFor = ({ table, item }: Found, now: Date): RowLine | undefined => {
  const kind = kindOf(table, item)
  if (!kind) throw new TakeoutError('unknown-kind', `a row of ${table} is of no kind that this version knows`)
  return kind.stays || isOver(item, now) ? undefined : { kind: kind.name, table, row: withoutMarks(item) }
}

interface Leaving {
  readonly alliance: string
  readonly now: Date
  /** What lies beside the export, each named once it is there. */
  readonly files?: AsyncIterable<FileLine>
}

/** Everything that leaves, line by line, as the rows come; answers the seal that the last line carries. */
export async function* writeExport(
  rows: AsyncIterable<Found>,
  { alliance, now, files }: Leaving,
): AsyncGenerator<string, Seal> {
  const tally = new Tally()
  const first = lineOf({ tocsin: 'export', version: formatVersion, at: now.toISOString(), alliance })
  tally.line(first)
  yield first
  for await (const found of rows) {
    const line = lineFor(found, now)
    if (!line) continue
    const text = lineOf(line)
    tally.row(line.kind, text)
    yield text
  }
  for await (const file of files ?? []) {
    const text = lineOf(file)
    tally.file(text)
    yield text
  }
  const end = tally.seal()
  yield lineOf({ end })
  return end
}
