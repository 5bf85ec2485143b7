/** Our own words, or, with `language`, an author's; `''` is a language that nobody has said. */
export interface Words {
  readonly text: string
  readonly language?: string
}

/** What a mail consists of; the text part and the HTML part are written from the same blocks. */
export type Block =
  | { readonly block: 'banner'; readonly text: string }
  | { readonly block: 'heading'; readonly words: Words }
  | { readonly block: 'subheading'; readonly text: string }
  | { readonly block: 'paragraph'; readonly words: Words }
  | { readonly block: 'facts'; readonly rows: readonly (readonly [label: string, words: Words])[] }
  | { readonly block: 'list'; readonly items: readonly Item[] }
  | { readonly block: 'link'; readonly label: string; readonly url: string }

export interface Item {
  readonly term?: Words
  readonly words: Words
}

export interface Doc {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  /** A word before every block, as exercises have it. */
  readonly mark?: string | undefined
  readonly blocks: readonly Block[]
  readonly footer: readonly Block[]
  /** How a label and its value are written, as in `{label}: {value}`. */
  readonly factPattern: string
}

const own = (text: string): Words => ({ text })
export const authored = (text: string, language = ''): Words => ({ text, language })

export const banner = (text: string): Block => ({ block: 'banner', text })
export const heading = (words: Words | string): Block => ({
  block: 'heading',
  words: typeof words === 'string' ? own(words) : words,
})
export const subheading = (text: string): Block => ({ block: 'subheading', text })
export const paragraph = (words: Words | string): Block => ({
  block: 'paragraph',
  words: typeof words === 'string' ? own(words) : words,
})
/** Rows without a value are left out. */
export const facts = (rows: readonly (readonly [string, Words | string | undefined])[]): Block => ({
  block: 'facts',
  rows: rows.flatMap(([label, value]) =>
    value === undefined || value === ''
      ? []
      : [[label, typeof value === 'string' ? own(value) : value] as const],
  ),
})
export const list = (items: readonly (Item | string)[]): Block => ({
  block: 'list',
  items: items.map((item) => (typeof item === 'string' ? { words: own(item) } : item)),
})
export const link = (label: string, url: string): Block => ({ block: 'link', label, url })
