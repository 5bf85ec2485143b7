import { beforeEach, describe, expect, it } from 'vitest'
import { atomFaults } from './atom-rules.ts'
import { createDesk, type Desk, openly } from './desk.ts'
import { all, atomSchemaFaults, formFaults, parse, textOf } from './xml.ts'

let desk: Desk
beforeEach(async () => {
  desk = await createDesk()
  await desk.join('Memorial Trust')
})

const atom = async (query = '') => (await desk.visit(`/feeds/alerts.atom${query}`)).text
const rss = async () => (await desk.visit('/feeds/alerts.rss')).text
const linksOf = (entry: ReturnType<typeof parse>) =>
  all(entry, 'link').map(({ attributes: { rel, type, href } }) => [rel, type, href])

describe('the Atom feed', () => {
  it('has one entry for each public alert in force, newest first, with its page and its CAP message', async () => {
    const first = await desk.issue({ ...openly, level: 'emergency' })
    desk.world.clock.advance(60)
    const second = await desk.issue({ ...openly, level: 'watch' })
    const { headers, text } = await desk.visit('/feeds/alerts.atom')
    expect(headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8')
    const feed = parse(text)
    const entries = all(feed, 'entry')
    expect(entries.map((entry) => textOf(entry, 'id'))).toEqual([
      `tag:tocsin.example.org,2026-11-22:${second}`,
      `tag:tocsin.example.org,2026-11-22:${first}`,
    ])
    expect(entries.map((entry) => textOf(entry, 'title'))).toEqual([
      'Watch: Villages burnt in the border region',
      'Emergency: Villages burnt in the border region',
    ])
    expect(linksOf(entries[0]!)).toEqual([
      ['alternate', 'text/html', `https://tocsin.example.org/alerts/${second}`],
      ['alternate', 'application/cap+xml', `https://tocsin.example.org/alerts/${second}/cap.xml`],
    ])
    expect([textOf(feed, 'id'), textOf(feed, 'updated')]).toEqual([
      'tag:tocsin.example.org,2026:alerts',
      textOf(entries[0]!, 'updated'),
    ])
    expect(textOf(all(feed, 'author')[0]!, 'name')).toBe('The Alliance')
    expect(linksOf(feed)[0]).toEqual([
      'self',
      'application/atom+xml',
      'https://tocsin.example.org/feeds/alerts.atom',
    ])
  })

  it('keeps the entry of an alert through its updates, and loses it when the alert expires', async () => {
    const id = await desk.issue({ ...openly, expiresAt: '2026-12-01T00:00:00Z' })
    const before = all(parse(await atom()), 'entry')[0]!
    desk.world.clock.advance(60)
    await desk.update(id, { level: 'emergency' })
    const [after, ...more] = all(parse(await atom()), 'entry')
    expect(more).toEqual([])
    expect([textOf(after!, 'id'), textOf(after!, 'published')]).toEqual([
      textOf(before, 'id'),
      textOf(before, 'published'),
    ])
    expect(textOf(after!, 'updated')).not.toBe(textOf(before, 'updated'))
    expect(textOf(after!, 'title')).toBe('Update – Emergency: Villages burnt in the border region')
    desk.world.clock.advance(30 * 86_400)
    expect(all(parse(await atom()), 'entry')).toEqual([])
  })

  it.each([
    ['retracted', 'Retracted: '],
    ['danger-passed', 'Danger passed: '],
    ['superseded', 'Replaced: '],
  ])(
    'tells for a month that an alert was %s, in its own entry, with the message that says so',
    async (reason, title) => {
      const id = await desk.issue({ ...openly, expiresAt: '2026-12-01T00:00:00Z' })
      const before = all(parse(await atom()), 'entry')[0]!
      desk.world.clock.advance(60)
      await desk.cancel(id, reason)
      const feed = parse(await atom())
      const [after, ...more] = all(feed, 'entry')
      expect([more, atomFaults(feed)]).toEqual([[], []])
      expect(textOf(after!, 'id')).toBe(textOf(before, 'id'))
      expect(textOf(after!, 'title')).toBe(`${title}Villages burnt in the border region`)
      expect(textOf(after!, 'updated')).not.toBe(textOf(before, 'updated'))
      const cap = (await desk.visit(`/alerts/${id}/cap.xml`)).text
      const guid = all(all(parse(await rss()), 'channel')[0]!, 'item').map((item) => textOf(item, 'guid'))
      expect([textOf(parse(cap), 'msgType'), guid]).toEqual(['Cancel', [textOf(parse(cap), 'identifier')]])
      expect((await desk.visit('/')).text).not.toContain(id)
      desk.world.clock.advance(29 * 86_400)
      expect(await atom()).toContain(id)
      desk.world.clock.advance(2 * 86_400)
      expect(await atom()).not.toContain(id)
    },
  )

  /** Rows that stand before all others in a list, of alerts that have left it. */
  const outlive = async (partition: 'feed' | 'current', count: number) => {
    const { store } = desk.world.deps
    const row = (await store.query({ table: 'alerts', partition })).items[0]!
    const rows = Array.from({ length: count }, (_, at) => ({
      ...row,
      ...{ pk: partition, sk: `${row['sk']}#${at}`, until: '2026-11-01T00:00:00.000Z' },
    }))
    await store.writeMany(rows.map((put) => ({ table: 'alerts', put })))
  }

  it('is not crowded by alerts whose rows have outlived them, and neither is the front page', async () => {
    const id = await desk.issue(openly)
    await outlive('feed', 120)
    await outlive('current', 80)
    expect(await atom()).toContain(id)
    expect((await desk.visit('/')).text).toContain(id)
    await outlive('current', 120)
    const front = (await desk.visit('/')).text
    expect(front).not.toContain('There are no current alerts')
    const more = /href="(\/\?[^"]*cursor=[^"]*)"/.exec(front)![1]!.replaceAll('&amp;', '&')
    expect((await desk.visit(more)).text).toContain(id)
  })

  it('comes in the language that is asked for', async () => {
    await desk.issue(openly)
    const feed = parse(await atom('?lang=fr'))
    expect(feed.attributes['xml:lang']).toBe('fr')
    expect(textOf(all(feed, 'entry')[0]!, 'title')).toContain('Villages incendiés')
  })

  it('stays below what aggregators take, however much is said', async () => {
    const texts = [{ language: 'km', headline: 'ខ'.repeat(160), description: 'ខ'.repeat(8000) }]
    for (let at = 0; at < 8; at++) await desk.issue({ ...openly, texts })
    expect(Buffer.byteLength(await atom())).toBeLessThan(100_000 * (8 / 100) * 1.5)
  })

  it('keeps the rules of RFC 4287, empty and full', async () => {
    expect([await atomSchemaFaults(await atom()), atomFaults(parse(await atom()))]).toEqual([[], []])
    await desk.issue(openly)
    const id = await desk.issue(openly)
    await desk.update(id)
    await desk.cancel(id, 'retracted')
    const feed = await atom()
    expect([await atomSchemaFaults(feed), atomFaults(parse(feed))]).toEqual([[], []])
    for (const [right, wrong] of [
      [/<updated>[^<]+<\/updated>/, ''],
      [/<updated>[^<]+<\/updated>/, '<updated>yesterday</updated>'],
      [/<id>[^<]+<\/id>/, ''],
      ['<author>', '<author><name>Another</name>'],
    ] as const)
      expect(await atomSchemaFaults(feed.replace(right, wrong))).not.toEqual([])
    expect(atomFaults(parse(feed.replace(/<updated>[^<]+<\/updated>/, '')))).not.toEqual([])
  })
})

describe('the RSS feed', () => {
  it('links to the CAP message, by whose identifier it knows an item', async () => {
    const id = await desk.issue(openly)
    const { issues } = await desk.read(id)
    const { headers, text } = await desk.visit('/feeds/alerts.rss')
    expect(headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
    expect(await formFaults(text)).toEqual([])
    const channel = all(parse(text), 'channel')[0]!
    for (const name of ['title', 'link', 'description']) expect(textOf(channel, name)).toBeTruthy()
    const [item] = all(channel, 'item')
    expect([textOf(item!, 'link'), textOf(item!, 'guid'), textOf(item!, 'pubDate')]).toEqual([
      `https://tocsin.example.org/alerts/${id}/cap.xml`,
      issues[0].reference,
      'Sun, 22 Nov 2026 09:00:00 GMT',
    ])
    expect(all(item!, 'guid')[0]!.attributes).toEqual({ isPermaLink: 'false' })
  })

  it('is whole when there is nothing to tell', async () => {
    expect(await formFaults(await rss())).toEqual([])
    expect(await formFaults(await atom())).toEqual([])
  })
})

describe.each(['atom', 'rss'])('the %s feed', (kind) => {
  const path = `/feeds/alerts.${kind}`

  it('is read by one query, and not sent again to who has it', async () => {
    await desk.issue(openly)
    const calls: string[] = []
    desk.wire.onCall = ({ name }) => calls.push(name)
    const first = await desk.visit(path)
    expect(calls).toEqual(['QueryCommand'])
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=60')
    const tag = { 'If-None-Match': first.headers.get('ETag')! }
    desk.world.clock.advance(5)
    const same = await desk.visit(path, tag)
    expect([same.status, same.text, same.headers.get('ETag')]).toEqual([304, '', first.headers.get('ETag')])
    expect((await desk.visit(path, {}, 'HEAD')).status).toBe(200)
    await desk.issue(openly)
    expect((await desk.visit(path, tag)).status).toBe(200)
  })
})
