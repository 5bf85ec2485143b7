// Marks that embed, override or isolate a writing direction, line and paragraph separators, byte order marks.
const turning = /[\u202a-\u202e\u2066-\u2069\ufeff]/g
const overriding = /[\u202a-\u202e\ufeff]/g
const control = /[^\P{Cc}\n\t]/gu

/** The text on one line, fit for a subject or a label: no control characters, nothing that turns direction. */
export const oneLine = (text: string, max = Number.POSITIVE_INFINITY) => {
  const line = text
    .toWellFormed()
    .replace(turning, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim()
  return line.length <= max
    ? line
    : `${line
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

/** Text of several lines, ended by LF; isolates stay, since they end with their line. */
export const lines = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(control, '')
    .replace(overriding, '')
    .trim()
