/** A piece of XML that is well-formed and escaped already. */
export interface Xml {
  readonly xml: string
}

type Child = Xml | string | undefined

// Whatever XML 1.0 cannot hold, escaped or not.
const unfit = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(unfit, '')
    .replace(/[&<>"\r]/g, (character) => entities[character]!)

const written = (child: Child) => {
  if (child === undefined) return ''
  return typeof child === 'string' ? escaped(child).trim() : child.xml
}

/** An element of texts, which are escaped, and elements; nothing at all where it would be empty. */
export const element = (
  name: string,
  content: Child | readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): Xml | undefined => {
  const inside = [content].flat().map(written).join('')
  const named = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  if (inside === '') return named.length > 0 ? { xml: `<${name}${named.join('')}/>` } : undefined
  return { xml: `<${name}${named.join('')}>${inside}</${name}>` }
}

export const document = (root: Xml | undefined) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${root?.xml ?? ''}\n`
