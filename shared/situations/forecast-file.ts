import { parse } from 'csv-parse/sync'
import { countriesNamed } from './country-names.ts'
import { notAForecastFile } from './errors.ts'
import type { Forecast } from './schema.ts'

const source = 'early-warning-project'

export interface RejectedRow {
  /** Counted from 1, the heading's. */
  readonly line: number
  readonly column: string
  readonly reason: string
}

export interface ForecastFile {
  readonly forecasts: readonly Forecast[]
  readonly rejected: readonly RejectedRow[]
}

/** More lines than there can be countries, with room for what is wrong. */
const maximumLines = 1000

/** The file has no cell of several lines, so a quotation left open spoils its own line and no more. */
const cellsOf = (line: string): string[] | undefined => {
  try {
    return parse(line, { relax_column_count: true, trim: true })[0] ?? []
  } catch {
    return undefined
  }
}

const columnNames = { name: 'ewp_name', probability: 'risk_1or2', rank: 'risk_rank' } as const

/** Where each column is. Their names begin alike every year and end in the year. */
const readHeading = (line: string) => {
  const heading = (cellsOf(line) ?? []).map((cell) => cell.toLowerCase())
  const place = (prefix: string) => {
    const at = heading.findIndex((cell) => cell.startsWith(prefix))
    if (at < 0) throw notAForecastFile(`The first line names no column that begins with ${prefix}.`)
    return { at, title: heading[at]! }
  }
  const columns = {
    name: place(columnNames.name),
    probability: place(columnNames.probability),
    rank: place(columnNames.rank),
  }
  const years = new Set([columns.probability, columns.rank].map(({ title }) => /(\d{4})$/.exec(title)?.[1]))
  const [year] = years
  if (!year || years.size > 1)
    throw notAForecastFile('The columns of risk and rank do not both end in the same year.')
  return { columns, year: Number(year) }
}

const decimal = /^(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

const refuse = (line: number, column: string, reason: string): RejectedRow => ({ line, column, reason })

type Heading = ReturnType<typeof readHeading>

const readRow = ({ columns, year }: Heading, text: string, line: number): Forecast | RejectedRow => {
  const cells = cellsOf(text)
  if (!cells) return refuse(line, '', 'has quotation marks that are not closed or stand where they may not')
  const { name, probability, rank } = columns
  const [country, ...others] = countriesNamed(cells[name.at] ?? '')
  if (!country) return refuse(line, name.title, 'names no country that we know')
  if (others.length > 0) return refuse(line, name.title, 'is the name of more than one country')
  const risk = cells[probability.at] ?? ''
  if (!decimal.test(risk) || Number(risk) > 1)
    return refuse(line, probability.title, 'is not a probability from 0 to 1')
  const place = cells[rank.at] ?? ''
  if (!/^[1-9]\d{0,3}$/.test(place)) return refuse(line, rank.title, 'is not a rank, counted from 1')
  return { source, year, country, probability: Number(risk), rank: Number(place) }
}

/** Reads the Early Warning Project's forecasts; every line is either a forecast or rejected. Throws when it is no such file. */
export const readForecastFile = (file: string): ForecastFile => {
  const lines = file.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  if (lines.length > maximumLines) throw notAForecastFile(`The file has more than ${maximumLines} lines.`)
  const heading = readHeading(lines[0]!)
  const forecasts = new Map<string, Forecast>()
  const rejected: RejectedRow[] = []
  for (const [at, text] of lines.entries()) {
    if (at === 0 || text.trim() === '') continue
    const row = readRow(heading, text, at + 1)
    if ('reason' in row) rejected.push(row)
    else if (forecasts.has(row.country))
      rejected.push(refuse(at + 1, heading.columns.name.title, 'is a country of an earlier line'))
    else forecasts.set(row.country, row)
  }
  return { forecasts: [...forecasts.values()], rejected }
}
