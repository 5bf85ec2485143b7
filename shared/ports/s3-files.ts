import type { S3Client } from '@aws-sdk/client-s3'
import { dispositionOf, type File, type Files, lifetimes, until } from './files.ts'

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')

// We name the checksum that counts; one more, of bytes that are still to come, would be wrong.
export const settings = {
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const

/** Few requests have to do with files, so that the client is loaded when it is first wanted. */
const load = async (given: S3Client | undefined) => {
  const [s3, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-request-presigner'),
  ])
  const client = given ?? new s3.S3Client(settings)
  return { ...s3, getSignedUrl, client }
}

/** A private bucket. What is uploaded is bound by length, type and digest: S3 itself refuses any other bytes. */
export const createS3Files = (
  bucket: string | undefined,
  clock: { now(): Date },
  given?: S3Client,
): Files => {
  let loaded: ReturnType<typeof load> | undefined
  const open = async () => {
    if (!bucket) throw new Error('ATTACHMENTS_BUCKET names no bucket')
    loaded ??= load(given)
    return { ...(await loaded), Bucket: bucket }
  }
  return {
    async takeUp({ id, type, size, sha256 }: File) {
      const { client, Bucket, PutObjectCommand, getSignedUrl } = await open()
      const ChecksumSHA256 = base64(sha256)
      const put = { Bucket, Key: id, ContentType: type, ContentLength: size, ChecksumSHA256 }
      const now = clock.now()
      const url = await getSignedUrl(client, new PutObjectCommand(put), {
        expiresIn: lifetimes.upload,
        signingDate: now,
        signableHeaders: new Set(['content-type', 'content-length']),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      })
      const headers = { 'Content-Type': type, 'x-amz-checksum-sha256': ChecksumSHA256 }
      return { method: 'PUT', url, headers, expiresAt: until(now, lifetimes.upload) }
    },

    async keep({ id, type, size, sha256 }: File, bytes) {
      const { client, Bucket, PutObjectCommand } = await open()
      const ChecksumSHA256 = base64(sha256)
      const put = { Bucket, Key: id, ContentType: type, ContentLength: size, ChecksumSHA256 }
      await client.send(new PutObjectCommand({ ...put, Body: bytes }))
    },

    async read(id) {
      const { client, Bucket, GetObjectCommand, NoSuchKey } = await open()
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: id }))
        return await Body!.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },

    async handOut({ id, name, type }: File) {
      const { client, Bucket, GetObjectCommand, getSignedUrl } = await open()
      const now = clock.now()
      const get = {
        ...{ Bucket, Key: id },
        ResponseContentDisposition: dispositionOf(name),
        ResponseContentType: type,
        ResponseCacheControl: 'private, no-store',
      }
      const url = await getSignedUrl(client, new GetObjectCommand(get), {
        expiresIn: lifetimes.download,
        signingDate: now,
      })
      return { url, expiresAt: until(now, lifetimes.download) }
    },

    async remove(id) {
      const { client, Bucket, DeleteObjectCommand } = await open()
      await client.send(new DeleteObjectCommand({ Bucket, Key: id }))
    },
  }
}
