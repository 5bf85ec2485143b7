import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { allTables } from '../../infra/takeout/all-tables.ts'
import { open } from '../../infra/takeout/command.ts'
import { besideExport, inDataDir } from '../../infra/takeout/files/folder.ts'
import type { KeptFiles } from '../../infra/takeout/files/kept.ts'
import { takeIn } from '../../infra/takeout/files/take-in.ts'
import { writeFile } from '../../infra/takeout/take-out.ts'
import { importExport } from '../../shared/takeout/import.ts'
import type { World } from '../support/world.ts'

export const temporaryDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'takeout-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** What lies in a directory and below, by path. */
export const filesIn = (directory: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(directory.length + 1), readFileSync(path)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** A data directory with these files, by place and name as it has them. */
export const dataDirWith = (files: Readonly<Record<string, Uint8Array>>) => {
  const directory = temporaryDirectory()
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    writeFileSync(join(directory, path), bytes)
  }
  return directory
}

/** Takes a world out, with the files that it keeps. */
export const takeOut = async (world: World, files: KeptFiles) => {
  const directory = temporaryDirectory()
  const target = { file: join(directory, 'all.jsonl'), directory: join(directory, 'all.jsonl.files') }
  const seal = await writeFile({ client: world.client, deps: world.deps, files }, target)
  return { ...target, seal }
}

export type Taken = Awaited<ReturnType<typeof takeOut>>

/** Brings what was taken out into a world and the places where it keeps files. */
export const bringIn = (
  world: World,
  { file, directory }: Pick<Taken, 'file' | 'directory'>,
  to: KeptFiles,
) =>
  importExport(world.deps, {
    open: open(file),
    rows: () => allTables(world.client, world.tables),
    files: takeIn(besideExport(directory), to),
  })

export { inDataDir }
