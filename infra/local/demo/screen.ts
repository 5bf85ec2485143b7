const width = 80
const indent = 3
const labelWidth = 13

/** Breaks a text into lines of so many characters, between words. */
export const wrap = (text: string, columns: number): string[] => {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current && current.length + 1 + word.length > columns) {
      lines.push(current)
      current = word
    } else current = current ? `${current} ${word}` : word
  }
  return [...lines, current]
}

export interface Row {
  readonly name: string
  readonly value: string
  readonly remark?: string
}

type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>

const now = () => performance.now()

/** Where the demo tells what it does: eighty columns, on a terminal or in a log. */
export const createScreen = (output: Output) => {
  const write = (text = '') => output.write(`${text}\n`)
  const margin = ' '.repeat(indent)
  let steps = 0
  let shown = Number.NEGATIVE_INFINITY
  return {
    write,
    step: (title: string) => write(`\n${String(++steps).padEnd(indent)}${title}`),
    /** What was done, and what came of it. */
    line: (label: string, text: string) => {
      const room = width - indent - labelWidth
      for (const [at, part] of wrap(text, room).entries())
        write(`${margin}${(at === 0 ? label : '').padEnd(labelWidth)}${part}`)
    },
    table: (rows: readonly Row[]) => {
      const widest = (pick: (row: Row) => string) => Math.max(...rows.map((row) => pick(row).length))
      const [names, values] = [widest(({ name }) => name), widest(({ value }) => value)]
      for (const { name, value, remark } of rows)
        write(`${margin}${name.padEnd(names + 2)}${value.padStart(values)}${remark ? `  ${remark}` : ''}`)
    },
    /** A line that replaces itself on a terminal; a log gets one a second at most, and the last. */
    moving: (text: string, isLast = false) => {
      if (output.isTTY) output.write(`\r\x1b[K${text.slice(0, width)}${isLast ? '\n' : ''}`)
      else if (isLast || now() - shown >= 1000) {
        shown = now()
        write(text)
      }
    },
  }
}

export type Screen = ReturnType<typeof createScreen>

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Counts by name, the largest first; a name and its count stay on one line. */
export const countsAsText = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .toSorted((a, b) => b[1] - a[1])
    .map(([name, count]) => `${name}\u00a0${count}`)
    .join(', ')
