import { resolveTxt } from 'node:dns/promises'
import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { queueNames } from '../../../shared/config.ts'
import type { Settings } from '../../local/config.ts'
import { readJson } from '../../local/data-dir.ts'
import { waiting } from '../../waiting.ts'
import type { LocalPlace } from '../local-place.ts'
import { inspectQueue } from '../local-queues.ts'
import type { Probes } from './facts.ts'
import { agendaFact, coordinatorsFact, eventsAhead, keysFact, tableFacts } from './store-probes.ts'
import { secondsAheadOf } from './time-server.ts'

const isOpen = (path: string) => (statSync(path).mode & 0o077) !== 0

const refusalOf = async (url: string) => {
  const server = createTransport({ url, connectionTimeout: 5000, greetingTimeout: 5000 } as object)
  try {
    await server.verify()
    return undefined
  } catch (error) {
    // The server's own words may hold the name that we gave.
    return (error as { code?: string }).code ?? 'no answer'
  } finally {
    server.close()
  }
}

/** Whether a name has a TXT record that begins so; nothing where the DNS cannot be asked. */
const hasText = async (textsOf: typeof resolveTxt, name: string, beginning: string) => {
  try {
    return (await textsOf(name)).some((parts) => parts.join('').startsWith(beginning))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return ['ENODATA', 'ENOTFOUND'].includes(code) ? false : undefined
  }
}

interface Around {
  readonly settings: Settings
  /** Who is asked for the time; nobody, where it is `none`. */
  readonly timeServer: string
  readonly now: () => Date
  readonly diskOf?: typeof statfs
  readonly textsOf?: typeof resolveTxt
}

/** What can be found out of an installation on this machine. */
export const localProbes = (place: LocalPlace, around: Around): Probes => {
  const { config, dataDir, store } = place
  const { smtpUrl, bootstrapTokens } = around.settings
  const { diskOf = statfs, textsOf = resolveTxt } = around
  const now = around.now()
  const domain = config.mail.from.split('@')[1] ?? ''
  return {
    settings: async () => ({
      alliance: config.alliance,
      publicUrl: config.publicUrl,
      mailDomain: config.mail.domain,
      mailFrom: config.mail.from,
      configuredCoordinators: config.coordinators.length,
      mailsPeople: smtpUrl !== undefined,
    }),
    coordinators: () => coordinatorsFact(store, bootstrapTokens.length > 1),
    keys: async () => {
      const path = join(dataDir, 'keys.json')
      const document = readJson(path)
      return keysFact(document, document !== undefined && (isOpen(path) || isOpen(dataDir)))
    },
    tables: () => tableFacts(place, { hasRecovery: false }),
    disk: async () => {
      const { bavail, blocks, bsize } = await diskOf(dataDir)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    },
    clock: async () => ({
      asked: around.timeServer,
      aheadSeconds:
        around.timeServer === 'none'
          ? undefined
          : await secondsAheadOf(around.timeServer, () => around.now().getTime()),
      eventsAheadSeconds: await eventsAhead(store, now),
    }),
    agenda: () => agendaFact(store, now),
    queues: () =>
      Promise.all(
        queueNames.map(async (name) => {
          const { oldest } = await inspectQueue(place.sqsEndpoint, name)
          const oldestSeconds = oldest === undefined ? 0 : (now.getTime() - oldest) / 1000
          return { name, oldestSeconds, atMostSeconds: waiting[name].atMost }
        }),
      ),
    deadLetters: () =>
      Promise.all(
        queueNames.map(async (source) => ({
          source,
          count: (await inspectQueue(place.sqsEndpoint, `${source}-dead`)).count,
        })),
      ),
    ...(smtpUrl && {
      mailServer: async () => ({ refusal: await refusalOf(smtpUrl) }),
      dns: async () => ({
        spf: await hasText(textsOf, domain, 'v=spf1'),
        dmarc: await hasText(textsOf, `_dmarc.${domain}`, 'v=DMARC1'),
      }),
    }),
  }
}
