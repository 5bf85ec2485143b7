import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

export interface Place {
  readonly start: number
  readonly length: number
}

/** Lines that are only ever added to: a place stays good until all are cleared. */
export interface Archive {
  append(line: string): Place
  read(place: Place): string
  clear(): void
  close(): void
}

export const memoryArchive = (): Archive => {
  let lines: string[] = []
  return {
    append: (line) => ({ start: lines.push(line) - 1, length: 1 }),
    read: ({ start }) => lines[start]!,
    clear: () => {
      lines = []
    },
    close: () => {},
  }
}

/** Goes through what the file holds, a megabyte at a time, and says where its last whole line ends. */
const scan = (file: number, seen: (line: string, place: Place) => void) => {
  const chunk = Buffer.alloc(1 << 20)
  let rest: Buffer = Buffer.alloc(0)
  let start = 0
  for (let at = 0; ; ) {
    const read = readSync(file, chunk, 0, chunk.length, at)
    if (read === 0) return start
    at += read
    rest = Buffer.concat([rest, chunk.subarray(0, read)])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      seen(rest.toString('utf8', 0, end), { start, length: end })
      start += end + 1
      rest = rest.subarray(end + 1)
    }
  }
}

/** Opens the file and shows every line in it; a last line that a crash cut short is cut off. */
export const fileArchive = (path: string, seen: (line: string, place: Place) => void): Archive => {
  const file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600)
  let end = scan(file, seen)
  if (fstatSync(file).size > end) ftruncateSync(file, end)
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`)
      const place = { start: end, length: bytes.length - 1 }
      end += writeSync(file, bytes, 0, bytes.length, end)
      return place
    },
    read({ start, length }) {
      const bytes = Buffer.alloc(length)
      readSync(file, bytes, 0, length, start)
      return bytes.toString()
    },
    clear() {
      ftruncateSync(file, 0)
      end = 0
    },
    close: () => closeSync(file),
  }
}
