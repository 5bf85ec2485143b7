import { existsSync, readFileSync } from 'node:fs'
import { validateXML, type XMLLintOptions } from 'xmllint-wasm'

/** As OASIS and the IETF published them; see the README beside them. */
const published = (name: string) => readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8')

/** A stricter schema that is not ours to copy; who has it beside the repository checks against it as well. */
const beside = new URL('../../../shared/data/cap12_extended-google.xsd', import.meta.url)

export const hasStricterSchema = existsSync(beside)

const messages = async (options: XMLLintOptions) =>
  (await validateXML(options)).errors.map(({ message }) => message)

const faultsBy = (schema: string, document: string, extension: 'schema' | 'relaxng' = 'schema') =>
  messages({
    xml: { fileName: 'document.xml', contents: document },
    schema: { fileName: 'schema.xml', contents: schema },
    extension,
  })

/** The faults that CAP 1.2's schema finds in a message. */
export const capSchemaFaults = (message: string) => faultsBy(published('CAP-v1.2.xsd'), message)
export const stricterSchemaFaults = (message: string) => faultsBy(readFileSync(beside, 'utf8'), message)
/** The faults that RFC 4287's grammar finds in a feed. */
export const atomSchemaFaults = (feed: string) => faultsBy(published('atom.rng'), feed, 'relaxng')

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
