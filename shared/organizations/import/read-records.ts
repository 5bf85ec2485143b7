import { CsvError, parse } from 'csv-parse/sync'
import type { Dialect } from './dialect.ts'
import { tooManyRows } from './errors.ts'

/** A row of the file as it stands there; `line` is where it begins, the first being 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  /** What is wrong with its quotes, and in which cell. */
  readonly broken?: { readonly cell: number; readonly reason: string }
}

/** From which byte of a file to which. */
export interface Span {
  readonly start: number
  readonly end: number
}

const maximumRows = 100_000

const unclosed = 'has a quote that is not closed'

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: unclosed,
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote',
  INVALID_OPENING_QUOTE: 'has a quote in the middle of a cell',
}

const lineFeed = 10

const isFilled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== '')

const manner = (delimiter: string) => ({
  delimiter,
  record_delimiter: '\n',
  max_record_size: 0,
  relax_column_count: true,
  skip_empty_lines: true,
})

/**
 * Visits the rows of a CSV file (RFC 4180, its lines ending in LF), empty ones left out, and keeps none of them. A
 * row whose quotes are broken is told from where it begins, and reading goes on with the next line, so that it takes
 * no other row with it.
 */
export const readRecords = (
  bytes: Buffer,
  { delimiter, ...first }: Dialect,
  visit: (record: CsvRecord, span: Span) => void,
): void => {
  let { start, line } = first
  let count = 0

  const goTo = (end: number) => {
    for (let at = bytes.indexOf(lineFeed, start); at >= 0 && at < end; at = bytes.indexOf(lineFeed, at + 1))
      line++
    start = end
  }

  const add = (record: CsvRecord, end: number) => {
    if (count > maximumRows) throw tooManyRows(maximumRows)
    count++
    visit(record, { start, end })
  }

  const passEmptyLines = () => {
    for (; bytes[start] === lineFeed; start++) line++
  }

  const readOn = (origin: number) => {
    parse(bytes.subarray(origin), {
      ...manner(delimiter),
      on_record: (cells: string[], info) => {
        // A row of another length costs twenty times as much; a file of nothing but those would take minutes.
        if (info.invalid_field_length > maximumRows) throw tooManyRows(maximumRows)
        passEmptyLines()
        const end = origin + info.bytes
        if (isFilled(cells)) add({ line, cells }, end)
        goTo(end)
        return null
      },
    })
    goTo(bytes.length)
  }

  while (start < bytes.length) {
    passEmptyLines()
    const origin = line
    try {
      readOn(start)
    } catch (error) {
      const reason = error instanceof CsvError && reasons[error.code]
      if (!reason) throw error
      passEmptyLines()
      const { column: cell, lines } = error as unknown as { column: number; lines: number }
      const found = bytes.indexOf(lineFeed, start)
      const end = found < 0 ? bytes.length : found + 1
      add({ line, cells: [], broken: { cell, reason: lines > line - origin + 1 ? unclosed : reason } }, end)
      goTo(end)
    }
  }
}

/** The cells of the first row; none where its quotes are broken. */
export const readFirst = (bytes: Buffer, { delimiter, start }: Dialect): readonly string[] => {
  try {
    const [first = []] = parse(bytes.subarray(start), { ...manner(delimiter), to: 1 }) as string[][]
    return first
  } catch (error) {
    if (error instanceof CsvError) return []
    throw error
  }
}

/** The cells of some good rows again, in the order asked for. */
export const readAgain = (bytes: Buffer, { delimiter }: Dialect, spans: readonly Span[]): string[][] => {
  const rows = spans.flatMap(({ start, end }) => [bytes.subarray(start, end), Buffer.from('\n')])
  return (parse(Buffer.concat(rows), manner(delimiter)) as string[][]).filter(isFilled)
}
