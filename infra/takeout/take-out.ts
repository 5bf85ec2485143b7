import { once } from 'node:events'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { columnsOf, csvLines, fileOf } from '../../shared/takeout/csv.ts'
import type { Seal } from '../../shared/takeout/format.ts'
import { readExport } from '../../shared/takeout/read.ts'
import { writeExport } from '../../shared/takeout/write.ts'
import { allTables } from './all-tables.ts'
import { open } from './command.ts'
import { besideExport } from './files/folder.ts'
import { handOut } from './files/hand-out.ts'
import type { Installation } from './installation.ts'

/** For the eyes of whoever runs this alone. */
const mode = 0o600

interface Target {
  readonly file: string
  /** Where the files go that are kept beside the tables. */
  readonly directory: string
}

/** Everything an installation has: its rows into a file, and what it keeps as files beside it. */
export const writeFile = async (
  { client, deps, files }: Installation,
  { file, directory }: Target,
): Promise<Seal> => {
  const { config, clock } = deps
  const lines = writeExport(allTables(client, config.tables), {
    alliance: config.alliance,
    now: clock.now(),
    files: handOut(files, besideExport(directory)),
  })
  let seal: Seal | undefined
  const text = async function* () {
    seal = yield* lines
  }
  await pipeline(Readable.from(text()), createWriteStream(file, { mode, flags: 'wx' }))
  return seal!
}

/** One table for each kind of thing, in files beside each other. */
export const writeTables = async (file: string, directory: string) => {
  mkdirSync(directory, { mode: 0o700 })
  const columns = await columnsOf(readExport(open(file)()))
  const files = new Map<string, WriteStream>()
  for (const kind of columns.keys())
    files.set(kind, createWriteStream(join(directory, fileOf(kind)), { mode, flags: 'wx' }))
  for await (const { kind, text } of csvLines(readExport(open(file)()), columns)) {
    const stream = files.get(kind)!
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await Promise.all([...files.values()].map((stream) => finished(stream.end())))
  return files.size
}
