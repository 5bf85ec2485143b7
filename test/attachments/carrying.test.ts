import { beforeEach, describe, expect, it } from 'vitest'
import { aPdf, createFileRoom, type FileRoom, pdf } from './files.ts'

describe('what a post carries', () => {
  let room: FileRoom
  beforeEach(async () => {
    room = await createFileRoom()
  })

  const at = (post: string, file: string) => `/v1/posts/${post}/attachments/${file}`
  const page = (post: string, file: string) => room.visit(`/posts/${post}/attachments/${file}`)

  it('is fetched by who may read it, to be saved under its name', async () => {
    const file = aPdf({ name: 'Rapport – été “final”.pdf'.replaceAll(/[“”]/g, '') })
    const id = await room.add(file)
    const { id: post } = await room.publish({ attachmentIds: [id] })
    const { attachments } = (await room.read(post)).json
    expect(attachments).toMatchObject([{ id, name: file.name, type: file.type, size: file.bytes.length }])
    expect(attachments[0].organizationId).toBeUndefined()
    const answer = await room.address(at(post, id))
    expect(answer.status).toBe(200)
    const got = await room.fetchFrom(answer.json.url)
    expect(Buffer.from(await got.arrayBuffer())).toEqual(file.bytes)
    expect(got.headers.get('Content-Disposition')).toBe(
      `attachment; filename="Rapport _ _t_ final.pdf"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    const open = await page(post, id)
    expect([open.status, open.headers.get('Cache-Control')]).toEqual([302, 'no-store'])
    expect((await room.fetchFrom(open.headers.get('Location')!)).status).toBe(200)
    expect((await room.visit(`/posts/${post}`)).text).toContain(`/posts/${post}/attachments/${id}`)
    room.world.clock.advance(61)
    expect((await room.fetchFrom(answer.json.url)).status).toBe(403)
  })

  it("is its author's alone in a draft, the members' or a coalition's where the post is", async () => {
    const id = await room.add()
    const draft = (await room.write({ attachmentIds: [id], audience: { to: 'members' } })).json
    expect((await room.address(at(draft.id, id))).status).toBe(404)
    expect((await room.address(at(draft.id, id), room.coordinator)).status).toBe(404)
    expect((await room.address(at(draft.id, id), room.author.token)).status).toBe(200)
    await room.step(draft.id, 'publication')
    expect((await room.address(at(draft.id, id))).status).toBe(200)
    expect((await page(draft.id, id)).status).toBe(404)
    const ministry = await room.join('A ministry', { relation: 'authority', class: 'government' })
    expect((await room.address(at(draft.id, id), ministry.token)).status).toBe(404)
    expect((await room.call(undefined, 'GET', at(draft.id, id))).status).toBe(401)
    expect((await room.address(`/v1/attachments/${id}`)).status).toBe(404)
  })

  it('is nobody’s by another post than the one that carries it', async () => {
    const [mine, theirs] = [await room.add(), await room.add(aPdf(), room.reader.token)]
    const { id: open } = await room.publish({ attachmentIds: [mine] })
    const hidden = (await room.write({ attachmentIds: [theirs] }, room.reader)).json.id
    expect((await room.address(at(open, theirs), room.author.token)).status).toBe(404)
    expect((await page(open, theirs)).status).toBe(404)
    expect((await room.address(at(hidden, theirs), room.author.token)).status).toBe(404)
    for (const id of [mine, theirs, 'att_none']) {
      const again = await room.write({ attachmentIds: [id] })
      expect([again.status, again.json.errors?.[0].pointer]).toEqual([422, '#/attachmentIds/0'])
    }
    const shared = await room.add()
    const both = await Promise.all([1, 2].map(() => room.write({ attachmentIds: [shared] })))
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  it('is gone from sight with the post that is held or withdrawn, and stays for its author and coordinators', async () => {
    const id = await room.add()
    const { id: post } = await room.publish({ attachmentIds: [id] })
    const seen = async () => [
      (await page(post, id)).status,
      (await room.address(at(post, id))).status,
      (await room.address(at(post, id), room.author.token)).status,
      (await room.address(at(post, id), room.coordinator)).status,
    ]
    expect(await seen()).toEqual([302, 200, 200, 200])
    await room.step(post, 'hold', { reason: 'A face can be recognized.' }, room.coordinator)
    expect(await seen()).toEqual([404, 404, 200, 200])
    await room.step(post, 'release', undefined, room.coordinator)
    expect(await seen()).toEqual([302, 200, 200, 200])
    await room.step(post, 'withdrawal', { reason: 'A face can be recognized.' }, room.coordinator)
    expect(await seen()).toEqual([404, 404, 200, 200])
    expect((await room.read(post)).json.attachments).toEqual([])
    expect((await room.visit(`/posts/${post}`)).text).not.toContain('report.pdf')
  })

  it('changes by a correction; what was taken off is out of reach at once, and gone a day later', async () => {
    const [first, second] = [await room.add(), await room.add(aPdf({ bytes: pdf('Two villages') }))]
    const { id: post } = await room.publish({ attachmentIds: [first] })
    const put = { attachmentIds: [second], changed: 'Two villages, not three.' }
    expect((await room.step(post, 'correction', put)).json.attachments).toMatchObject([{ id: second }])
    expect([(await page(post, first)).status, (await page(post, second)).status]).toEqual([404, 302])
    await room.pump.pass(90_000)
    expect([await room.holds(first), await room.holds(second)]).toEqual([false, true])
    // What was put back in time stays.
    await room.step(post, 'correction', { attachmentIds: [], changed: 'Without it' })
    await room.step(post, 'correction', { attachmentIds: [second], changed: 'With it' })
    await room.pump.pass(90_000)
    expect((await page(post, second)).status).toBe(302)
    const words = { places: ['KE'], changed: 'Where it was' }
    expect((await room.step(post, 'correction', words)).json.attachments).toHaveLength(1)
  })

  it('is of a number that still fits the transaction', async () => {
    const situations: string[] = []
    for (let count = 0; count < 16; count++) situations.push((await room.alliance.situation()).id)
    const files: string[] = []
    for (let count = 0; count < 12; count++) files.push(await room.add())
    const event = { startsAt: '2026-12-10T18:00', timeZone: 'Africa/Nairobi', durationMinutes: 90 }
    const whole = { kind: 'event-notice', event, situationIds: situations.slice(0, 8) }
    const { id: post } = await room.publish({ ...whole, attachmentIds: files.slice(0, 6) })
    const other = {
      situationIds: situations.slice(8),
      attachmentIds: files.slice(6),
      event: { ...event, startsAt: '2026-12-11T18:00' },
      changed: 'Everything',
    }
    const { status, json } = await room.step(post, 'correction', other)
    expect([status, json.attachments.length]).toEqual([200, 6])
    const many = { attachmentIds: files.slice(0, 7) }
    expect((await room.write(many)).json.errors[0].pointer).toBe('#/attachmentIds')
  })
})

describe('what an item of the library carries', () => {
  it('is fetched by who may find the item, and goes with it', async () => {
    const room = await createFileRoom()
    const { coordinator, call, visit } = room
    const id = await room.add(aPdf({ name: 'ten-stages.pdf' }), coordinator)
    const item = {
      kind: 'educational-tool',
      texts: [{ language: 'en', title: 'The Ten Stages' }],
      languages: ['en'],
      licence: 'CC-BY-4.0',
    }
    const nothing = await call(coordinator, 'POST', '/v1/library', item)
    expect([nothing.status, nothing.json.errors[0].pointer]).toEqual([422, '#/url'])
    const theirs = { ...item, attachmentIds: [await room.add()] }
    expect((await call(coordinator, 'POST', '/v1/library', theirs)).json.errors[0].pointer).toBe(
      '#/attachmentIds/0',
    )
    const made = (await call(coordinator, 'POST', '/v1/library', { ...item, attachmentIds: [id] })).json
    const at = `/library/${made.id}/attachments/${id}`
    expect((await room.address(`/v1${at}`)).status).toBe(200)
    expect((await visit(at)).status).toBe(404)
    const open = { visibility: 'public' }
    const headers = { 'If-Match': `"${made.version}"` }
    await call(coordinator, 'PATCH', `/v1/library/${made.id}`, open, headers)
    expect((await visit(at)).status).toBe(302)
    expect((await visit('/library')).text).toContain(at)
    await room.pump.pass(90_000)
    expect(await room.holds(id)).toBe(true)
    await call(coordinator, 'DELETE', `/v1/library/${made.id}`)
    expect((await visit(at)).status).toBe(404)
    await room.pump.pass(90_000)
    expect(await room.holds(id)).toBe(false)
  })
})
