import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InboundMail } from '../../shared/ports/inbound-mail.ts'

export interface InboundStore extends InboundMail {
  keep(messageId: string, raw: Uint8Array): Promise<void>
}

/** Stands for the bucket of received mail: one file each under `inbound/`, or memory without a directory. */
export const openInbound = (dataDir: string | undefined): InboundStore => {
  if (!dataDir) {
    const mails = new Map<string, Uint8Array>()
    return {
      keep: async (messageId, raw) => void mails.set(messageId, raw),
      async read(messageId) {
        const raw = mails.get(messageId)
        if (!raw) throw new Error(`No inbound mail ${messageId}`)
        return raw
      },
    }
  }
  const directory = join(dataDir, 'inbound')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = (messageId: string) => join(directory, messageId.replace(/[^\w-]/g, '_'))
  return {
    keep: (messageId, raw) => writeFile(path(messageId), raw, { mode: 0o600 }),
    read: (messageId) => readFile(path(messageId)),
  }
}
