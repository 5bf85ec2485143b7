import { tableNames } from '../../shared/storage/tables.ts'
import { lives } from '../../shared/takeout/kind.ts'
import { rowKinds } from '../../shared/takeout/kinds.ts'

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const namesOf = (kinds: typeof rowKinds) => [...new Set(kinds.map(({ name }) => name))].join(', ')

const keptRows = () =>
  tableNames.flatMap((table) => {
    const groups = Map.groupBy(
      rowKinds.filter((kind) => kind.table === table),
      ({ life }) => life,
    )
    return [...groups].map(([life, kinds]) => row([`\`${table}\``, lives[life], namesOf(kinds)]))
  })

const stayingRows = () =>
  [
    ...Map.groupBy(
      rowKinds.filter(({ stays }) => stays),
      ({ stays }) => stays!,
    ),
  ].map(([stays, kinds]) => row([namesOf(kinds), stays]))

const table = (heads: readonly string[], rows: readonly string[]) =>
  [row(heads), row(heads.map(() => '---')), ...rows].join('\n')

const between = (text: string, mark: string, printed: string) =>
  text.replace(
    new RegExp(`(<!-- ${mark} -->\n)[^]*?(\n<!-- /${mark} -->)`),
    (_, start, end) => `${start}\n${printed}\n${end}`,
  )

/** The README with what is kept how long, and what stays for which reason, as the table of kinds has it. */
export const withKinds = (readme: string) =>
  between(
    between(readme, 'kept', table(['table', 'kept', 'rows'], keptRows())),
    'stays',
    table(['never leaves', 'because'], stayingRows()),
  )
