import { foldAddress } from '../../text.ts'
import { nameKey } from '../keys.ts'
import { decode } from './decode.ts'
import { type Dialect, dialectOf } from './dialect.ts'
import { type Defaults, type Header, type Mapping, readHeader } from './read-header.ts'
import { type CsvRecord, readAgain, readFirst, readRecords, type Span } from './read-records.ts'
import { type Cells, cellsOf, continuesAbove, type Row, readRow, withOrganization } from './read-row.ts'
import type { Rejection } from './report.ts'

/** The names of a file's columns as they stand there; none where they cannot be read. */
export const ownColumns = (file: Uint8Array): readonly string[] => {
  const { bytes } = decode(file)
  return readFirst(bytes, dialectOf(bytes))
}

/** How a file is to be read, where it does not say so itself. */
export interface Reading {
  readonly charset?: string | undefined
  readonly mapping?: Mapping | undefined
  readonly defaults?: Defaults | undefined
}

/** Where a good row stands, and the row above that its organization comes from where its own cells are merged. */
interface Place extends Span {
  readonly line: number
  readonly address?: string
  readonly above?: Place
}

/** All rows about one organization, wherever in the file they stand. */
export interface Heading {
  readonly name: string
  readonly places: readonly Place[]
}

/** A mistyped cell is compared with thousands of names: the first few hundred suggestions must do. */
const tooManyRejected = 500

/**
 * A roster file: what is wrong with its bad rows, and where the good ones of each organization stand. Rows are read
 * again when they are wanted, so that a file takes little more memory than its own bytes.
 */
export const openFile = (file: Uint8Array, { charset, mapping, defaults = {} }: Reading = {}) => {
  const { bytes, encoding } = decode(file, charset)
  const dialect: Dialect = dialectOf(bytes)
  const rejected: Rejection[] = []
  const merged: number[] = []
  const headings = new Map<string, Place[]>()
  let header: Header | undefined
  let above: { place: Place; cells: Cells } | 'rejected' | undefined

  const read = (line: number, cells: Cells) =>
    readRow(line, cells, { defaults, suggests: rejected.length < tooManyRejected })

  const refuse = (rejection: Rejection) => {
    rejected.push(rejection)
    above = 'rejected'
  }

  const take = (line: number, own: Cells, span: Span) => {
    const continues = continuesAbove(own)
    if (continues && above === 'rejected')
      return refuse({ line, column: 'organization', reason: 'is empty, and the row above it is rejected' })
    const source = continues && typeof above === 'object' ? above : undefined
    const cells = source ? withOrganization(own, source.cells) : own
    const row = read(line, cells)
    if ('reason' in row) {
      if (!source) return refuse(row)
      rejected.push(row)
      return
    }
    const address = row.contact && foldAddress(row.contact.input.email)
    const place = { line, ...span, ...(address && { address }), ...(source && { above: source.place }) }
    if (source) merged.push(line)
    else above = { place, cells: own }
    const { pk } = nameKey(row.organization.input)
    const places = headings.get(pk)
    if (places) places.push(place)
    else headings.set(pk, [place])
  }

  readRecords(bytes, dialect, (record: CsvRecord, span) => {
    if (!header) {
      header = readHeader(record, mapping, defaults)
      return
    }
    const cells = cellsOf(record, header)
    if ('reason' in cells) refuse(cells as Rejection)
    else take(record.line, cells as Cells, span)
  })
  header ??= readHeader(undefined)

  /** The rows of some places, in their order. */
  const rowsAt = (places: readonly Place[]): Row[] => {
    const spans = places.flatMap((place) => (place.above ? [place.above, place] : [place]))
    const cells = readAgain(bytes, dialect, spans)
    let at = 0
    const next = () => cellsOf({ line: 0, cells: cells[at++]! }, header!) as Cells
    return places.map(({ line, above: source }) => {
      const organization = source && next()
      const own = next()
      return read(line, organization ? withOrganization(own, organization) : own) as Row
    })
  }

  return {
    format: { encoding, delimiter: dialect.delimiter },
    rejected,
    merged,
    headings: [...headings].map(([name, places]): Heading => ({ name, places })),
    rowsAt,
  }
}

export type RosterFile = ReturnType<typeof openFile>
