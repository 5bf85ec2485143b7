// A line break becomes a paragraph of its own.
const sizeInHtml = (character: string) => {
  if (character === '\n') return 24
  return /[&<>"']/.test(character) ? 6 : Buffer.byteLength(character)
}

/** Bytes of HTML that texts come to. */
export const sizeOf = (...texts: readonly (string | undefined)[]) =>
  [...texts.join('')].reduce((size, character) => size + sizeInHtml(character), 0)

/** As much of a text as fits into so many bytes of HTML; the mail has the rest. */
export const cut = (text: string, bytes: number) => {
  let size = 0
  let kept = ''
  for (const character of text) {
    size += sizeInHtml(character)
    if (size > bytes) return `${kept.trimEnd()} …`
    kept += character
  }
  return kept
}
