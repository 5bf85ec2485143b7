import type { SESEvent } from 'aws-lambda'
import type { Deps } from '../../shared/deps.ts'
import { receiveReply } from '../../shared/replies/receive.ts'
import { readMail } from './read-mail.ts'

/** Inbound mail → the inbox, each reply beside its matter. */
export const createHandler =
  (deps: Deps) =>
  async ({ Records }: SESEvent): Promise<void> => {
    for (const { ses } of Records) {
      const raw = await deps.inbound.read(ses.mail.messageId)
      await receiveReply(deps, await readMail(ses, raw))
    }
  }
