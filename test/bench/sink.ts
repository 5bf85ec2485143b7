import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

const ses = (action: string, result: string) =>
  `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result>` +
  `<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${action}Response>`

let taken = 0

/** As long as SES's own. */
const nextMessageId = () =>
  `01020190aa000000-0f0e0d0c-0b0a-4908-8706-${String(taken++).padStart(12, '0')}-000000`

const quota = ses(
  'GetSendQuota',
  '<Max24HourSend>-1</Max24HourSend><MaxSendRate>1000000</MaxSendRate><SentLast24Hours>0</SentLast24Hours>',
)

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

const takeMessages = (body: string) => {
  const { Entries } = JSON.parse(body) as { Entries: { Id: string; MessageBody: string }[] }
  return {
    Successful: Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: `m${Id}`,
      MD5OfMessageBody: md5(MessageBody),
    })),
  }
}

const keyring = JSON.stringify({ current: 'k1', k1: Buffer.alloc(32, 7).toString('base64') })

const read = async (request: IncomingMessage) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const json = async (target: string, request: IncomingMessage) =>
  target.endsWith('.SendMessageBatch')
    ? JSON.stringify(takeMessages(await read(request)))
    : JSON.stringify({ SecretString: keyring })

/** A mail is not looked at: only its first bytes say that it is one. */
const xml = (request: IncomingMessage) =>
  new Promise<string>((resolve) => {
    let text: string | undefined
    request.on('data', (part: Buffer) => {
      text ??= part.subarray(0, 100).includes('GetSendQuota')
        ? quota
        : ses('SendRawEmail', `<MessageId>${nextMessageId()}</MessageId>`)
    })
    request.once('end', () => resolve(text ?? ''))
  })

/** SES, SQS and Secrets Manager that take everything at once and keep nothing. */
export const startSink = async () => {
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '')
    const text = await (target ? json(target, request) : xml(request))
    response.setHeader('Content-Type', target ? 'application/x-amz-json-1.0' : 'text/xml')
    response.end(text)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** In a process of its own, so that its work counts as nobody else's. */
if (import.meta.main) {
  const { endpoint } = await startSink()
  process.send?.({ endpoint })
  process.once('disconnect', () => process.exit())
}
