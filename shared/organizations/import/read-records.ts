import { CsvError, parse } from 'csv-parse/sync'
import { notACsvFile } from '../errors.ts'
import { tooManyRows } from './errors.ts'

/** A row of the file as it stands there; `line` is where it begins, the first being 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  /** What is wrong with its quotes, and in which cell. */
  readonly broken?: { readonly cell: number; readonly reason: string }
}

const maximumRows = 100_000

const unclosed = 'has a quote that is not closed'

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: unclosed,
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote',
  INVALID_OPENING_QUOTE: 'has a quote in the middle of a cell',
}

const lineFeed = 10

/** The file in UTF-8 without byte order mark, every line ending in LF alone. */
const decode = (bytes: Uint8Array) => {
  try {
    return Buffer.from(new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n'))
  } catch {
    throw notACsvFile('The file is not in UTF-8. Save it as CSV in UTF-8 and send it again.')
  }
}

/**
 * The rows of a CSV file (RFC 4180, with any line ends and a byte order mark), empty ones left out. A row whose
 * quotes are broken is told from where it begins, and reading goes on with the next line, so that it takes no
 * other row with it.
 */
export const readRecords = (file: Uint8Array): CsvRecord[] => {
  const bytes = decode(file)
  const records: CsvRecord[] = []
  let start = 0
  let line = 1

  const goTo = (end: number) => {
    for (let at = bytes.indexOf(lineFeed, start); at >= 0 && at < end; at = bytes.indexOf(lineFeed, at + 1))
      line++
    start = end
  }

  const add = (record: CsvRecord) => {
    if (records.length > maximumRows) throw tooManyRows(maximumRows)
    records.push(record)
  }

  const readOn = (origin: number) => {
    parse(bytes.subarray(origin), {
      record_delimiter: '\n',
      max_record_size: 0,
      relax_column_count: true,
      on_record: (cells: string[], info) => {
        if (cells.some((cell) => cell.trim() !== '')) add({ line, cells })
        goTo(origin + info.bytes)
        return null
      },
    })
    goTo(bytes.length)
  }

  while (start < bytes.length) {
    const origin = line
    try {
      readOn(start)
    } catch (error) {
      const reason = error instanceof CsvError && reasons[error.code]
      if (!reason) throw error
      const { column: cell, lines } = error as unknown as { column: number; lines: number }
      add({ line, cells: [], broken: { cell, reason: lines > line - origin + 1 ? unclosed : reason } })
      const end = bytes.indexOf(lineFeed, start)
      goTo(end < 0 ? bytes.length : end + 1)
    }
  }
  return records
}
