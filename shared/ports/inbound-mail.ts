/** The bodies of mails that came in; the event that announces one carries its headers only. */
export interface InboundMail {
  /** The raw mail, by the id that SES gave it on receipt. */
  read(messageId: string): Promise<Uint8Array>
}

/** One function of seven reads inbound mail, so that the client is loaded when it is first wanted. */
export const createS3InboundMail = (bucket: string | undefined): InboundMail => {
  const load = async () => {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
    const client = new S3Client()
    return (Key: string) => client.send(new GetObjectCommand({ Bucket: bucket, Key }))
  }
  let get: ReturnType<typeof load> | undefined
  return {
    async read(messageId) {
      if (!bucket) throw new Error('INBOUND_BUCKET names no bucket')
      get ??= load()
      const { Body } = await (await get)(messageId)
      return Body!.transformToByteArray()
    },
  }
}
