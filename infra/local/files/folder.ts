import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps bytes under ids. */
export interface Folder {
  keep(id: string, bytes: Uint8Array): Promise<void>
  read(id: string): Promise<Uint8Array | undefined>
  remove(id: string): Promise<void>
}

const inMemory = (): Folder => {
  const files = new Map<string, Uint8Array>()
  return {
    keep: async (id, bytes) => void files.set(id, bytes),
    read: async (id) => files.get(id),
    remove: async (id) => void files.delete(id),
  }
}

/** One file each under `files/`, for its owner's eyes only; in memory without a directory. */
export const openFolder = (dataDir: string | undefined): Folder => {
  if (!dataDir) return inMemory()
  const directory = join(dataDir, 'files')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = (id: string) => {
    if (!/^att_[0-9a-z]{1,32}$/.test(id)) throw new Error('No file has such an id')
    return join(directory, id)
  }
  return {
    async keep(id, bytes) {
      // Whole or not at all.
      const begun = `${path(id)}.${randomUUID()}`
      await writeFile(begun, bytes, { mode: 0o600, flush: true })
      await rename(begun, path(id))
    },
    async read(id) {
      try {
        return await readFile(path(id))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (id) => rm(path(id), { force: true }),
  }
}
