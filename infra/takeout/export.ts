import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { columnsOf, csvLines, fileOf } from '../../shared/takeout/csv.ts'
import type { Seal } from '../../shared/takeout/format.ts'
import { exportTaken, requirePermission } from '../../shared/takeout/permission.ts'
import { readExport } from '../../shared/takeout/read.ts'
import { writeExport } from '../../shared/takeout/write.ts'
import { allTables } from './all-tables.ts'
import { command, open, say } from './command.ts'
import { type Installation, openInstallation } from './installation.ts'

const usage = `usage: npm run export -- <new file.jsonl> [--csv <new directory>] [--aws]
Takes out everything the installation in DATA_DIR has (with --aws: the one the environment names), on the
permission of a coordinator (POST /v1/exports), which it uses up. Stop what runs there before.`

/** For the eyes of whoever runs this alone. */
const mode = 0o600

const writeFile = async ({ client, deps }: Installation, file: string): Promise<Seal> => {
  const { config, clock } = deps
  const lines = writeExport(allTables(client, config.tables), {
    alliance: config.alliance,
    now: clock.now(),
  })
  let seal: Seal | undefined
  const text = async function* () {
    seal = yield* lines
  }
  await pipeline(Readable.from(text()), createWriteStream(file, { mode, flags: 'wx' }))
  return seal!
}

/** One table for each kind of thing, in files beside each other. */
const writeTables = async (file: string, directory: string) => {
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

await command(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { csv: { type: 'string' }, aws: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) return false
  for (const there of [file, values.csv])
    if (there && existsSync(there)) throw new Error(`${there} is there already, and nothing is overwritten`)
  await using closers = new AsyncDisposableStack()
  const installation = await openInstallation(values, closers)
  const { id } = await requirePermission(installation.deps)
  // What fails, or is not allowed any more by the time it is done, leaves nothing behind.
  const [unfinished, directory] = [`${file}.unfinished`, `${values.csv}.unfinished`]
  const clear = () => {
    for (const path of [unfinished, directory]) rmSync(path, { recursive: true, force: true })
  }
  clear()
  closers.defer(clear)
  const seal = await writeFile(installation, unfinished)
  const tables = values.csv ? await writeTables(unfinished, directory) : undefined
  await exportTaken(installation.deps, id, seal)
  renameSync(unfinished, file)
  if (values.csv) renameSync(directory, values.csv)
  say(`rows     ${seal.rows} of ${Object.keys(seal.kinds).length} kinds`)
  if (tables !== undefined) say(`tables   ${tables} in ${values.csv}`)
  say(`sha256   ${seal.sha256}  this file, as coordinators were told`)
  say(`content  ${seal.content}  the same for every export of the same`)
  return true
})
