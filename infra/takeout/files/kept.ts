import type { Readable } from 'node:stream'
import type { FileLine } from '../../../shared/takeout/format.ts'

/** A file from its beginning; asked for anew when it has to be sent again. */
export type Opens = () => Promise<Readable>

/** One place where an installation keeps files, as a folder or as a bucket. */
export interface Kept {
  /** The names of all files there, in no order. */
  list(): AsyncIterable<string>
  read(name: string): Promise<Readable>
  /** Keeps a file whole or not at all; the same again does no harm. */
  keep(name: string, open: Opens, file?: FileLine['file']): Promise<void>
}

/** A place that this installation does not have is left out. */
export type KeptFiles = Readonly<Partial<Record<FileLine['file']['place'], Kept>>>
