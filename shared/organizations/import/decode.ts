import { notACsvFile } from '../errors.ts'

/** A file's text in UTF-8, every line ending in LF alone, and what it was written in. */
export interface Decoded {
  readonly bytes: Buffer
  readonly encoding: string
}

const startsWith = (file: Uint8Array, ...first: number[]) => first.every((byte, at) => file[at] === byte)

const isWorkbook = (file: Uint8Array) =>
  startsWith(file, 0x50, 0x4b, 0x03, 0x04) || startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)

/** Without a mark, UTF-16 shows in its zeros: every second byte of what is written in Latin letters. */
const utf16WithoutMark = (file: Uint8Array) => {
  const head = file.subarray(0, 1000)
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]!++
  const many = head.length / 4
  if (zeros[1]! > many) return 'utf-16le'
  return zeros[0]! > many ? 'utf-16be' : undefined
}

const marked = (file: Uint8Array) => {
  if (startsWith(file, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(file, 0xff, 0xfe)) return 'utf-16le'
  return startsWith(file, 0xfe, 0xff) ? 'utf-16be' : undefined
}

const piece = 1024 * 1024

/** Piece by piece, so that the file is never there as one string. */
const decodeAs = (label: string, file: Uint8Array): Buffer => {
  const decoder = new TextDecoder(label, { fatal: true })
  const pieces: Buffer[] = []
  let held = ''
  const take = (text: string, isLast = false) => {
    const whole = held + text
    // Whether a carriage return ends a line alone is said by what follows it.
    held = whole.endsWith('\r') && !isLast ? '\r' : ''
    pieces.push(Buffer.from(whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n')))
  }
  for (let at = 0; at < file.length; at += piece)
    take(decoder.decode(file.subarray(at, at + piece), { stream: true }))
  take(decoder.decode(), true)
  return Buffer.concat(pieces)
}

const tryAs = (label: string, file: Uint8Array): Decoded | undefined => {
  try {
    return { bytes: decodeAs(label, file), encoding: label }
  } catch {
    return undefined
  }
}

/** Words without a letter of ASCII: hardly a language of the West has one, and others are written in them alone. */
const isOfAnotherScript = (file: Uint8Array) => {
  const head = Buffer.from(file.subarray(0, piece)).toString('latin1')
  const accented = head.match(/[A-Za-zÀ-ÿ]*[À-ÿ][A-Za-zÀ-ÿ]*/g) ?? []
  return accented.filter((word) => /^[À-ÿ]{3,}$/.test(word)).length * 2 > accented.length
}

const asOlderSheet = (file: Uint8Array) => {
  if (!isOfAnotherScript(file)) return tryAs('windows-1252', file)
  throw notACsvFile(
    'The file is in an older encoding of another script than Latin. Save it as CSV in UTF-8, or say which in the charset of the Content-Type.',
  )
}

/**
 * Reads a file as it says of itself, by a mark or by the charset its sender named; else in UTF-8, and where it is
 * not, in what older spreadsheets write: Windows-1252. A name in Cyrillic or Arabic would be nonsense in that.
 */
export const decode = (file: Uint8Array, charset?: string): Decoded => {
  if (isWorkbook(file)) throw notACsvFile('The file is a workbook. Save its sheet as CSV and send it again.')
  const said = marked(file) ?? charset ?? utf16WithoutMark(file)
  const decoded = said ? tryAs(said, file) : (tryAs('utf-8', file) ?? asOlderSheet(file))
  if (!decoded) throw notACsvFile('The file is not in the encoding that it says it is in.')
  return decoded
}
