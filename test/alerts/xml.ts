import { existsSync, readFileSync } from 'node:fs'
import { validateXML, type XMLLintOptions } from 'xmllint-wasm'

/** Schemas that are not ours to copy; who has them beside the repository checks against them as well. */
const schemas = new URL('../../../shared/data/', import.meta.url)

export const hasSchema = (name: string) => existsSync(new URL(name, schemas))

const messages = async (options: XMLLintOptions) =>
  (await validateXML(options)).errors.map(({ message }) => message)

/** The faults that a schema, finds in a document. */
export const faultsBy = (name: string, document: string) =>
  messages({
    xml: { fileName: 'document.xml', contents: document },
    schema: { fileName: name, contents: readFileSync(new URL(name, schemas), 'utf8') },
  })

/** Why a document is not well-formed. */
export const formFaults = (document: string) =>
  messages({ xml: { fileName: 'document.xml', contents: document }, normalization: 'c14n' })

export interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly text: string
  readonly children: Element[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' }
const plain = (text: string) => text.replace(/&([\w#]+);/g, (_, name) => entities[name] ?? `&${name};`)

/** Reads what our writer writes: elements, attributes and text, in order. */
export const parse = (document: string): Element => {
  const stack: Element[] = [{ name: '', attributes: {}, text: '', children: [] }]
  for (const [, close, name, attributes = '', empty, text] of document
    .replace(/^<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/g)) {
    const top = stack.at(-1)!
    if (text !== undefined) stack[stack.length - 1] = Object.assign(top, { text: top.text + plain(text) })
    else if (close) stack.pop()
    else {
      const made: Element = {
        name: name!,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)]),
        ),
        text: '',
        children: [],
      }
      top.children.push(made)
      if (!empty) stack.push(made)
    }
  }
  return stack[0]!.children[0]!
}

export const all = (of: Element, name: string) => of.children.filter((child) => child.name === name)
export const textOf = (of: Element, name: string) => all(of, name)[0]?.text
export const everywhere = (of: Element): Element[] => [of, ...of.children.flatMap(everywhere)]
