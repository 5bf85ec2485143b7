import { beforeAll, describe, expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { aMeeting } from './gathering.ts'
import { read } from './mails.ts'
import { hasOtherReader, importInto } from './other-reader.ts'

const title = hasOtherReader
  ? 'a calendar that is not ours'
  : 'a calendar that is not ours (SKIPPED: Debian’s python3-icalendar is not installed)'

describe.skipIf(!hasOtherReader)(title, () => {
  const desk = 'desk@ar.example.org'
  const wire = new Wire()
  let ask: (
    method: string,
    path: string,
    body?: object,
    headers?: object,
  ) => Promise<{ id: string; contactId: string }>
  let messages: (id: string) => Promise<string[]>
  let drain: () => Promise<void>

  beforeAll(async () => {
    const world = await createWorld({ client: wire.wrap })
    const pump = createPump(world, wire)
    const alliance = await createAlliance(world)
    await alliance.organization({ name: 'منظمة; "Ödön", Inc\\.' }, [{ email: desk, languages: ['ar'] }])
    drain = pump.drain
    ask = async (method, path, body, headers) =>
      (await world.call(alliance.coordinator, method, path, body, headers as Record<string, string>)).json
    messages = async (id) => {
      await pump.drain()
      const mails = await Promise.all(world.mail.sent.map(read))
      return mails.flatMap(({ calendar }) => (calendar?.includes(id) ? [calendar] : []))
    }
  })

  const text = 'Über; alles, was – “wir” sehen\\ und tun 🕊️ '.repeat(4)

  it('holds the entry as it should be after the call, each change and the end', async () => {
    const { id } = await ask(
      'POST',
      '/v1/meetings',
      aMeeting({ title: `${text}?`, agenda: `${text}\n\n${text}` }),
    )
    await drain()
    const changes: [number, object][] = [
      [1, { startsAt: '2026-12-03T15:00' }],
      [
        2,
        {
          location: {
            kind: 'hybrid',
            url: 'https://meet.example.org/x?a=1;b=2,3',
            address: 'Hall 1; left, up',
          },
        },
      ],
      [3, { timeZone: 'Europe/Berlin' }],
      [4, { durationMinutes: 45 }],
    ]
    for (const [version, change] of changes) {
      await ask('PATCH', `/v1/meetings/${id}`, change, { 'If-Match': `"${version}"` })
      await drain()
    }
    await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'No quorum' })
    const all = await messages(id)
    const held = importInto(all).map((calendar) => Object.values(calendar))
    const entry = {
      summary: `${text}?`,
      location: 'https://meet.example.org/weekly',
      status: 'CONFIRMED',
      attendee: `mailto:${desk}`,
      organizer: expect.stringMatching(/^mailto:rsvp\+[0-9a-z]+@tocsin\.example\.org$/),
    }
    const hybrid = { location: 'Hall 1; left, up – https://meet.example.org/x?a=1;b=2,3' }
    expect(held).toMatchObject([
      [{ ...entry, sequence: 0, start: '2026-12-01T12:00:00+00:00', end: '2026-12-01T13:30:00+00:00' }],
      [{ ...entry, sequence: 1, start: '2026-12-03T12:00:00+00:00', end: '2026-12-03T13:30:00+00:00' }],
      [{ ...entry, ...hybrid, sequence: 1, start: '2026-12-03T12:00:00+00:00' }],
      [{ ...entry, ...hybrid, sequence: 2, start: '2026-12-03T14:00:00+00:00' }],
      [
        {
          ...entry,
          ...hybrid,
          sequence: 3,
          start: '2026-12-03T14:00:00+00:00',
          end: '2026-12-03T14:45:00+00:00',
        },
      ],
      [],
    ])
    // The mails may come in any order; what was true last is what stays.
    expect(importInto([...all].reverse()).at(-1)).toEqual({})
    expect(importInto([all[3]!, all[0]!, all[4]!, all[1]!]).at(-1)).toMatchObject({
      [`${id}@tocsin.example.org`]: { sequence: 3 },
    })
  })

  it('loses the entry of who is uninvited, and holds it again when they are invited anew', async () => {
    const { id } = await ask('POST', '/v1/meetings', aMeeting())
    await drain()
    const { items } = (await ask('GET', `/v1/meetings/${id}/rsvps`)) as unknown as {
      items: { contactId: string; organizationId: string }[]
    }
    const { contactId, organizationId } = items[0]!
    await ask('DELETE', `/v1/meetings/${id}/invitations/${contactId}`)
    await drain()
    await ask('POST', `/v1/meetings/${id}/invitations`, { organizationId })
    const held = importInto(await messages(id))
    expect(held.map((calendar) => Object.keys(calendar).length)).toEqual([1, 0, 1])
  })
})
