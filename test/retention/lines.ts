import { keptBecause, removedAfter } from '../../shared/retention/lines.ts'
import { neededMails } from '../../shared/retention/needed.ts'
import { lives } from '../../shared/takeout/kind.ts'
import { rowKinds } from '../../shared/takeout/kinds.ts'

const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const parts = () =>
  table(
    ['part', 'rows', 'from when', 'what goes'],
    Object.entries(removedAfter).map(([part, { kinds, from, goes }]) => [
      ...[`\`${part}\``, kinds.join(', '), from, goes],
    ]),
  )

const never = () => {
  const mails = Object.entries(neededMails).flatMap(([kind, why]) => (why ? [[`mails: ${kind}`, why]] : []))
  const rows = keptBecause.map(({ kinds, because }) => [kinds.join(', '), because])
  return table(['stays', 'because'], [...rows, ...mails])
}

/** Kinds that somebody must have thought about: they are kept, or a setting says how long. */
export const toBeDecided = rowKinds.filter(({ life, copy }) => {
  const decided: readonly (typeof life)[] = ['kept', 'chosen', 'words', 'mails', 'year']
  return !copy && decided.includes(life)
})

const itself = () => {
  const others = rowKinds.filter((kind) => !toBeDecided.includes(kind))
  const groups = Map.groupBy(others, ({ life }) => life)
  return table(
    ['leaves', 'rows'],
    [...groups].map(([life, kinds]) => [lives[life], [...new Set(kinds.map(({ name }) => name))].join(', ')]),
  )
}

/** The README with how long each kind of row is kept, and why. */
export const withLines = (readme: string) =>
  Object.entries({ parts, never, itself }).reduce(
    (text, [mark, print]) =>
      text.replace(
        new RegExp(`(<!-- ${mark} -->\n)[^]*?(<!-- /${mark} -->)`),
        (_, start, end) => `${start}\n${print()}\n\n${end}`,
      ),
    readme,
  )
