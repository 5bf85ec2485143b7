import { Agent, request } from 'node:http'
import { SESClient } from '@aws-sdk/client-ses'
import { inParallel } from '../../shared/concurrency.ts'
import type { Config } from '../../shared/config.ts'
import { chunkSize } from '../../shared/ledger/manifest.ts'
import type { OutgoingMail } from '../../shared/ports/mail.ts'
import { createSesMail } from '../../shared/ports/ses.ts'

interface Posting {
  readonly headers: Record<string, string>
  readonly body: string
}

const accepted = '<SendRawEmailResponse><SendRawEmailResult><MessageId>0</MessageId></SendRawEmailResult></SendRawEmailResponse>'

/** The requests by which these mails leave, to the byte, signature and all. */
export const postingsOf = async (config: Config, mails: readonly OutgoingMail[]): Promise<Posting[]> => {
  const postings: Posting[] = []
  const requestHandler = {
    async handle({ headers, body }: Posting) {
      postings.push({ headers, body })
      const { HttpResponse } = await import('@smithy/core/protocols')
      return { response: new HttpResponse({ statusCode: 200, body: Buffer.from(accepted) }) }
    },
  }
  const client = new SESClient({ maxAttempts: 1, requestHandler: requestHandler as never })
  const port = createSesMail(client, { ...config.mail, region: config.region })
  for (const mail of mails) await port.send(mail)
  return postings
}

const post = (agent: Agent, url: string, { headers, body }: Posting) =>
  new Promise<void>((resolve, reject) => {
    const outgoing = request(url, { agent, method: 'POST', headers }, (answer) => {
      answer.resume()
      answer.once('end', resolve)
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })

/** Posts the same bytes with nothing around them: no client can cost less. */
export const postBare = async (url: string, postings: readonly Posting[]) => {
  const agent = new Agent({ keepAlive: true })
  await inParallel(chunkSize, postings, (posting) => post(agent, url, posting))
  agent.destroy()
}

/** Sends the mails through the mail port alone. */
export const sendAlone = async (mail: { send(one: OutgoingMail): Promise<unknown> }, mails: readonly OutgoingMail[]) => {
  await inParallel(chunkSize, mails, (one) => mail.send(one))
}
