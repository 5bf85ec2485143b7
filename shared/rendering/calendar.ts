import { join, type Piece, pieces } from './slots.ts'

const CRLF = '\r\n'

const octetsOf = (character: string) => {
  const point = character.codePointAt(0)!
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}

/** RFC 5545 §3.1: no line longer than 75 octets, no code point divided. */
export const fold = (line: string): string => {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > 75) {
      folded += `${CRLF} `
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

const unfold = (body: string) => body.replace(/\r\n[\t ]/g, '')

/** A calendar part by lines, folded; lines with slots when they are filled, because then they have a length. */
export const calendarPieces = (body: string): Piece[] =>
  unfold(body)
    .split(CRLF)
    .flatMap((line): Piece[] => {
      const parts = pieces(line)
      if (parts.length === 1) return [`${fold(line)}${CRLF}`]
      const filled = join(parts)
      return [(values) => `${fold(filled(values))}${CRLF}`]
    })
