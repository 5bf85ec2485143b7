import { lines, oneLine } from './clean.ts'
import type { Block, Doc, Item } from './document.ts'

const item = ({ term, words }: Item) =>
  `- ${term ? `${oneLine(term.text)}: ` : ''}${lines(words.text).replaceAll('\n', '\n  ')}`

const write = (block: Block, doc: Doc): string => {
  switch (block.block) {
    case 'banner':
      return `*** ${oneLine(block.text)} ***`
    case 'heading':
      return oneLine(block.words.text)
    case 'subheading':
      return oneLine(block.text)
    case 'paragraph':
      return lines(block.words.text)
    case 'facts':
      return block.rows
        .map(([label, words]) =>
          doc.factPattern.replace(/\{(label|value)\}/g, (_, name) =>
            name === 'label' ? label : oneLine(words.text),
          ),
        )
        .join('\n')
    case 'list':
      return block.items.map(item).join('\n')
    case 'link':
      return `${block.label}\n${block.url}`
  }
}

// The mark stands before each paragraph, also before those inside a block of the author's.
const marked = (text: string, mark: string | undefined) =>
  mark ? text.replace(/(^|\n[\t ]*\n+)(?=[^\n])/g, `$1[${mark}] `) : text

/** The text part, which must stand alone; lines end with LF. */
export const writeText = (doc: Doc) => {
  const section = (blocks: readonly Block[]) =>
    blocks.map((block) => marked(write(block, doc), doc.mark)).join('\n\n')
  const footer = doc.footer.length > 0 ? `\n\n-- \n${section(doc.footer)}` : ''
  return `${section(doc.blocks)}${footer}\n`
}
