/** A Markdown table; the first column is words, the others are figures. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) => {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** Three figures that mean something, whatever the size. */
export const figure = (value: number) => {
  if (value >= 100) return value.toFixed(0)
  return Number(value.toPrecision(3)).toString()
}
