import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { atomFaults } from '../alerts/atom-rules.ts'
import { all, parse, textOf } from '../alerts/xml.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

describe('the feeds of posts', () => {
  let room: Newsroom
  beforeEach(async () => {
    room = await createNewsroom()
  })

  it('have public posts alone, by kind and by situation, in the language asked for', async () => {
    const { id: situationId } = await room.alliance.situation()
    const news = await room.publish()
    room.world.clock.advance(60)
    const appeal = await room.publish({ kind: 'appeal', situationIds: [situationId] })
    await room.publish({ audience: { to: 'members' } })
    const idsIn = async (query: string) =>
      all(parse((await room.visit(`/feeds/posts.atom${query}`)).text), 'entry').map((entry) =>
        textOf(entry, 'id')?.split(':').at(-1),
      )
    expect(await idsIn('')).toEqual([appeal.id, news.id])
    expect(await idsIn('?kind=news')).toEqual([news.id])
    expect(await idsIn(`?situationId=${situationId}`)).toEqual([appeal.id])
    expect(await idsIn(`?kind=news&situationId=${situationId}`)).toEqual([])
    expect((await room.visit('/feeds/posts.atom?lang=fr')).text).toContain('Appel: Ce qui a été vu')
    // The rules of alerts' feeds, whose entries have a CAP message besides.
    const faults = atomFaults(parse((await room.visit('/feeds/posts.atom?kind=news')).text))
    expect(faults).toEqual(['an entry has not one CAP message'])
    const [channel] = all(parse((await room.visit('/feeds/posts.rss')).text), 'channel')
    expect(all(channel!, 'item')).toHaveLength(2)
  })

  it('are answered by one read, and none of the posts, while nothing has changed', async () => {
    await room.publish({ kind: 'event-notice', event: anEvent })
    for (const path of ['/feeds/posts.atom', '/feeds/posts.rss?kind=appeal', '/feeds/events.ics']) {
      const first = await room.visit(path)
      const calls: string[] = []
      room.wire.onCall = ({ name }) => calls.push(name)
      const again = await room.visit(path, { 'If-None-Match': `"other", ${first.headers.get('ETag')}` })
      expect([path, again.status, calls]).toEqual([path, 304, ['GetCommand']])
      room.wire.onCall = undefined
      await room.publish()
      const after = await room.visit(path, { 'If-None-Match': first.headers.get('ETag')! })
      expect([path, after.status]).toEqual([path, 200])
    }
  })

  const anEvent = {
    startsAt: '2026-12-10T18:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 90,
    location: 'The town hall, Nairobi',
  }

  it('have a calendar of what public notices announce', async () => {
    const { id } = await room.publish({ kind: 'event-notice', event: anEvent })
    await room.publish({ kind: 'event-notice', event: anEvent, audience: { to: 'members' } })
    const events = async (query = '') => {
      const { text } = await room.visit(`/feeds/events.ics${query}`)
      return new ICAL.Component(ICAL.parse(text))
        .getAllSubcomponents('vevent')
        .map((each) => new ICAL.Event(each))
    }
    const [one, ...more] = await events()
    expect([one!.uid, one!.startDate.toJSDate().toISOString(), more]).toEqual([
      id,
      '2026-12-10T15:00:00.000Z',
      [],
    ])
    expect(await events('?kind=meeting-notice')).toEqual([])
    await room.step(id, 'correction', {
      event: { ...anEvent, startsAt: '2026-12-11T18:00' },
      changed: 'A day later',
    })
    const [moved] = await events()
    expect(moved!.sequence).toBeGreaterThan(one!.sequence)
    await room.step(id, 'withdrawal', { reason: 'Called off' })
    expect(await events()).toEqual([])
  })
})
