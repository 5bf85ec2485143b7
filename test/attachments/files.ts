import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { createNewsroom } from '../publications/newsroom.ts'

export const pdf = (words = 'What was seen') =>
  Buffer.from(
    `%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Title (${words}) >> endobj\ntrailer <<>>\n%%EOF\n`,
    'latin1',
  )

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** An archive with files that are not compressed. */
export const zip = (files: Record<string, string>) => {
  let at = 0
  const locals: Buffer[] = []
  const entries = Object.entries(files).map(([name, text]) => {
    const content = Buffer.from(text)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(content.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), content])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    locals.push(local)
    at += local.length
    return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, place, Buffer.from(name)])
  })
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

const partOf = (main: string) =>
  `<Types><Override PartName="/word/document.xml" ContentType="application/${main}+xml"/></Types>`

export const docx = zip({
  '[Content_Types].xml': partOf('vnd.openxmlformats-officedocument.wordprocessingml.document.main'),
  'word/document.xml': '<w/>',
})

/** The same with a program inside. */
export const docm = zip({
  '[Content_Types].xml': partOf('vnd.ms-word.document.macroEnabled.main'),
  'word/vbaProject.bin': 'Sub AutoOpen()',
})

export interface Given {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

export const aPdf = (change: Partial<Given> = {}): Given => ({
  name: 'report.pdf',
  type: 'application/pdf',
  bytes: pdf(),
  ...change,
})

export const announced = ({ name, type, bytes }: Given) => ({
  name,
  type,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

/** A newsroom whose authors have files to attach. */
export const createFileRoom = async () => {
  const room = await createNewsroom()
  const { call, world } = room
  const begin = (file: Given, token = room.author.token, change: object = {}, headers = {}) =>
    call(token, 'POST', '/v1/attachments', { ...announced(file), ...change }, headers)
  // biome-ignore lint/suspicious/noExplicitAny: an answer of the API.
  const send = async ({ upload }: any, bytes: Buffer, headers: object = {}) =>
    (await world.files.fetch(
      new Request(upload.url, {
        method: upload.method,
        headers: { ...upload.headers, ...headers },
        body: new Uint8Array(bytes),
      }),
    ))!
  const complete = (id: string, token = room.author.token) =>
    call(token, 'POST', `/v1/attachments/${id}/completion`)
  const add = async (file: Given = aPdf(), token = room.author.token) => {
    const begun = (await begin(file, token)).json
    await send(begun, file.bytes)
    const answer = await complete(begun.id, token)
    if (answer.status !== 200) throw new Error(answer.text)
    return begun.id as string
  }
  const fetchFrom = async (url: string) => (await world.files.fetch(new Request(url)))!
  const address = (path: string, token: string = room.reader.token) => call(token, 'GET', path)
  const holds = async (id: string) => (await world.deps.files.read(id)) !== undefined

  return { ...room, begin, send, complete, add, fetchFrom, address, holds }
}

export type FileRoom = Awaited<ReturnType<typeof createFileRoom>>

/** What a camera notes of a place (Exif 2.3, IFD 0x8825): 4° 51′ north. */
const place = (() => {
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1')
  const entry = (tag: number, [type, count, value]: readonly [number, number, number]) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16LE(tag, 0)
    bytes.writeUInt16LE(type, 2)
    bytes.writeUInt32LE(count, 4)
    bytes.writeUInt32LE(value, 8)
    return bytes
  }
  const directory = (...entries: readonly Buffer[]) =>
    Buffer.concat([Buffer.from([entries.length, 0]), ...entries, Buffer.alloc(4)])
  const degrees = Buffer.alloc(24)
  for (const [at, number] of [4, 1, 51, 1, 0, 1].entries()) degrees.writeUInt32LE(number, at * 4)
  const first = directory(entry(0x8825, [4, 1, 26]))
  return Buffer.concat([head, first, directory(entry(1, [2, 2, 0x4e]), entry(2, [5, 3, 56])), degrees])
})()

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** The beginning and end of a JPEG, with these notes in between. */
export const jpeg = (...notes: readonly Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...notes.map((note) => segment(0xe1, note)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    Buffer.from([0xff, 0xd9]),
  ])

const chunk = (type: string, content: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), content])))
  return Buffer.concat([length, Buffer.from(type), content, sum])
}

/** Pictures that say where they were taken, in each of the ways. */
export const located = {
  'by Exif in a JPEG': {
    name: 'a.jpg',
    type: 'image/jpeg',
    bytes: jpeg(Buffer.concat([Buffer.from('Exif\0\0'), place])),
  },
  'by XMP in a JPEG': {
    name: 'b.jpg',
    type: 'image/jpeg',
    bytes: jpeg(
      Buffer.from(
        'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="4,51.0N"/></rdf:RDF></x:xmpmeta>',
      ),
    ),
  },
  'by Exif in a PNG': {
    name: 'c.png',
    type: 'image/png',
    bytes: Buffer.concat([png.subarray(0, 33), chunk('eXIf', place), png.subarray(33)]),
  },
}
