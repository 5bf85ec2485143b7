import { allTables } from '../../infra/takeout/all-tables.ts'
import type { Item } from '../../shared/storage/store.ts'
import type { TableName } from '../../shared/storage/tables.ts'
import { createAlliance } from '../support/alliance.ts'
import { ofKnownKinds } from '../support/kinds.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

export const day = 86_400

/** What people write, by where; each is to be found in the tables until it is removed. */
export const words = {
  replies: 'My brother was asked about you',
  fieldReports: 'Trucks without plates by the lower village',
  answers: 'My sister comes along',
  delegate: 'Aisling of the harbour',
  said: 'Bríd on the phone',
  poll: 'Fridays are not safe for me',
  tasks: 'She asked not to be called again',
}

const aMeeting = {
  title: 'Call',
  agenda: 'What to do',
  startsAt: '2026-12-01T15:00',
  timeZone: 'Africa/Nairobi',
  durationMinutes: 60,
  location: { kind: 'online', url: 'https://meet.example.org/1' },
}

/** An alliance in which everything that a setting removes has happened, on 22 November 2026 or soon after. */
export const createRoom = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap, store: ofKnownKinds })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const { coordinator, second } = alliance
  const call = async (method: string, path: string, body?: unknown, headers = {}, token = coordinator) => {
    const answer = await world.call(token, method, `/v1${path}`, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const { contacts } = await alliance.organization({ name: 'Harbour Watch' }, [
    { email: 'desk@harbour.example.org' },
  ])
  const contactId = contacts[0]!.id
  const alertId = await alliance.issue(pump, { level: 'emergency' })
  await pump.feedBack()

  const answer = async (meetingId: string, comment: string) => {
    await call('PUT', `/meetings/${meetingId}/rsvps/${contactId}`, {
      ...{ answer: 'accepted', comment, delegates: 2, delegateNames: [words.delegate] },
      told: { channel: 'phone', who: words.said },
    })
    await call('PUT', `/meetings/${meetingId}/rsvps/${contactId}`, { answer: 'tentative', comment })
  }
  /** A meeting that somebody answered. */
  const meet = async (change: object = {}) => {
    const { id } = await call('POST', '/meetings', { ...aMeeting, ...change })
    await pump.drain()
    await answer(id, words.answers)
    return id as string
  }
  /** A mail that comes back, and what a coordinator makes of it. */
  const reply = async (messageId: string, text: string) => {
    await pump.mailIn(`From: x@else.example.org\r\nSubject: Re\r\n\r\n${text}`, {
      messageId,
      to: ['inbox@tocsin.example.org'],
    })
    const { items } = await call('GET', '/replies')
    return items.at(-1).id as string
  }
  const close = (path: string, body: object) => call('POST', `${path}/closure`, body)
  /** A report from the field; the task that it opens is done with it. */
  const report = async (what: string) => (await call('POST', '/field-reports', { what })).id as string

  const set = async (retention: object) => {
    const headers = async () => ({ 'If-Match': `"${(await call('GET', '/settings')).version}"` })
    const { proposal } = await call('PATCH', '/settings', { retention }, await headers())
    if (proposal) await call('POST', '/settings/confirmation', undefined, await headers(), second)
  }

  /** A day passes, and whatever retention has to do is done. */
  const round = async () => {
    await pump.pass(day)
    for (let at = 0; at < 40; at++) await pump.pass(61)
  }
  const rows = async (table?: TableName) => {
    const found: Item[] = []
    for await (const { table: of, item } of allTables(world.client, world.tables))
      if (!table || of === table) found.push(item)
    return found
  }
  const isKept = async (text: string) => JSON.stringify(await rows()).includes(text)
  /** What is kept of what people wrote. */
  const kept = async () => {
    const all = JSON.stringify(await rows())
    return Object.keys(words).filter((key) => all.includes(words[key as keyof typeof words]))
  }
  /** What history says that rounds have removed. */
  const carriedOut = async () => {
    const { items } = await call('GET', '/events?subject=settings&limit=200')
    return items.flatMap(({ type, data }: Item) => (type === 'retention.carried-out' ? [data] : []))
  }
  return {
    ...{ world, pump, alliance, call, contactId, alertId, coordinator },
    ...{ meet, answer, reply, report, close, set, round, rows, kept, isKept, carriedOut },
  }
}

export type Room = Awaited<ReturnType<typeof createRoom>>
