/** The rules of CAP 1.2, and of reading what strangers send, by the names under which a refusal tells of them. */
export const rules = [
  'size',
  'encoding',
  'well-formed',
  'no-doctype',
  'depth',
  'elements',
  'namespace',
  'root',
  'unknown-element',
  'order',
  'required',
  'repeated',
  'empty',
  'mixed-content',
  'enumeration',
  'identifier',
  'sender',
  'date-time',
  'references',
  'references-required',
  'references-itself',
  'references-later',
  'restriction',
  'addresses',
  'note-for-exercise',
  'note-for-error',
  'language',
  'one-info-per-language',
  'web',
  'number',
  'polygon',
  'circle',
  'ceiling',
] as const

/** A rule that a message breaks, and where. */
export interface Broken {
  readonly rule: (typeof rules)[number]
  readonly detail: string
  readonly path: string
}

export const broken = (rule: Broken['rule'], detail: string, path: string): Broken => ({ rule, detail, path })
