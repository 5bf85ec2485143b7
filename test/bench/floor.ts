import { Agent, request } from 'node:http'
import { Readable } from 'node:stream'
import { SESClient } from '@aws-sdk/client-ses'
import { inParallel } from '../../shared/concurrency.ts'
import type { Config } from '../../shared/config.ts'
import { chunkSize } from '../../shared/ledger/manifest.ts'
import type { MailPort, OutgoingMail } from '../../shared/ports/mail.ts'
import { createSesMail } from '../../shared/ports/ses.ts'

interface Posting {
  readonly headers: Record<string, string>
  readonly body: string
}

/** The requests by which mails leave, to the byte, signature and all. */
export const postingsOf = async (config: Config, mails: readonly OutgoingMail[]): Promise<Posting[]> => {
  const postings: Posting[] = []
  const client = new SESClient({ maxAttempts: 1 })
  client.middlewareStack.add(
    () => async (args) => {
      const { headers, body } = args.request as Posting
      postings.push({ headers, body })
      const response = { statusCode: 200, headers: {}, body: Readable.from([]) }
      return { response, output: { $metadata: {} } as never }
    },
    { step: 'deserialize', priority: 'high' },
  )
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

/** Posts the same bytes with nothing around them: nothing that speaks HTTP can cost less. */
export const postBare = async (url: string, postings: readonly Posting[]) => {
  const agent = new Agent({ keepAlive: true })
  await inParallel(chunkSize, postings, (posting) => post(agent, url, posting))
  agent.destroy()
}

/** Sends mails through the mail port alone. */
export const sendAlone = (mail: MailPort, mails: readonly OutgoingMail[]) =>
  inParallel(chunkSize, mails, (one) => mail.send(one))
