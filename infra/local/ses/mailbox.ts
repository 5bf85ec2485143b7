import { join } from 'node:path'
import { fileArchive, memoryArchive, type Place } from './archive.ts'
import type { Email } from './email.ts'

/** What a list of mails shows of one. */
export type Summary = Pick<Email, 'messageId' | 'at' | 'from' | 'subject'> & {
  readonly to: readonly string[]
}

interface Kept {
  readonly email: Email
  readonly raw: string
}

/** Every mail that was accepted, oldest first; only summaries stay in memory. */
export interface Mailbox {
  readonly summaries: readonly Summary[]
  keep(email: Email, raw: Uint8Array): void
  /** The mails to an address, or all. */
  emails(to?: string): Iterable<Email>
  find(messageId: string): { email: Email; raw: Buffer } | undefined
  clear(): void
  close(): void
}

const asSummary = ({ messageId, at, from, subject, destination }: Email): Summary => ({
  messageId,
  at,
  from,
  subject,
  to: destination.to,
})

export const isTo = ({ to }: Summary, address: string) =>
  to.some((each) => each.toLowerCase() === address.trim().toLowerCase())

export const openMailbox = (dataDir: string | undefined): Mailbox => {
  let summaries: Summary[] = []
  const places = new Map<string, Place>()
  const note = (email: Email, place: Place) => {
    summaries.push(asSummary(email))
    places.set(email.messageId, place)
  }
  const archive = dataDir
    ? fileArchive(join(dataDir, 'mailbox.ndjson'), (line, place) =>
        note((JSON.parse(line) as Kept).email, place),
      )
    : memoryArchive()
  const read = (place: Place) => JSON.parse(archive.read(place)) as Kept
  return {
    get summaries() {
      return summaries
    },
    keep(email, raw) {
      const kept: Kept = { email, raw: Buffer.from(raw).toString('base64') }
      note(email, archive.append(JSON.stringify(kept)))
    },
    *emails(to) {
      for (const summary of summaries)
        if (to === undefined || isTo(summary, to)) yield read(places.get(summary.messageId)!).email
    },
    find(messageId) {
      const place = places.get(messageId)
      if (!place) return undefined
      const { email, raw } = read(place)
      return { email, raw: Buffer.from(raw, 'base64') }
    },
    clear() {
      archive.clear()
      places.clear()
      summaries = []
    },
    close: () => archive.close(),
  }
}
