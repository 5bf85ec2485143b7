import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { aMeeting, createGathering, type Gathering, type Guest, submit } from './gathering.ts'

const fields = [
  'title',
  'agenda',
  'startsAt',
  'offset',
  'timeZone',
  'durationMinutes',
  'location',
  'rsvpBy',
  'capacity',
  'coalitionId',
]

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\u0000', '\ud800', '__proto__', '🕯', '{}'),
)
const times = fc.constantFrom(
  '2026-12-01T15:00',
  '2027-03-28T02:30',
  '2027-10-31T02:30',
  '9999-12-31T23:59',
  '0000-01-01T00:00',
  '-271821-04-19T00:00',
  '2026-12-01T15:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '2026-12-01T15:00:60Z',
)
const zones = fc.constantFrom(
  'Europe/Berlin',
  'Africa/Nairobi',
  'Factory',
  'Etc/GMT+12',
  'ROC',
  'utc',
  '../etc',
  'Pacific/Apia',
)
const numbers = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e308, -0, Number.MAX_SAFE_INTEGER))
const places = fc.record({
  kind: fc.oneof(fc.constantFrom('online', 'hybrid', 'in-person'), text),
  url: text,
  address: text,
})
const anything = fc.oneof(text, times, zones, numbers, places, fc.jsonValue())

const body = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(fc.constantFrom(...fields), anything).map((change) => aMeeting(change)),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
)

describe('whatever a caller sends', () => {
  let gathering: Gathering
  let guest: Guest
  let id: string
  beforeAll(async () => {
    gathering = await createGathering(['Memorial Trust'])
    guest = gathering.guests[0]!
    id = await gathering.called({ capacity: 3 })
  })

  const call = (method: string, path: string, sent?: unknown, headers = {}) =>
    gathering.world.call(
      gathering.coordinator,
      method,
      path,
      sent === undefined ? undefined : JSON.stringify(sent),
      {
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
    )

  const isForeseen = (status: number) => status >= 200 && status < 500

  it('is no reason to fail when a meeting is called or changed', async () => {
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (sent, isNew) => {
        const { status, text: said } = isNew
          ? await call('POST', '/v1/meetings', sent)
          : await call('PATCH', `/v1/meetings/${id}`, sent, { 'If-Match': '"1"' })
        expect([isForeseen(status), said]).toEqual([true, said])
      }),
      { numRuns: 200 },
    )
  })

  it('is no reason to fail when somebody answers', async () => {
    const said = fc.record(
      { answer: fc.oneof(fc.constantFrom('accepted', 'declined'), text), comment: text, delegates: anything },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(said, async (sent) => {
        const { status } = await call('PUT', `/v1/meetings/${id}/rsvps/${guest.contactId}`, sent)
        expect(isForeseen(status)).toBe(true)
        const form = Object.fromEntries(
          Object.entries(sent).map(([name, value]) => [name, JSON.stringify(value)]),
        )
        const posted = await submit(gathering.world, await gathering.linkFor(id, guest), form)
        expect(isForeseen(posted.status)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is no reason to fail in paths and queries', async () => {
    const path = fc.constantFrom(
      '/v1/meetings',
      '/v1/meetings/',
      '/v1/meetings/mtg_',
      `/v1/meetings/${id}/rsvps`,
      '/rsvp/',
    )
    const names = fc.constantFrom('from', 'to', 'limit', 'cursor', 'coalitionId')
    const values = fc.oneof(
      text,
      times,
      fc.constantFrom('coa_x', '0', '-1', '1e9', 'NaN', '9999-12-31T23:59:59-23:59'),
    )
    await fc.assert(
      fc.asyncProperty(path, text, fc.dictionary(names, values), async (start, rest, query) => {
        const tail = start.endsWith('/') || start.endsWith('_') ? encodeURIComponent(rest.toWellFormed()) : ''
        const search = new URLSearchParams(query)
        expect(isForeseen((await call('GET', `${start}${tail}?${search}`)).status)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
