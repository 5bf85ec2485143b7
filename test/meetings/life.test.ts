import { expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import type { SentMail } from '../support/memory-mail.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { apple, gmail, outlook, type Pressed } from './calendar-replies.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

const people = [
  { name: 'Nairobi', email: 'desk@nairobi.example.org', timeZone: 'Africa/Nairobi' },
  { name: 'Beirut', email: 'desk@beirut.example.org', timeZone: 'Asia/Beirut', languages: ['ar'] },
  { name: 'Lima', email: 'desk@lima.example.org', timeZone: 'America/Lima', languages: ['es'] },
  { name: 'Hidden', email: 'desk@hidden.example.org', timeZone: 'Asia/Seoul', discreet: true },
]

const lineOf = async (mail: SentMail) => {
  const { subject, calendar, event } = await read(mail)
  const method = calendar && /METHOD:(\w+)/.exec(calendar)![1]
  const entry =
    event &&
    `[${method} ${event.getFirstPropertyValue('sequence')} ${event.getFirstPropertyValue('dtstart')}]`
  return `  ${mail.at.slice(0, 16).replace('T', ' ')}  ${mail.to.padEnd(27)} ${subject} ${entry ?? ''}`.trimEnd()
}

it('the life of one meeting, with every mail', async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const { coordinator, organization } = await createAlliance(world)
  const members = await Promise.all(people.map(({ name, ...contact }) => organization({ name }, [contact])))
  const chair = await organization({ name: 'Chair', relation: 'authority', class: 'un' }, [
    { email: 'chair@example.org' },
  ])
  const caller = await world.tokenFor({
    grants: ['coordinator'],
    organizationId: chair.id as never,
    contactId: chair.contacts[0]!.id as never,
  })
  const story: string[] = []
  let shown = 0
  const tell = async (what: string) => {
    await pump.drain()
    const mails = await Promise.all(world.mail.sent.slice(shown).map(lineOf))
    shown = world.mail.sent.length
    story.push(what, ...mails.sort(), '')
  }
  const ask = async (method: string, path: string, body?: object, headers = {}) => {
    const { status, json } = await world.call(caller, method, path, body, headers)
    expect(status, path).toBeLessThan(300)
    return json
  }
  const until = async (end: string) => {
    while (world.clock.now() < new Date(end)) await pump.pass(1800)
  }
  const mailsTo = (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === people[at]!.email).map(read))
  let count = 0
  const press = async (at: number, client: (pressed: Pressed) => string, partstat: string, change = {}) => {
    const { event } = (await mailsTo(at)).findLast(({ calendar }) => calendar)!
    const organizer = String(event!.getFirstPropertyValue('organizer')).replace(/^mailto:/, '')
    const pressed = {
      uid: String(event!.getFirstPropertyValue('uid')),
      sequence: Number(event!.getFirstPropertyValue('sequence')),
      stamp: world.clock
        .now()
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, ''),
      ...{ organizer, attendee: people[at]!.email, partstat, ...change },
    }
    await pump.mailIn(client(pressed), { messageId: `reply-${++count}`, to: [organizer] })
  }

  const { id } = await ask('POST', '/v1/meetings', aMeeting({ rsvpBy: '2026-11-30T18:00' }))
  await tell('A meeting is called for Tuesday, 1 December, 15:00 in Nairobi; answers by Monday evening.')
  await press(0, gmail, 'ACCEPTED')
  await press(1, outlook, 'TENTATIVE')
  await tell('Nairobi accepts in Gmail, Beirut is not sure in Outlook.')
  const link = (await mailsTo(3))[0]!.link!
  await submit(world, link, { answer: 'accepted', delegates: '2', delegateNames: 'One\nTwo' })
  await tell('The hidden contact, whose mail says nothing, answers on the page.')
  await ask('PATCH', `/v1/meetings/${id}`, { startsAt: '2026-12-02T16:00' }, { 'If-Match': '"1"' })
  await tell('It moves to Wednesday, 16:00.')
  await press(1, outlook, 'ACCEPTED', { sequence: 0 })
  await tell('Beirut accepts the old time: that is held, and counts for nothing.')
  await press(1, outlook, 'ACCEPTED')
  await press(0, apple, 'ACCEPTED', { comment: 'By train' })
  await tell('Beirut and Nairobi accept the new time.')
  await until('2026-11-30T16:00:00Z')
  await tell('Days pass: reminders to who comes, a word to Lima, which is silent; then the time is over.')
  await ask('DELETE', `/v1/meetings/${id}/invitations/${members[2]!.contacts[0]!.id}`)
  await tell('Lima is uninvited.')
  const late = await organization({ name: 'Late' }, [{ email: 'desk@late.example.org' }])
  await ask('POST', `/v1/meetings/${id}/invitations`, { organizationId: late.id })
  await tell('One who came to the roster later is invited.')
  await press(0, gmail, 'DECLINED')
  await tell('Nairobi declines, too late: it is told that this does not count.')
  await until('2026-12-02T12:30:00Z')
  await tell('The last day comes.')
  await ask('POST', `/v1/meetings/${id}/cancellation`, { reason: 'The lines are down' })
  await tell('It is called off, half an hour before.')
  const { counts } = (await world.call(coordinator, 'GET', `/v1/meetings/${id}/rsvps`)).json
  const held = await world.deps.store.query({ table: 'deliveries', partition: `replies#${id}` })
  story.push(
    `In the end: ${JSON.stringify(counts.organizations)}, delegates ${counts.delegates}.`,
    `Held for a person: ${held.items.map(({ because }) => because).join(', ')}.`,
    '',
  )
  await expect(story.join('\n')).toMatchFileSnapshot('life-of-a-meeting.txt')
}, 240_000)
