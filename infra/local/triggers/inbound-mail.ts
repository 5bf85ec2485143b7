import { randomBytes } from 'node:crypto'
import type { SESEvent, SESReceiptStatus } from 'aws-lambda'
import { Hono } from 'hono'
import PostalMime, { type Address, type Email } from 'postal-mime'
import { localRegion } from '../dynamodb.ts'
import type { InboundStore } from '../inbound.ts'
import { rawHeaders, splitMail } from '../ses/headers.ts'

type Verdict = SESReceiptStatus['status']

export interface Receipt {
  readonly raw: Uint8Array
  /** The envelope; where it is not given, what the headers say. */
  readonly from?: string | undefined
  readonly to?: readonly string[]
  readonly verdicts?: Partial<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', Verdict>>
}

const addresses = (list: readonly Address[] = []): string[] =>
  list.flatMap((each) => (each.address ? [each.address] : addresses(each.group)))

const shown = ({ name, address = '' }: Address) => (name ? `${name} <${address}>` : address)

const asEvent = async (
  messageId: string,
  { raw, from, to = [], verdicts = {} }: Receipt,
  at: Date,
): Promise<SESEvent> => {
  // What stands below the headers is the function's to read, however deep it is nested.
  const { head } = splitMail(Buffer.from(raw))
  const email: Partial<Email> = await PostalMime.parse(head).catch(() => ({}))
  const timestamp = at.toISOString()
  const destination = addresses([...(email.to ?? []), ...(email.cc ?? [])])
  const status = (name: keyof NonNullable<Receipt['verdicts']>) => ({
    status: verdicts[name] ?? ('PASS' as const),
  })
  const mail = {
    timestamp,
    source: from ?? email.from?.address ?? '',
    messageId,
    destination,
    headersTruncated: false,
    headers: rawHeaders(raw),
    commonHeaders: {
      returnPath: from ?? email.from?.address ?? '',
      from: email.from ? [shown(email.from)] : [],
      date: email.date ?? '',
      to: (email.to ?? []).map(shown),
      messageId: email.messageId ?? '',
      subject: email.subject ?? '',
    },
  }
  const receipt = {
    timestamp,
    processingTimeMillis: 1,
    recipients: to.length > 0 ? [...to] : destination,
    spamVerdict: status('spam'),
    virusVerdict: status('virus'),
    spfVerdict: status('spf'),
    dkimVerdict: status('dkim'),
    dmarcVerdict: status('dmarc'),
    action: {
      type: 'Lambda' as const,
      functionArn: `arn:aws:lambda:${localRegion}:000000000000:function:mail-replies`,
      invocationType: 'Event' as const,
    },
  }
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] }
}

/** Takes a mail as SES's receipt rule does: its body goes to the store, its headers to the function. */
export const receiveMail =
  (inbound: InboundStore, now: () => Date, invoke: (event: SESEvent) => Promise<unknown>) =>
  async (receipt: Receipt): Promise<{ messageId: string }> => {
    const messageId = randomBytes(20).toString('hex')
    await inbound.keep(messageId, receipt.raw)
    await invoke(await asEvent(messageId, receipt, now()))
    return { messageId }
  }

const verdictOf = (text: string | undefined) =>
  (['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const).find((each) => each === text)

/** `POST /inbound?from=&to=&dmarc=FAIL` with a raw mail, and the function's success or failure as the answer. */
export const inboundRoutes = (receive: ReturnType<typeof receiveMail>) =>
  new Hono().post('/inbound', async (c) => {
    if (!c.req.header('content-type')?.startsWith('message/rfc822'))
      return c.text('A message/rfc822 is wanted\n', 415)
    const named = ['spam', 'virus', 'spf', 'dkim', 'dmarc'].map((name) => [
      name,
      verdictOf(c.req.query(name)),
    ])
    const receipt = {
      raw: new Uint8Array(await c.req.arrayBuffer()),
      from: c.req.query('from'),
      to: c.req.queries('to') ?? [],
      verdicts: Object.fromEntries(named.filter(([, verdict]) => verdict)) as Receipt['verdicts'] & object,
    }
    try {
      return c.json(await receive(receipt))
    } catch {
      return c.text('The mail is kept, but the function failed on it\n', 502)
    }
  })
