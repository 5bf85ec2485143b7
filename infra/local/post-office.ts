import { Agent } from 'node:http'
import { SESClient } from '@aws-sdk/client-ses'
import type { Clock, Log } from '../../shared/deps.ts'
import type { MailPort } from '../../shared/ports/mail.ts'
import type { Queues } from '../../shared/ports/queues.ts'
import { createSesMail } from '../../shared/ports/ses.ts'
import { localCredentials, localRegion } from './dynamodb.ts'
import { type Mailbox, openMailbox } from './ses/mailbox.ts'
import { createPublisher, type Publisher } from './ses/publisher.ts'
import { createSes, type SesService } from './ses/service.ts'
import { createSmtpMail } from './smtp.ts'

/** Makes another way out for mail, which tells SES's events to the publisher. */
export type WayOut = (around: { readonly publisher: Publisher; readonly clock: Clock }) => MailPort

interface Surroundings {
  readonly dataDir: string | undefined
  readonly smtpUrl: string | undefined
  readonly wayOut: WayOut | undefined
  /** The address that mails come from. */
  readonly from: string
  /** Where the local SES answers. */
  readonly sesUrl: string
  readonly queues: Queues
  readonly clock: Clock
  readonly log: Log
}

export interface PostOffice {
  readonly mail: MailPort
  readonly mailbox: Mailbox
  readonly ses: SesService
  /** Mail events not yet on their queue. */
  pending(): number
  stop(): Promise<void>
}

/** The way out for mail: by the SES client to the local SES, to the server that `SMTP_URL` names, or the one given. */
export const openPostOffice = (around: Surroundings): PostOffice => {
  const { dataDir, smtpUrl, from, queues, clock, log } = around
  const mailbox = openMailbox(dataDir)
  const publisher = createPublisher(queues, log)
  const ses = createSes({ mailbox, publisher, now: clock.now })
  const client = new SESClient({
    endpoint: around.sesUrl,
    region: localRegion,
    credentials: localCredentials,
    maxAttempts: 1,
    // A kept connection may be closed at the very moment it is used again, and that mail would be in doubt.
    requestHandler: { httpAgent: new Agent({ keepAlive: false }) },
  })
  const other = around.wayOut?.({ publisher, clock })
  const smtp = smtpUrl ? createSmtpMail({ url: smtpUrl, from, publisher, now: clock.now }) : undefined
  return {
    mail: other ?? smtp ?? createSesMail(client, { from, configurationSet: 'local', region: localRegion }),
    mailbox,
    ses,
    pending: () => publisher.pending,
    async stop() {
      await publisher.stop()
      smtp?.close()
      client.destroy()
      mailbox.close()
    },
  }
}
