import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { holdDataDir, readJson, replaceFile } from '../../local/data-dir.ts'
import { type Contents, contentsOf, contentsSchema, differing } from './contents.ts'

const manifestSchema = z.object({
  format: z.literal('tocsin-backup/1'),
  at: z.iso.datetime(),
  /** The digest of each file, by its path within the backup. */
  files: z.record(z.string(), z.string()),
  tables: contentsSchema,
})
type Manifest = z.infer<typeof manifestSchema>

const database = 'dynamodb.sqlite'
const databases = ['fauxqs.db', database]

/**
 * Everything that is kept, in the order in which it is copied while the program runs: how far the stream was read before the
 * rows it leads to, and hints before what they are hints of. So the copy may do something twice, which does no harm,
 * and never leaves anything out.
 */
const kept = ['streams.json', 'keys.json', ...databases, 'mailbox.ndjson'] as const

const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('base64url')

const isEmpty = (path: string) => !existsSync(path) || readdirSync(path).length === 0

const copyFile = (from: string, to: string) => {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  copyFileSync(from, to)
  chmodSync(to, 0o600)
}

const copyOne = async (from: string, to: string, name: string) => {
  if (!databases.includes(name)) return copyFile(join(from, name), join(to, name))
  const source = new DatabaseSync(join(from, name), { readOnly: true })
  try {
    await copyDatabase(source, join(to, name))
  } finally {
    source.close()
  }
  chmodSync(join(to, name), 0o600)
}

/** Each file in them stands for itself: mails received, and what was attached. A dot is in the name of what is still being written. */
const folders = ['inbound', 'files']

const filesOf = (dataDir: string, folder: string) =>
  existsSync(join(dataDir, folder))
    ? readdirSync(join(dataDir, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.includes('.'))
        .map((entry) => relative(dataDir, join(entry.parentPath, entry.name)))
    : []

/** Copies a data directory, whether its program runs or not, and writes beside it what the copy must hold. */
export const backUp = async (dataDir: string, target: string, now: Date): Promise<Manifest> => {
  if (!existsSync(join(dataDir, database))) throw new Error(`There is no data in ${dataDir}`)
  if (!isEmpty(target)) throw new Error(`${target} is not empty: a backup goes into a directory of its own`)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const names = [
    ...kept.filter((name) => existsSync(join(dataDir, name))),
    ...folders.flatMap((folder) => filesOf(dataDir, folder)),
  ]
  for (const name of names) await copyOne(dataDir, target, name)
  const manifest: Manifest = {
    format: 'tocsin-backup/1',
    at: now.toISOString(),
    files: Object.fromEntries(names.map((name) => [name, digestOf(join(target, name))])),
    tables: await contentsOf(join(target, database)),
  }
  replaceFile(join(target, 'manifest.json'), JSON.stringify(manifest, undefined, 2))
  return manifest
}

/** The manifest of a backup that is as it was made. @throws Error that names what is missing or changed. */
const readBackup = (source: string): Manifest => {
  const { success, data } = manifestSchema.safeParse(readJson(join(source, 'manifest.json')))
  if (!success) throw new Error(`${source} holds no whole backup: its manifest.json is missing or broken`)
  const names = Object.keys(data.files)
  const strays = names.filter((name) => name.startsWith('/') || name.split('/').includes('..'))
  const broken = names.filter(
    (name) =>
      strays.includes(name) ||
      !existsSync(join(source, name)) ||
      digestOf(join(source, name)) !== data.files[name],
  )
  if (broken.length > 0)
    throw new Error(`The backup is damaged: ${broken.join(', ')} is not what was backed up`)
  return data
}

/** Fails where the rows that are there now are not those of the backup. */
const compare = (wanted: Contents, found: Contents) => {
  const tables = differing(wanted, found)
  if (tables.length > 0) throw new Error(`Not as backed up: ${tables.join(', ')}`)
}

export interface Restored {
  readonly at: string
  readonly tables: Contents
  /** Where what stood there before is now. */
  readonly aside: string | undefined
}

/**
 * Makes the data directory what the backup holds: checked before anything is touched, compared row by row before it
 * takes the place. What stood there is put aside, never deleted.
 */
export const restore = async (source: string, dataDir: string, now: Date): Promise<Restored> => {
  const manifest = readBackup(source)
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-')
  const fresh = `${dataDir}.restoring-${stamp}`
  const aside = isEmpty(dataDir) ? undefined : `${dataDir}.before-${stamp}`
  const hold = aside && holdDataDir(dataDir)
  try {
    for (const name of Object.keys(manifest.files)) copyFile(join(source, name), join(fresh, name))
    compare(manifest.tables, await contentsOf(join(fresh, database)))
    if (aside) renameSync(dataDir, aside)
    renameSync(fresh, dataDir)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    if (hold) hold.release()
  }
  return { at: manifest.at, tables: manifest.tables, aside }
}
