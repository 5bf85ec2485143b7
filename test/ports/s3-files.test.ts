import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createS3Files, settings } from '../../shared/ports/s3-files.ts'
import { announced, aPdf, pdf } from '../attachments/files.ts'

let engine: Awaited<ReturnType<typeof startFauxqs>>
let client: S3Client
beforeAll(async () => {
  engine = await startFauxqs({ port: 0, logger: false })
  client = new S3Client({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${engine.port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
    ...settings,
  })
  await client.send(new CreateBucketCommand({ Bucket: 'attachments' }))
})
afterAll(async () => {
  client.destroy()
  await engine.stop()
})

const clock = { now: () => new Date() }
const file = { id: 'att_1', ...announced(aPdf({ name: 'قرية.pdf' })) }
const open = () => createS3Files('attachments', clock, client)

it('is sent and fetched by addresses of S3, and gone when it is removed', async () => {
  const files = open()
  expect(await files.read(file.id)).toBeUndefined()
  const { url, method, headers } = await files.takeUp(file)
  const sent = await fetch(url, { method, headers, body: new Uint8Array(pdf()) })
  expect(sent.status).toBe(200)
  expect(Buffer.from((await files.read(file.id))!)).toEqual(pdf())
  const got = await fetch((await files.handOut(file)).url)
  expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf())
  await files.remove(file.id)
  await files.remove(file.id)
  expect(await files.read(file.id)).toBeUndefined()
})

it('is kept by us where its bytes came with a request', async () => {
  const files = open()
  await files.keep(file, pdf())
  expect(Buffer.from((await files.read(file.id))!)).toEqual(pdf())
  await files.remove(file.id)
})

it('binds an upload to length, type and digest, and a download to be saved, both for a while', async () => {
  const up = new URL((await open().takeUp(file)).url).searchParams
  expect(up.get('X-Amz-SignedHeaders')!.split(';').sort()).toEqual([
    'content-length',
    'content-type',
    'host',
    'x-amz-checksum-sha256',
  ])
  expect(up.get('X-Amz-Expires')).toBe('3600')
  // A checksum of bytes that are still to come would refuse them all.
  expect([...up.keys()].filter((name) => /crc32/i.test(name))).toEqual([])
  const { url } = await open().handOut(file)
  const down = new URL(url).searchParams
  expect(down.get('response-content-disposition')).toBe(
    `attachment; filename="____.pdf"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  )
  expect([down.get('response-content-type'), down.get('X-Amz-Expires')]).toEqual(['application/pdf', '60'])
  expect(new URL(url).pathname).toBe('/attachments/att_1')
})

it('says so where nobody has named a bucket', async () => {
  await expect(createS3Files(undefined, clock, client).read('att_1')).rejects.toThrow('names no bucket')
})
