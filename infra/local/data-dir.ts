import { randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../shared/deps.ts'
import { createKeyring, followingKeyring, type KeyringDocument, keyringSchema } from '../../shared/keyring.ts'

/** Node's `recursive` never comes back from a file system that makes nothing and says that something is missing. */
const makeDirectory = (path: string): void => {
  const parent = dirname(path)
  if (!existsSync(parent) && parent !== path) makeDirectory(parent)
  if (existsSync(path) && statSync(path).isDirectory()) return
  mkdirSync(path, { mode: 0o700 })
}

/**
 * Makes the directory, for its owner's eyes only, and holds it: two programs on the same data would each
 * hand out the other's work. The lock is the operating system's, so that a crash leaves none behind.
 */
export const holdDataDir = (dataDir: string) => {
  makeDirectory(dataDir)
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

export const newKeys = (id = 'k1'): KeyringDocument => ({
  current: id,
  [id]: randomBytes(32).toString('base64'),
})

const keysIn = (dataDir: string) => join(dataDir, 'keys.json')

export const writeKeys = (dataDir: string, keys: KeyringDocument) =>
  replaceFile(keysIn(dataDir), `${JSON.stringify(keys, undefined, 2)}\n`)

export const findKeys = (dataDir: string): KeyringDocument | undefined => {
  const kept = readJson(keysIn(dataDir))
  return kept === undefined ? undefined : keyringSchema.parse(kept)
}

const theKeysIn = (dataDir: string): KeyringDocument => {
  const kept = findKeys(dataDir)
  if (!kept) throw new Error(`${keysIn(dataDir)} is gone`)
  return kept
}

/** Milliseconds after which a rotation is noticed, at most. */
const glance = 500

/**
 * The signing keys: made at the first start and kept, for mailed links hang on them. A rotation holds from the next
 * signature on, without a new start.
 */
export const followKeys = (dataDir: string | undefined, log: Log) => {
  if (!dataDir) return { keys: createKeyring(newKeys()), release: () => {} }
  if (!findKeys(dataDir)) writeKeys(dataDir, newKeys())
  const keys = followingKeyring(() => theKeysIn(dataDir))
  const renew = () => {
    try {
      keys.renew()
      log.info('The signing keys were read anew', { current: keys.current })
    } catch (error) {
      log.error('The signing keys cannot be read, and stay as they were', { error: (error as Error).name })
    }
  }
  watchFile(keysIn(dataDir), { interval: glance, persistent: false }, renew)
  return { keys, release: () => unwatchFile(keysIn(dataDir), renew) }
}
