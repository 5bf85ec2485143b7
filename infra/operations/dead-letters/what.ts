import * as z from 'zod'

/** What a dead letter was, in words that hold ids and no more: its body may hold addresses and texts. */
type Telling = (body: unknown) => string | undefined

const telling =
  <S extends z.ZodType>(schema: S, tell: (body: z.infer<S>) => string): Telling =>
  (body) => {
    const { success, data } = schema.safeParse(body)
    return success ? tell(data) : undefined
  }

const id = z.string().regex(/^[\w<>#-]{1,120}$/)

const chunk = telling(
  z.object({ notificationId: id, chunk: z.int() }),
  ({ notificationId, chunk }) => `the mails of chunk ${chunk} of ${notificationId}`,
)

const tellings: Readonly<Record<string, Telling>> = {
  expansion: telling(
    z.object({ notificationId: id }),
    ({ notificationId }) => `the list of recipients of ${notificationId}`,
  ),
  mail: chunk,
  'mail-urgent': chunk,
  webhooks: telling(
    z.object({ endpointId: id, eventId: id }),
    ({ endpointId, eventId }) => `the event ${eventId} for the endpoint ${endpointId}`,
  ),
  'mail-events': telling(
    z.object({
      detail: z.object({
        eventType: z.string().regex(/^[A-Za-z ]{1,40}$/),
        mail: z.object({ messageId: id }),
      }),
    }),
    ({ detail }) => `SES's word "${detail.eventType}" on the mail ${detail.mail.messageId}`,
  ),
  'events-stream': telling(
    z.object({ DDBStreamBatchInfo: z.object({ batchSize: z.int() }) }),
    ({ DDBStreamBatchInfo }) => `where ${DDBStreamBatchInfo.batchSize} events stood in the stream`,
  ),
  'mail-replies': telling(
    z.object({
      requestPayload: z.object({
        Records: z.array(z.object({ ses: z.object({ mail: z.object({ messageId: id }) }) })).min(1),
      }),
    }),
    ({ requestPayload }) => `a mail received, ${requestPayload.Records[0]!.ses.mail.messageId}`,
  ),
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

export const whatIs = (source: string, body: string) =>
  tellings[source]?.(parsed(body)) ?? 'something that this version does not know'
