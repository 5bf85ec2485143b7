import { TakeoutError } from './errors.ts'

/** A row has at most 400 KB; whatever is longer than any of its spellings is no line of ours. */
const longest = 4 * 1024 * 1024

export interface Line {
  readonly text: string
  /** Whether a line break came after it: the last line of a file that was cut off has none. */
  readonly isWhole: boolean
}

/** The lines of a file, each without its line break, and no more of it in memory than one line. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = ''
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop()!
    for (const text of parts) yield { text, isWhole: true }
    if (rest.length > longest) throw new TakeoutError('not-an-export', 'a line is longer than any row')
  }
  if (rest !== '') yield { text: rest, isWhole: false }
}
