import { readHeader } from './read-header.ts'
import { readRecords } from './read-records.ts'
import { type Row, readRow } from './read-row.ts'
import type { Rejection } from './report.ts'

/** The good rows of a roster file, and what is wrong with the others. */
export const readFile = (file: Uint8Array) => {
  const [first, ...records] = readRecords(file)
  const header = readHeader(first)
  const rows: Row[] = []
  const rejected: Rejection[] = []
  for (const record of records) {
    const row = readRow(record, header)
    if ('reason' in row) rejected.push(row)
    else rows.push(row)
  }
  return { rows, rejected }
}
