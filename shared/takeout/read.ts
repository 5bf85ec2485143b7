import type * as z from 'zod'
import { canonical } from '../canonical.ts'
import { TakeoutError } from './errors.ts'
import {
  type FileLine,
  fileLine,
  formatVersion,
  header,
  type RowLine,
  readVersions,
  rowLine,
  type Seal,
  seal,
  Tally,
} from './format.ts'
import { kindOf } from './kinds.ts'
import { type Line, linesOf } from './lines.ts'

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const checkHeader = (line: Line | undefined) => {
  if (!line) throw new TakeoutError('not-an-export', 'the file is empty')
  const { success, data } = header.safeParse(parsed(line.text))
  if (!success) throw new TakeoutError('not-an-export', 'the first line is not that of an export')
  if (!readVersions.includes(data.version))
    throw new TakeoutError(
      'unknown-version',
      `this file has version ${data.version}; this Tocsin reads versions up to ${formatVersion}`,
    )
}

const tampered = (number: number, what: string) => new TakeoutError('tampered', `line ${number} ${what}`)

const cut = () => new TakeoutError('truncated', 'the file ends before its last line')

const rowOf = (value: unknown, number: number): RowLine => {
  const { success, data } = rowLine.safeParse(value)
  if (!success) throw tampered(number, 'is neither a row nor a file nor the end')
  const kind = kindOf(data.table, data.row)
  if (!kind || kind.name !== data.kind)
    throw new TakeoutError('unknown-kind', `line ${number} is of no kind that this version knows`)
  if (kind.stays) throw tampered(number, `holds what no export holds (${kind.name})`)
  return data
}

const checkSeal = (found: Seal, expected: Seal, number: number) => {
  if (canonical(found) !== canonical(expected)) throw tampered(number, 'does not fit what comes before it')
}

const sealIn = (value: unknown): z.infer<typeof seal> | undefined => seal.safeParse(value).data

/**
 * The rows of an export, as they come; answers its seal once the last line has been read and fits. Whoever acts on a
 * row or a file before that acts on what may turn out to be broken: read the file to its end first.
 */
export async function* readExport(
  chunks: AsyncIterable<string>,
  onFile?: (line: FileLine) => Promise<void>,
): AsyncGenerator<RowLine, Seal> {
  const tally = new Tally()
  let end: Seal | undefined
  let number = 0
  for await (const line of linesOf(chunks)) {
    number++
    const text = `${line.text}\n`
    if (end) throw tampered(number, 'comes after the end')
    if (number === 1) {
      checkHeader(line)
      tally.line(text)
      continue
    }
    const value = parsed(line.text)
    if (!line.isWhole) throw cut()
    end = sealIn(value)?.end
    if (end) {
      checkSeal(end, tally.seal(), number)
      continue
    }
    const file = fileLine.safeParse(value).data
    if (file) {
      tally.file(text)
      await onFile?.(file)
      continue
    }
    const row = rowOf(value, number)
    tally.row(row.kind, text)
    yield row
  }
  if (number === 0) checkHeader(undefined)
  if (!end) throw cut()
  return end
}
