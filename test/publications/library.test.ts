import { beforeAll, describe, expect, it } from 'vitest'
import { library } from '../../shared/library/repository.ts'
import { itemInput, type LibraryItem } from '../../shared/library/schema.ts'
import type { Action } from '../../shared/storage/store.ts'
import { everyItem } from '../support/follow.ts'
import { createNewsroom, type Newsroom } from './newsroom.ts'

const anItem = (change: object = {}) => ({
  kind: 'educational-tool',
  texts: [{ language: 'en', title: 'The Ten Stages for schools' }],
  url: 'https://library.example.org/1',
  subjects: ['Early warning'],
  audiences: ['teachers'],
  languages: ['en'],
  licence: 'CC-BY-4.0',
  visibility: 'public',
  ...change,
})

describe('the library', () => {
  let room: Newsroom
  const ids: Record<string, string> = {}
  const add = async (change: object = {}) =>
    room.call(room.coordinator, 'POST', '/v1/library', anItem(change))
  beforeAll(async () => {
    room = await createNewsroom()
    const items = {
      stages: {},
      history: {
        kind: 'historical-account',
        texts: [
          { language: 'fr', title: 'Mémoire des témoins' },
          { language: 'km', title: 'ប្រវត្តិសាស្ត្រនៃប្រទេសកម្ពុជា' },
        ],
        languages: ['fr', 'km'],
        audiences: ['researchers'],
      },
      members: { visibility: 'members', texts: [{ language: 'en', title: 'Stages, for members alone' }] },
    }
    for (const [name, change] of Object.entries(items)) {
      room.world.clock.advance(60)
      ids[name] = (await add(change)).json.id
    }
  })

  const found = async (query: Record<string, string>, token = room.reader.token) => {
    const items = await everyItem(room.world, token, `/v1/library?${new URLSearchParams(query)}`)
    return items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))
  }

  it('is found by words of its titles, without case and accents, and in writing without blanks', async () => {
    expect(await found({ q: 'STAGES' })).toEqual(['members', 'stages'])
    expect(await found({ q: 'stages schools' })).toEqual(['stages'])
    expect(await found({ q: 'memoire', lang: 'fr' })).toEqual(['history'])
    expect(await found({ q: 'កម្ពុជា', lang: 'km' })).toEqual(['history'])
    expect(await found({ q: 'nothing' })).toEqual([])
  })

  it('is found by what it is, about what, for whom, in which language and under which licence', async () => {
    expect(await found({})).toEqual(['members', 'history', 'stages'])
    expect(await found({ kind: 'historical-account' })).toEqual(['history'])
    expect(await found({ subject: 'early WARNING', audience: 'teachers' })).toEqual(['members', 'stages'])
    expect(await found({ language: 'km', licence: 'CC-BY-4.0' })).toEqual(['history'])
    expect(await found({ q: 'stages', language: 'km' })).toEqual([])
    expect(await found({ limit: '1', q: 'stages', kind: 'educational-tool' })).toEqual(['members', 'stages'])
  })

  it('reads one place of the catalogue for a page, and a few at most', async () => {
    const queries: unknown[] = []
    room.wire.onCall = ({ name }) => {
      if (name === 'QueryCommand') queries.push(name)
    }
    await room.call(room.reader.token, 'GET', '/v1/library?q=stages&kind=historical-account&limit=1')
    room.wire.onCall = undefined
    expect(queries.length).toBeLessThanOrEqual(5)
  })

  it('shows the public what is public, and lets coordinators alone keep it', async () => {
    const page = (await room.visit('/library?q=stages')).text
    expect(page).toContain('The Ten Stages for schools')
    expect(page).not.toContain('for members alone')
    expect((await room.visit('/library?q=%3Cscript%3Ealert(1)%3C/script%3E')).text).not.toContain('<script>')
    expect((await room.call(room.reader.token, 'POST', '/v1/library', anItem())).status).toBe(403)
    const unfit = [{ languages: [] }, { url: 'javascript:alert(1)' }, { texts: [] }, { licence: '' }]
    for (const change of unfit) expect((await add(change)).status).toBe(422)
  })

  it('leaves every place when it changes or goes, also at full size', async () => {
    const title = Array.from({ length: 30 }, (_, at) => `wordnumber${at}`)
      .join(' ')
      .slice(0, 200)
    const full = {
      texts: ['en', 'fr', 'de', 'es', 'nl', 'ar'].map((language) => ({
        language,
        title: `${title.slice(0, 190)} ${language}`,
      })),
      subjects: ['a1', 'b2', 'c3', 'd4', 'e5'],
      audiences: ['public', 'teachers', 'students', 'officials'],
      languages: ['en', 'fr', 'de', 'es', 'nl', 'ar'],
    }
    const { json } = await add(full)
    ids['full'] = json.id
    expect(await found({ q: 'wordnumber3' })).toEqual(['full'])
    const headers = { 'If-Match': '"1"' }
    const change = anItem({
      texts: [{ language: 'en', title: 'Another name' }],
      subjects: ['f6'],
      languages: ['km'],
    })
    const changed = await room.call(room.coordinator, 'PATCH', `/v1/library/${json.id}`, change, headers)
    expect([changed.status, await found({ q: 'wordnumber3' }), await found({ q: 'another' })]).toEqual([
      200,
      [],
      ['full'],
    ])
    expect((await room.call(room.coordinator, 'DELETE', `/v1/library/${json.id}`)).status).toBe(204)
    expect(await found({ q: 'another' })).toEqual([])
  })

  it.each(['abcd', 'en-x-a1', 'x-y', '*'])('is read by whoever asks for the language %s', async (asked) => {
    const headers = { 'Accept-Language': asked }
    expect((await room.world.app.request('/library?q=stages', { headers })).status).toBe(200)
  })
})

describe('a large library', () => {
  it('is searched by as many reads as a small one, five a page at most, and nothing is missed', async () => {
    const room = await createNewsroom()
    const now = room.world.clock.now().toISOString()
    const items = Array.from({ length: 500 }, (_, at): LibraryItem => {
      const texts = [{ language: 'en', title: `Common words and word${at}`, abstract: '' }]
      const subjects = at === 250 ? ['Rare'] : ['Usual']
      const place = {
        id: `lib_${at}` as const,
        createdAt: new Date(Date.parse(now) + at * 1000).toISOString(),
      }
      const said = { ...itemInput.parse(anItem({ texts, subjects })), attachments: [] }
      return { ...said, ...place, version: 1, updatedAt: now }
    })
    await room.world.deps.store.writeMany(
      items.flatMap(library.create).map((action) => ({ ...action, if: undefined }) as Action),
    )
    let reads = 0
    room.wire.onCall = ({ name }) => {
      reads += name === 'QueryCommand' ? 1 : 0
      expect(name).not.toBe('ScanCommand')
    }
    const page = async (query: string) => {
      reads = 0
      const { json } = await room.call(room.reader.token, 'GET', `/v1/library?limit=20&${query}`)
      return { ids: json.items.map(({ id }: { id: string }) => id), reads }
    }
    expect(await page('q=word250')).toEqual({ ids: ['lib_250'], reads: 1 })
    expect(await page('subject=rare')).toEqual({ ids: ['lib_250'], reads: 1 })
    expect((await page('q=common')).reads).toBe(1)
    expect((await page('q=common&subject=rare')).reads).toBe(5)
    room.wire.onCall = undefined
    const all = await everyItem(room.world, room.reader.token, '/v1/library?limit=20&q=common&subject=rare')
    expect(all.map(({ id }) => id)).toEqual(['lib_250'])
  })
})
