import { SaxesParser, type SaxesTagNS } from 'saxes'
import { type Broken, broken } from './broken.ts'

/** An element of the message's own namespace, with its place in the message. */
export interface Element {
  readonly name: string
  /** As in `/alert/info/1/area`: the second `info` and what follows is numbered from 1. */
  readonly path: string
  text: string
  readonly children: Element[]
}

const namespace = 'urn:oasis:names:tc:emergency:cap:1.2'
const signatures = 'http://www.w3.org/2000/09/xmldsig#'

/** What reading may cost, whatever is sent: CAP itself is four deep. */
export const bounds = { bytes: 256 * 1024, depth: 12, elements: 4000 } as const

class Refused extends Error {
  readonly broken: Broken
  constructor(because: Broken) {
    super(because.rule)
    this.broken = because
  }
}

const refuse = (rule: Broken['rule'], detail: string, path = '/alert'): never => {
  throw new Refused(broken(rule, detail, path))
}

const decoded = (bytes: Uint8Array) => {
  if (bytes.byteLength > bounds.bytes) refuse('size', `is larger than ${bounds.bytes / 1024} kB`)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // As UTF-16 looks to who does not expect it.
    return text.includes('\0') ? refuse('encoding', 'is not UTF-8') : text
  } catch {
    return refuse('encoding', 'is not UTF-8')
  }
}

/** Elements as they open and close; a signature and what is in it is passed over. */
class Tree {
  root: Element | undefined
  readonly #open: Element[] = []
  #count = 0
  #depth = 0
  #ignored = 0

  opened({ uri, local }: SaxesTagNS) {
    this.#depth++
    if (++this.#count > bounds.elements) refuse('elements', `has more than ${bounds.elements} elements`)
    if (this.#depth > bounds.depth) refuse('depth', `is nested more than ${bounds.depth} deep`)
    const parent = this.#open.at(-1)
    if (this.#ignored > 0 || (uri === signatures && this.#open.length === 1)) {
      this.#ignored++
      return
    }
    if (uri !== namespace) refuse('namespace', `has an element that is not of ${namespace}`, parent?.path)
    if (!parent && local !== 'alert') refuse('root', 'is no CAP alert')
    const before = parent?.children.filter(({ name }) => name === local).length ?? 0
    const path = parent ? `${parent.path}/${local}${before > 0 ? `/${before}` : ''}` : '/alert'
    const element: Element = { name: local, path, text: '', children: [] }
    if (parent) parent.children.push(element)
    else this.root = element
    this.#open.push(element)
  }

  closed() {
    this.#depth--
    if (this.#ignored > 0) this.#ignored--
    else this.#open.pop()
  }

  said(text: string) {
    const element = this.#open.at(-1)
    if (this.#ignored === 0 && element) element.text += text
  }
}

const parsed = (text: string): Element => {
  const tree = new Tree()
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  parser.on('error', () => refuse('well-formed', `is not well-formed XML in line ${parser.line}`))
  parser.on('doctype', () => refuse('no-doctype', 'has a document type, which could declare entities'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && encoding.toLowerCase() !== 'utf-8') refuse('encoding', 'does not say that it is UTF-8')
  })
  parser.on('opentag', (tag) => tree.opened(tag))
  parser.on('closetag', () => tree.closed())
  parser.on('text', (said) => tree.said(said))
  parser.on('cdata', (said) => tree.said(said))
  parser.write(text).close()
  return tree.root ?? refuse('root', 'is empty')
}

/**
 * Reads XML that anybody may have written, in one pass over at most `bounds`: no document type and so no entities
 * but XML's own five, nothing fetched, UTF-8 alone. Answers the message, or the first rule that it breaks.
 */
export const readXml = (bytes: Uint8Array): Element | Broken => {
  try {
    return parsed(decoded(bytes))
  } catch (error) {
    if (error instanceof Refused) return error.broken
    throw error
  }
}
