import { beforeAll, describe, expect, it } from 'vitest'
import { MailRefused } from '../../shared/ports/mail.ts'
import { createAlliance } from '../support/alliance.ts'
import { anAlert, aSituation } from '../support/builders.ts'
import { createPump, queueEvent, sesEvent } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

/** Stands in every name, address and text, in whichever case. */
const marker = 'zqmarker'
const marked = (what: string) => `${what} ${marker}`

/** A world that keeps every line of its log, every event and every message on a queue. */
const listen = async () => {
  const lines: unknown[] = []
  const write = (message: string, fields?: object) => void lines.push({ message, ...fields })
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap, log: { info: write, warn: write, error: write } })
  const events: unknown[] = []
  wire.stream.push = (...items) => {
    events.push(...items)
    return Array.prototype.push.apply(wire.stream, items)
  }
  const messages: unknown[] = []
  const { send } = world.queues
  world.queues.send = (queue, some, delay) => {
    messages.push(...some)
    return send.call(world.queues, queue, some, delay)
  }
  return { world, wire, lines, events, messages }
}

/** The main job, from the roster to answers and bounces, with whatever secret comes by on the way. */
const tellStory = async ({ world, wire }: Awaited<ReturnType<typeof listen>>) => {
  const alliance = await createAlliance(world)
  const pump = createPump(world, wire)
  const { coordinator, second } = alliance
  const email = `${marker}@member.example.org`
  const { id: organizationId } = await alliance.organization({ name: marked('Member') }, [
    { email, name: marked('Ana') },
    { email: `alternate-${email}`, role: 'alternate' },
  ])
  await world.call(undefined, 'POST', '/v1/sign-in', { email })
  await pump.drain()
  const post = async (path: string, body: object, token = coordinator) =>
    (await world.call(token, 'POST', `/v1${path}`, body)).json
  const { id: situationId } = await post('/situations', aSituation({ title: marked('T'), summary: marker }))
  const coalition = { situationId, name: marked('C'), purpose: marker, confidential: true }
  const { id: coalitionId } = await post('/coalitions', coalition)
  await post(`/coalitions/${coalitionId}/invitations`, { organizationIds: [organizationId], role: 'lead' })
  await post('/meetings', {
    coalitionId,
    title: marked('M'),
    agenda: marked('A'),
    startsAt: '2026-12-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: `https://meet.example.org/${marker}` },
  })
  const texts = [{ language: 'en', headline: marked('H'), description: marked('D') }]
  const { id: alertId } = await post('/alerts', anAlert({ situationId, texts, level: 'emergency' }))
  await post(`/alerts/${alertId}/submission`, {})
  await post(`/alerts/${alertId}/return`, { remarks: marked('R') }, second)
  const { digest } = await post(`/alerts/${alertId}/submission`, {})
  await post(`/alerts/${alertId}/approval`, { digest }, second)
  await pump.drain()
  const bodies = world.mail.sent.map(({ raw }) => Buffer.from(raw).toString().replaceAll('=\r\n', ''))
  const links = [
    ...new Set(bodies.flatMap((body) => body.match(/example\.org\/[a-z-]+\/k1\.[\w.-]+/g) ?? [])),
  ]
  const paths = links.map((link) => link.slice(link.indexOf('/')))
  for (const path of paths) await world.app.request(path)
  const form = new URLSearchParams({ answer: 'accepted', comment: marked('Comment') })
  for (const path of paths) await world.app.request(path, { method: 'POST', body: form })
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] }
  for (const mail of world.mail.sent)
    await pump.functions['mail-feedback'](queueEvent([sesEvent(mail, 'Bounce', { bounce })]))
  const { token } = await post('/tokens', {
    name: marker,
    scopes: ['events:read'],
    expiresAt: '2027-01-01T00:00:00Z',
  })
  return { alliance, pump, email, situationId, paths, secrets: [coordinator, second, token, ...paths] }
}

type Story = Awaited<ReturnType<typeof tellStory>>

/** Everything fails in turn, each time with words that repeat what was sent. */
const failEverywhere = async ({ world, wire }: Awaited<ReturnType<typeof listen>>, story: Story) => {
  const { alliance, pump, email, paths, situationId } = story
  const { coordinator } = alliance
  const failure = () => new Error(`Refused ${email} ${coordinator} ${paths.join(' ')}\n${marker}`)
  const { id } = await alliance.draft({ situationId, level: 'emergency' })
  await alliance.release(id)
  world.mail.refuse = () => {
    throw failure()
  }
  await pump.drain()
  world.mail.refuse = () => {
    throw new MailRefused('line', 'MessageRejected')
  }
  await alliance.issue(pump)
  await pump.functions['mail-feedback'](
    queueEvent([{ detail: marker }, { source: 'aws.ses', detail: { eventType: email } }]),
  )
  await pump.functions.mailer(queueEvent([{ notificationId: email, chunk: marker }]))
  await pump.functions['webhook-sender'](queueEvent([{ webhookId: email }]))
  const { id: last } = await alliance.draft({ situationId })
  await alliance.release(last)
  wire.meddle = () => ({ before: failure() })
  const fallen = [
    await world.call(coordinator, 'GET', `/v1/organizations?country=KE`),
    await world.call(undefined, 'POST', '/v1/sign-in', { email }),
    ...(await Promise.all(paths.map((path) => world.call(undefined, 'GET', path)))),
    ...(await Promise.all(paths.map((path) => world.call(undefined, 'POST', path, 'answer=accepted')))),
  ]
  await pump.drain().catch(() => {})
  wire.meddle = () => undefined
  await world.call(`wrong-${marker}`, 'GET', `/v1/organizations/${marker}?name=${marker}`)
  return fallen
}

describe('what the house says to itself', () => {
  let told: Awaited<ReturnType<typeof listen>>
  let story: Story
  let fallen: { status: number; text: string }[]
  beforeAll(async () => {
    told = await listen()
    story = await tellStory(told)
    fallen = await failEverywhere(told, story)
  })

  const revealing = (said: unknown) => {
    const text = JSON.stringify(said).toLowerCase()
    const { secrets } = story
    return text.includes(marker) || secrets.some((secret) => text.includes(secret.toLowerCase()))
  }

  it('is something: mails were sent, links opened, and much has failed', () => {
    expect(story.paths.length).toBeGreaterThan(4)
    expect(fallen.filter(({ status }) => status === 500).length).toBeGreaterThan(4)
    expect(told.lines.length).toBeGreaterThan(5)
    expect(told.events.length).toBeGreaterThan(20)
    expect(told.messages.length).toBeGreaterThan(3)
  })

  it('names nobody in its log, and no address, text, link or token', () => {
    expect(told.lines.filter(revealing)).toEqual([])
  })

  it('names nobody in events and on queues either', () => {
    expect(told.events.filter(revealing)).toEqual([])
    expect(told.messages.filter(revealing)).toEqual([])
  })

  it('says nothing of a cause to who is told of a failure', () => {
    expect(fallen.filter(({ status, text }) => status === 500 && revealing(text))).toEqual([])
  })
})
