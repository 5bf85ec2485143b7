import { type Fill, join, merged, type Piece } from './slots.ts'

const CRLF = '\r\n'
const plain = /^[!-<>-~]*$/

const inChunks = (text: string, size: number, between: string) => {
  if (text.length <= size) return text
  let chunks = text.slice(0, size)
  for (let at = size; at < text.length; at += size) chunks += between + text.slice(at, at + size)
  return chunks
}

const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`

const encodeLine = (bytes: Buffer) => {
  let encoded = ''
  let column = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    const blank = (byte === 32 || byte === 9) && at < bytes.length - 1
    const printable = blank || (byte > 32 && byte < 127 && byte !== 61)
    if (column + (printable ? 1 : 3) > 75) {
      encoded += `=${CRLF}`
      column = 0
    }
    const next = printable && !(byte === 46 && column === 0) ? String.fromCharCode(byte) : hex(byte)
    encoded += next
    column += next.length
  }
  return encoded
}

/** RFC 2045 §6.7: lines of 76 characters at most, trailing blanks and leading full stops encoded. */
const quotedPrintable = (text: string): string => {
  if (plain.test(text)) {
    const chunks = inChunks(text, 75, `=${CRLF}`)
    if (chunks[0] !== '.' && !chunks.includes('\n.')) return chunks
  }
  return text
    .split(/\r?\n/)
    .map((line) => encodeLine(Buffer.from(line)))
    .join(CRLF)
}

/** Fixed pieces are encoded now; a soft line break on either side keeps slots from lengthening a line. */
const inQuotedPrintable = (parts: readonly Piece[]): Fill => {
  const soft = `=${CRLF}`
  return join(
    parts.map((part) =>
      typeof part === 'string'
        ? quotedPrintable(part)
        : (values) => `${soft}${quotedPrintable(part(values))}${soft}`,
    ),
  )
}

const base64 = (bytes: Buffer) =>
  bytes.length === 0 ? '' : `${inChunks(bytes.toString('base64'), 76, CRLF)}${CRLF}`

/** A fixed piece after `skip` bytes: whole triples encoded, the rest left over. */
const aligned = (bytes: Buffer, skip: number) => {
  const end = bytes.length - ((bytes.length - skip) % 3)
  return { head: bytes.subarray(0, skip), body: base64(bytes.subarray(skip, end)), tail: bytes.subarray(end) }
}

/**
 * Base64 counts in triples, so each fixed piece is kept encoded in three alignments, and a slot's value is
 * encoded together with the few loose bytes of its neighbours.
 */
const inBase64 = (parts: readonly Piece[]): Fill => {
  const steps = parts.map((part) => {
    if (typeof part !== 'string') return part
    const bytes = Buffer.from(part)
    return bytes.length < 2 ? bytes : ([0, 1, 2] as const).map((skip) => aligned(bytes, skip))
  })
  return (values) => {
    let out = ''
    let loose: Buffer = Buffer.alloc(0)
    for (const step of steps) {
      if (typeof step === 'function') loose = Buffer.concat([loose, Buffer.from(step(values))])
      else if (Buffer.isBuffer(step)) loose = Buffer.concat([loose, step])
      else {
        const { head, body, tail } = step[(3 - (loose.length % 3)) % 3]!
        out += base64(Buffer.concat([loose, head])) + body
        loose = tail
      }
    }
    return out + base64(loose)
  }
}

export type Encoding = 'quoted-printable' | 'base64'

/** Whichever is shorter: quoted-printable keeps Latin text legible, base64 keeps other scripts small. */
export const encodingFor = (text: string): Encoding => {
  const bytes = Buffer.byteLength(text)
  const ascii = text.replace(/[^\n -<>-~]/g, '').length
  return (bytes - ascii) * 3 + ascii > bytes * 1.37 ? 'base64' : 'quoted-printable'
}

/** Encodes a body whose text uses CRLF. */
export const encode = (parts: readonly Piece[], encoding: Encoding): Fill =>
  encoding === 'base64' ? inBase64(merged(parts)) : inQuotedPrintable(merged(parts))
