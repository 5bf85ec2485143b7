import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type KeyringDocument, keyringSchema } from '../../shared/keyring.ts'

/**
 * Makes the directory, for its owner's eyes only, and holds it: two programs on the same data would each
 * hand out the other's work. The lock is the operating system's, so that a crash leaves none behind.
 */
export const holdDataDir = (dataDir: string) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(dataDir, 'lock.db'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new Error(`DATA_DIR ${dataDir} is in use by another Tocsin`)
  }
  return { release: () => lock.close() }
}

/** Replaces a file in one step, so that a crash leaves the old or the new one, readable by its owner alone. */
export const replaceFile = (path: string, content: string) => {
  writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

/** What a JSON file of ours holds, or nothing where there is no such file. */
export const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read: ${(error as Error).message}`)
  }
}

const newKeys = (): KeyringDocument => ({ current: 'k1', k1: randomBytes(32).toString('base64') })

/** The signing keys: made at the first start and kept, for mailed links hang on them. */
export const readKeys = (dataDir: string | undefined): KeyringDocument => {
  if (!dataDir) return newKeys()
  const path = join(dataDir, 'keys.json')
  const kept = readJson(path)
  if (kept !== undefined) return keyringSchema.parse(kept)
  const keys = newKeys()
  replaceFile(path, `${JSON.stringify(keys, undefined, 2)}\n`)
  return keys
}
