import type { Readable } from 'node:stream'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../../../shared/config.ts'
import { persist } from '../../../shared/storage/retry.ts'
import { patience } from '../../patience.ts'
import type { Kept, KeptFiles } from './kept.ts'

/** The objects of a bucket, a thousand names at a time. What S3 refuses for the moment is asked again. */
const keptInBucket = (client: S3Client, Bucket: string): Kept => ({
  async *list() {
    let ContinuationToken: string | undefined
    do {
      const command = new ListObjectsV2Command({ Bucket, ContinuationToken })
      const page = await persist(patience, () => client.send(command))
      for (const { Key } of page.Contents ?? []) yield Key!
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
  },
  async read(name) {
    const command = new GetObjectCommand({ Bucket, Key: name })
    return (await persist(patience, () => client.send(command))).Body as Readable
  },
  // S3 itself refuses bytes of another digest, and keeps an object whole or not at all.
  async keep(name, open, file) {
    const announced = file && {
      ContentLength: file.size,
      ChecksumSHA256: Buffer.from(file.sha256, 'hex').toString('base64'),
    }
    await persist(patience, async () =>
      client.send(new PutObjectCommand({ Bucket, Key: name, Body: await open(), ...announced })),
    )
  },
})

/** The buckets that the environment names. */
export const inBuckets = (
  client: S3Client,
  { attachmentsBucket, inboundBucket }: Pick<Config, 'attachmentsBucket' | 'inboundBucket'>,
): KeptFiles => ({
  ...(attachmentsBucket && { attachments: keptInBucket(client, attachmentsBucket) }),
  ...(inboundBucket && { inbound: keptInBucket(client, inboundBucket) }),
})
