import { beforeEach, describe, expect, it } from 'vitest'
import {
  announced,
  aPdf,
  createFileRoom,
  docm,
  docx,
  type FileRoom,
  jpeg,
  located,
  pdf,
  png,
} from './files.ts'

const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('a file to be attached', () => {
  let room: FileRoom
  beforeEach(async () => {
    room = await createFileRoom()
  })

  it('is announced, uploaded, looked at, and then ready; its bytes never pass through the API', async () => {
    const file = aPdf()
    const begun = await room.begin(file)
    expect([begun.status, begun.json.state, begun.json.upload.method]).toEqual([201, 'awaiting', 'PUT'])
    expect((await room.complete(begun.json.id)).status).toBe(409)
    expect((await room.send(begun.json, file.bytes)).status).toBe(200)
    const done = await room.complete(begun.json.id)
    expect([done.status, done.json.state]).toEqual([200, 'ready'])
    expect((await room.complete(begun.json.id)).json.version).toBe(done.json.version)
    expect((await room.complete(begun.json.id, room.reader.token)).status).toBe(404)
    expect((await room.address(`/v1/attachments/${begun.json.id}`)).status).toBe(404)
    expect(await room.world.deps.files.read(begun.json.id)).toEqual(file.bytes)
  })

  it.each([
    ['report.pdf', 'application/pdf', png],
    ['report.pdf', 'application/pdf', Buffer.from('<html><script>alert(1)</script>')],
    ['report.pdf', 'application/pdf', Buffer.from('MZ\x90\x00\x03\x00\x00\x00\x04\x00', 'latin1')],
    ['photo.png', 'image/png', pdf()],
    ['photo.png', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['notes.docx', office, docm],
    ['notes.docx', office, Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')],
    ['figures.csv', 'text/csv', docx],
    ['figures.csv', 'text/csv', Buffer.from('a,b\n\x00\x01', 'latin1')],
    ['notes.txt', 'text/plain', Buffer.from([0xff, 0xfe, 0x41, 0x00])],
  ])('is refused, and its bytes are gone, where %s claims to be %s and is not', async (name, type, bytes) => {
    const begun = (await room.begin({ name, type, bytes })).json
    await room.send(begun, bytes)
    const answer = await room.complete(begun.id)
    expect([answer.status, answer.json.errors]).toEqual([
      422,
      [{ pointer: '#/type', detail: 'is not what the content of the file is' }],
    ])
    expect(await room.holds(begun.id)).toBe(false)
    await room.send(begun, bytes)
    expect((await room.complete(begun.id)).status).toBe(422)
    expect((await room.write({ attachmentIds: [begun.id] })).json.errors[0].pointer).toBe('#/attachmentIds/0')
  })

  it.each(Object.entries(located))('is refused where it tells %s where it was taken', async (_, file) => {
    const begun = (await room.begin(file)).json
    await room.send(begun, file.bytes)
    for (const answer of [await room.complete(begun.id), await room.complete(begun.id)])
      expect([answer.status, answer.json.errors[0].detail]).toEqual([
        422,
        expect.stringContaining('where it was taken'),
      ])
    expect(await room.holds(begun.id)).toBe(false)
  })

  it('is taken where it is what it claims, of each kind that people write, see and hear', async () => {
    const mp3 = Buffer.concat([
      Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00', 'latin1'),
      Buffer.from([0xff, 0xfb, 0x90, 0x64]),
      Buffer.alloc(413),
    ])
    const mp4 = Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42', 'latin1')
    const files = [
      aPdf(),
      { name: 'photo.PNG', type: 'image/png', bytes: png },
      { name: 'photo.jpg', type: 'image/jpeg', bytes: jpeg() },
      { name: 'notes.docx', type: office, bytes: docx },
      { name: 'figures.csv', type: 'text/csv', bytes: Buffer.from('lieu,année\nរាជធានី,1975\n') },
      { name: 'قرية.txt', type: 'text/plain', bytes: Buffer.from('ثلاث قرى\n') },
      { name: 'song.mp3', type: 'audio/mpeg', bytes: mp3 },
      { name: 'witness.mp4', type: 'video/mp4', bytes: mp4 },
    ]
    for (const file of files) expect(await room.add(file)).toMatch(/^att_/)
  })

  it.each([
    '../../etc/passwd.pdf',
    '/etc/cron.d/x.pdf',
    '..\\..\\x.pdf',
    'C:x.pdf',
    '.pdf',
    '..pdf',
    '.hidden.pdf',
    'x.pdf.',
    'x.pdf ',
    'CON.pdf',
    'lpt1.pdf',
    'x\0.pdf',
    'x\r\nSet-Cookie: a=b.pdf',
    'x\u202efdp.exe.pdf',
    'x".pdf',
    'x.exe',
    'x.pdf.html',
    'report',
    `${'x'.repeat(120)}.pdf`,
    '',
  ])('is not called %j', async (name) => {
    const { status, json } = await room.begin(aPdf(), undefined, { name })
    // Blanks around a name are nobody's intent.
    if (name.trim() !== name) expect(json.name).toBe(name.trim())
    else expect([status, json.errors[0].pointer]).toEqual([422, '#/name'])
  })

  it('is refused by name where it is too large, empty, of another type or without its digest', async () => {
    const faultOf = async (change: object) => {
      const { status, json } = await room.begin(aPdf(), undefined, change)
      return [status, json.errors?.[0].pointer]
    }
    expect(await faultOf({ size: 25 * 1024 * 1024 + 1 })).toEqual([422, '#/size'])
    expect(await faultOf({ size: 0 })).toEqual([422, '#/size'])
    expect(await faultOf({ size: 1.5 })).toEqual([422, '#/size'])
    expect(await faultOf({ type: 'text/html', name: 'x.html' })).toEqual([422, '#/type'])
    expect(await faultOf({ type: 'image/svg+xml', name: 'x.svg' })).toEqual([422, '#/type'])
    expect(await faultOf({ sha256: 'x' })).toEqual([422, '#/sha256'])
    expect(await faultOf({ organizationId: room.reader.organizationId })).toEqual([422, '#'])
    const ministry = await room.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await room.begin(aPdf(), ministry.token)).status).toBe(403)
  })

  it('is begun once under one key, and not without end', async () => {
    const headers = { 'Idempotency-Key': '"one"' }
    const twice = [1, 2].map(() => room.begin(aPdf(), undefined, {}, headers))
    const [first, second] = (await Promise.all(twice)).map(({ json }) => json)
    expect([second.id, second.upload.method]).toEqual([first.id, 'PUT'])
    for (let more = 1; more < 20; more++) await room.begin(aPdf())
    expect((await room.begin(aPdf())).status).toBe(429)
    expect((await room.begin(aPdf(), room.reader.token)).status).toBe(201)
    await room.pump.pass(90_000)
    expect((await room.begin(aPdf())).status).toBe(201)
  })

  it('is gone a day later where nobody sent its bytes, finished it or used it', async () => {
    const file = aPdf()
    const silent = (await room.begin(file)).json
    const unfinished = (await room.begin(file)).json
    await room.send(unfinished, file.bytes)
    const unused = await room.add(file)
    const used = await room.add(file)
    await room.publish({ attachmentIds: [used] })
    await room.pump.pass(82_800)
    expect(await room.holds(unused)).toBe(true)
    await room.pump.pass(7_200)
    const left = await Promise.all([silent.id, unfinished.id, unused, used].map(room.holds))
    expect(left).toEqual([false, false, false, true])
    const at = (id: string) => room.address(`/v1/attachments/${id}`, room.author.token)
    for (const id of [silent.id, unfinished.id, unused]) expect((await at(id)).status).toBe(404)
    expect((await at(used)).json.attachedTo).toMatch(/^pst_/)
  })

  it('says nothing of itself in what happened', async () => {
    const id = await room.add(aPdf({ name: 'The name of a witness.pdf' }))
    const { text } = await room.address(`/v1/events?subject=${id}`, room.author.token)
    expect(text).toContain('attachment.ready')
    expect(text).not.toContain('witness')
    expect(text).not.toContain(announced(aPdf()).sha256)
    expect((await room.address(`/v1/events?subject=${id}`)).json.items).toEqual([])
  })
})
