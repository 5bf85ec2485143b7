import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Log } from '../../shared/deps.ts'
import type { Receipt, receiveMail } from './triggers/inbound-mail.ts'

/** What SES takes as well. */
const largest = 40_000_000

/** What the server in front has found: its own header stands on top. */
const dmarcOf = (raw: Buffer): NonNullable<Receipt['verdicts']>['dmarc'] => {
  const head = raw
    .subarray(0, 20_000)
    .toString('latin1')
    .replace(/\r?\n[\t ]+/g, ' ')
  const [, found] = /^Authentication-Results:.*?\bdmarc=(\w+)/im.exec(head) ?? []
  if (found === undefined || found === 'pass') return 'PASS'
  return found === 'fail' ? 'FAIL' : 'GRAY'
}

const envelopeOf = ({ envelope: { mailFrom, rcptTo } }: SMTPServerSession) => ({
  from: mailFrom ? mailFrom.address : undefined,
  to: rcptTo.map(({ address }) => address),
})

interface Parts {
  readonly port: number
  readonly receive: ReturnType<typeof receiveMail>
  readonly log: Log
}

/**
 * Takes mail as SES's receiving does, from the server of a small group or from who tries things out, on this
 * machine only. Nothing checks DMARC here: whoever lets the world in puts a server in front that does.
 */
export const openInboundSmtp = async ({ port, receive, log }: Parts) => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largest,
    logger: false,
    onData(stream, session, done) {
      const taken = async () => {
        const raw = await buffer(stream)
        if (stream.sizeExceeded)
          throw Object.assign(new Error('The mail is too large'), { responseCode: 552 })
        await receive({ raw, ...envelopeOf(session), verdicts: { dmarc: dmarcOf(raw) } })
      }
      taken().then(
        () => done(),
        (error: Error & { responseCode?: number }) =>
          done(Object.assign(error, { responseCode: error.responseCode ?? 451 })),
      )
    },
  })
  server.on('error', (error) => log.warn('A mail could not be taken in', { error: error.name }))
  const listening = server.listen(port, '127.0.0.1')
  try {
    await once(listening, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is in use: stop what listens there, or set INBOUND_SMTP_PORT`)
  }
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
