import { beforeAll, describe, expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { createRandom, type Random } from '../support/random.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { clients, type Pressed } from './calendar-replies.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

const aSeries = aMeeting({
  startsAt: '2027-03-09T15:00',
  timeZone: 'Europe/Berlin',
  recurrence: { rule: 'FREQ=WEEKLY;COUNT=6' },
})

const names = [
  'RECURRENCE-ID;TZID=Europe/Berlin:20270316T150000',
  'RECURRENCE-ID;VALUE=DATE:20270316',
  'RECURRENCE-ID;VALUE=PERIOD:20270316T150000Z/PT1H',
  `RECURRENCE-ID;TZID=${'x'.repeat(3000)}:20270316T150000`,
  'RECURRENCE-ID;TZID=Etc/GMT+99:20270316T150000',
  'RECURRENCE-ID:-00010101T000000Z',
  'RECURRENCE-ID:nonsense',
  'RECURRENCE-ID:',
]
const junk = ['\0', '\ufffd', '"', '\r\n', ':', ';', '=', 'BEGIN:VEVENT\r\n', '9'.repeat(400)]

/** A mail cut short, or with junk in it. */
const spoiled = (mail: string, random: Random) => {
  if (random.chance(0.3)) return mail.slice(0, random.below(mail.length))
  return Array.from({ length: 1 + random.below(6) }).reduce<string>((spoilt) => {
    const at = random.below(spoilt.length)
    return spoilt.slice(0, at) + random.pick(junk) + spoilt.slice(at + random.below(3))
  }, mail)
}

describe('answers to one of a series', () => {
  let world: World
  let pump: Pump
  let coordinator: string
  let id: string
  let guests: { contactId: string; link: string; organizer: string; uid: string; email: string }[]

  const ask = async (method: string, path: string) =>
    (await world.call(coordinator, method, `/v1/meetings/${path}`)).json
  const one = async (recurrenceId: string) => ask('PUT', `${id}/occurrences/${recurrenceId}`)

  beforeAll(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    const alliance = await createAlliance(world)
    coordinator = alliance.coordinator
    const members = await alliance.members(30)
    id = (await world.call(coordinator, 'POST', '/v1/meetings', aSeries)).json.id
    await pump.drain()
    guests = await Promise.all(
      world.mail.sent.map(async (mail) => {
        const { event, link } = await read(mail)
        const value = (name: string) => String(event!.getFirstPropertyValue(name)).replace(/^mailto:/, '')
        const [contact] = members.flatMap(({ contacts }) => contacts).filter(({ email }) => email === mail.to)
        return {
          contactId: contact!.id,
          link: link!,
          organizer: value('organizer'),
          uid: value('uid'),
          email: mail.to,
        }
      }),
    )
  })

  it('all count when they come at once to one that nothing was said of', async () => {
    const answered = await Promise.all(
      guests.map(({ link }) => submit(world, `${link}/occurrences/2027-03-30T15:00`, { answer: 'accepted' })),
    )
    expect(answered.map(({ status }) => status)).toEqual(guests.map(() => 200))
    const { counts } = await ask('GET', `${(await one('2027-03-30T15:00')).id}/rsvps`)
    expect(counts.organizations).toMatchObject({ invited: 30, accepted: 30, silent: 0 })
    expect((await ask('GET', `${id}/rsvps`)).counts.organizations.silent).toBe(30)
  })

  it('are held or counted for who gave them, whatever is left of the mail', async () => {
    const random = createRandom(20_261_122)
    const { organizer, uid, email, contactId } = guests[0]!
    for (let at = 0; at < 120; at++) {
      const pressed: Pressed = {
        ...{ uid, organizer, attendee: email, sequence: 0, stamp: '20261122T090000Z', partstat: 'DECLINED' },
        ...(random.chance(0.7) && { occurrence: random.pick(names) }),
      }
      const mail = spoiled(random.pick(Object.values(clients))(pressed), random)
      await pump.mailIn(mail, { messageId: `spoiled-${at}`, to: [organizer] })
    }
    const { items } = await ask('GET', `${id}/rsvps`)
    const answered = items.filter(({ answer }: { answer: string | null }) => answer)
    expect(answered.map((each: { contactId: string }) => each.contactId)).toEqual(
      answered.map(() => contactId),
    )
    const held = await world.deps.store.query({ table: 'deliveries', partition: `replies#${id}` })
    expect(held.items.length).toBeGreaterThan(60)
  })
})
