export const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

/** How a file is divided, and where its first line begins. */
export interface Dialect {
  readonly delimiter: Delimiter
  readonly start: number
  readonly line: number
}

const isDelimiter = (text: string | undefined): text is Delimiter =>
  delimiters.some((delimiter) => delimiter === text)

const lineFeed = 10

/** The first line with something in it, where it begins and ends. */
const firstLine = (bytes: Buffer) => {
  let start = 0
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(lineFeed, start)
    const end = found < 0 ? bytes.length : found
    const text = bytes.toString('utf8', start, Math.min(end, start + 10_000))
    if (text.trim() !== '') return { text, start, line, next: end + 1 }
    start = end + 1
  }
  return undefined
}

/** Told by the line that names the columns, or by the line `sep=;` that some spreadsheets put before it. */
export const dialectOf = (bytes: Buffer): Dialect => {
  const first = firstLine(bytes)
  if (!first) return { delimiter: ',', start: 0, line: 1 }
  const said = /^"?sep=(.)"?$/i.exec(first.text)?.[1]
  if (isDelimiter(said)) return { delimiter: said, start: first.next, line: first.line + 1 }
  const unquoted = first.text.replace(/"[^"]*"/g, '')
  const count = (delimiter: string) => unquoted.split(delimiter).length
  const delimiter = delimiters.reduce((best, each) => (count(each) > count(best) ? each : best))
  return { delimiter, start: first.start, line: first.line }
}
