import { existsSync, renameSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { filePlaces } from '../../shared/takeout/format.ts'
import { exportTaken, requirePermission } from '../../shared/takeout/permission.ts'
import { command, say } from './command.ts'
import { openInstallation } from './installation.ts'
import { writeFile, writeTables } from './take-out.ts'

const usage = `usage: npm run export -- <new file.jsonl> [--csv <new directory>] [--aws]
Takes out everything the installation in DATA_DIR has (with --aws: the one the environment names), on the
permission of a coordinator (POST /v1/exports), which it uses up. What it keeps as files goes into <new file.jsonl>.files.
Stop what runs there before.`

await command(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { csv: { type: 'string' }, aws: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) return false
  const files = `${file}.files`
  for (const there of [file, files, values.csv])
    if (there && existsSync(there)) throw new Error(`${there} is there already, and nothing is overwritten`)
  await using closers = new AsyncDisposableStack()
  const installation = await openInstallation(values, closers)
  const { id } = await requirePermission(installation.deps)
  // What fails, or is not allowed any more by the time it is done, leaves nothing behind.
  const [unfinished, directory] = [`${file}.unfinished`, `${files}.unfinished`]
  const tables = values.csv && `${values.csv}.unfinished`
  const clear = () => {
    for (const path of [unfinished, directory, tables])
      if (path) rmSync(path, { recursive: true, force: true })
  }
  clear()
  closers.defer(clear)
  const seal = await writeFile(installation, { file: unfinished, directory })
  const count = tables && (await writeTables(unfinished, tables))
  await exportTaken(installation.deps, id, seal)
  if (seal.files) renameSync(directory, files)
  renameSync(unfinished, file)
  if (tables) renameSync(tables, values.csv!)
  say(`rows     ${seal.rows} of ${Object.keys(seal.kinds).length} kinds`)
  if (seal.files) say(`files    ${seal.files} in ${files}`)
  for (const place of filePlaces)
    if (!installation.files[place])
      say(`LEFT OUT ${place}: the environment names no place where they are kept`)
  if (tables) say(`tables   ${count} in ${values.csv}`)
  say(`sha256   ${seal.sha256}  this file, as coordinators were told`)
  say(`content  ${seal.content}  the same for every export of the same`)
  return true
})
