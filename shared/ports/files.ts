/** A file, as its bytes are to be. It is kept under its id, whatever it is called. */
export interface File {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** The one request that takes a file's bytes, and no others, until then. */
export interface Upload {
  readonly method: 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly expiresAt: string
}

export interface Download {
  readonly url: string
  readonly expiresAt: string
}

/** Files too large to go through a function: people send and fetch them by addresses that are good for a while. */
export interface Files {
  takeUp(file: File): Promise<Upload>
  /** Keeps bytes that came with a request, where they are few enough: the ones that were announced, and no others. */
  keep(file: File, bytes: Uint8Array): Promise<void>
  /** The bytes that came, or nothing where none did. */
  read(id: string): Promise<Uint8Array | undefined>
  /** Where it can be fetched, as something to save under its name and never as a page. */
  handOut(file: File): Promise<Download>
  /** Whether or not it is still there. */
  remove(id: string): Promise<void>
}

/** Seconds: an upload may take its time on a slow line, and who has just been shown a link follows it at once. */
export const lifetimes = { upload: 3600, download: 60 } as const

export const until = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()

/** What a browser does with a file (RFC 6266): saves it under this name, in any script. */
export const dispositionOf = (name: string) => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const full = encodeURIComponent(name).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
