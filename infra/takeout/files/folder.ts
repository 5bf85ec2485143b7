import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { opendir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Kept, KeptFiles } from './kept.ts'

/** Files of a folder, each for itself; what is still being written has a dot in its name and is none yet. */
const keptInFolder = (directory: string): Kept => ({
  async *list() {
    if (!existsSync(directory)) return
    for await (const entry of await opendir(directory)) if (entry.isFile()) yield entry.name
  },
  read: async (name) => createReadStream(join(directory, name)),
  async keep(name, open) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const begun = join(directory, `${name}.${randomUUID()}`)
    try {
      await pipeline(await open(), createWriteStream(begun, { mode: 0o600, flags: 'wx', flush: true }))
      await rename(begun, join(directory, name))
    } finally {
      await rm(begun, { force: true })
    }
  },
})

/** The directory beside an exported file. */
export const besideExport = (directory: string): Required<KeptFiles> => ({
  attachments: keptInFolder(join(directory, 'attachments')),
  inbound: keptInFolder(join(directory, 'inbound')),
})

/** As the runtime on one machine keeps them. */
export const inDataDir = (dataDir: string): Required<KeptFiles> => ({
  attachments: keptInFolder(join(dataDir, 'files')),
  inbound: keptInFolder(join(dataDir, 'inbound')),
})
