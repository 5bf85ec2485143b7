import { expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import type { SentMail } from '../support/memory-mail.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { gmail, outlook, type Pressed } from './calendar-replies.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

const people = [
  { name: 'Berlin', email: 'desk@berlin.example.org', timeZone: 'Europe/Berlin', languages: ['de'] },
  { name: 'Nairobi', email: 'desk@nairobi.example.org', timeZone: 'Africa/Nairobi' },
  { name: 'Lima', email: 'desk@lima.example.org', timeZone: 'America/Lima', languages: ['es'] },
  { name: 'Hidden', email: 'desk@hidden.example.org', timeZone: 'Asia/Seoul', discreet: true },
]

const lineOf = async (mail: SentMail) => {
  const { subject, calendar, event } = await read(mail)
  const of = (name: string) => event?.getFirstPropertyValue(name)?.toString()
  const method = calendar && /METHOD:(\w+)/.exec(calendar)![1]
  const one = of('recurrence-id') && `of ${of('recurrence-id')}`
  const entry = [method, of('sequence'), of('dtstart'), of('rrule'), one].filter(Boolean).join(' ')
  const apart = calendar ? calendar.split('BEGIN:VEVENT').length - 2 : 0
  const more = apart > 0 ? `; ${apart} apart` : ''
  return `  ${mail.at.slice(0, 16).replace('T', ' ')}  ${mail.to.padEnd(27)} ${subject}${calendar ? ` [${entry}${more}]` : ''}`
}

it('the life of one series, with every mail', async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const { coordinator, organization } = await createAlliance(world)
  const members = await Promise.all(people.map(({ name, ...contact }) => organization({ name }, [contact])))
  const story: string[] = []
  let shown = 0
  const tell = async (what: string) => {
    await pump.drain()
    const mails = await Promise.all(world.mail.sent.slice(shown).map(lineOf))
    shown = world.mail.sent.length
    story.push(what, ...mails.sort(), '')
  }
  const ask = async (method: string, path: string, body?: object, headers = {}) => {
    const { status, json, text } = await world.call(coordinator, method, path, body, headers)
    expect(status, `${path} ${text}`).toBeLessThan(300)
    return json
  }
  const until = async (end: string) => {
    while (world.clock.now() < new Date(end)) await pump.pass(3600)
  }
  const mailsTo = (at: number) =>
    Promise.all(world.mail.sent.filter(({ to }) => to === people[at]!.email).map(read))
  let count = 0
  const press = async (
    at: number,
    client: (pressed: Pressed) => string,
    partstat: string,
    change: Partial<Pressed> = {},
  ) => {
    const { event } = (await mailsTo(at)).find(({ calendar }) => calendar)!
    const organizer = String(event!.getFirstPropertyValue('organizer')).replace(/^mailto:/, '')
    const stamp = world.clock
      .now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')
    const uid = String(event!.getFirstPropertyValue('uid'))
    const pressed = { uid, organizer, attendee: people[at]!.email, sequence: 0, stamp, partstat, ...change }
    await pump.mailIn(client(pressed), { messageId: `reply-${++count}`, to: [organizer] })
  }
  const boards: string[] = []
  const board = async (name: string, id: string) => {
    const { counts } = await ask('GET', `/v1/meetings/${id}/rsvps`)
    const { accepted, tentative, declined, silent } = counts.organizations
    boards.push(
      `  ${name.padEnd(18)} yes ${accepted}, not sure ${tentative}, no ${declined}, silent ${silent}`,
    )
  }
  const apart = (recurrenceId: string) => ask('PUT', `/v1/meetings/${id}/occurrences/${recurrenceId}`)
  const named = (local: string) => ({ occurrence: `RECURRENCE-ID;TZID=Europe/Berlin:${local}` })

  const recurrence = { rule: 'FREQ=WEEKLY;COUNT=5', except: ['2027-03-30T15:00'] }
  const { id } = await ask(
    'POST',
    '/v1/meetings',
    aMeeting({ startsAt: '2027-03-16T15:00', timeZone: 'Europe/Berlin', recurrence }),
  )
  await tell('A series is called: Tuesdays at 15:00 in Berlin from 16 March 2027, five weeks but Easter.')
  await press(0, gmail, 'ACCEPTED')
  await press(1, outlook, 'ACCEPTED')
  await press(1, outlook, 'DECLINED', named('20270323T150000'))
  await tell('Berlin and Nairobi accept all of it by their calendars; Nairobi declines the second.')
  const link = (await mailsTo(3))[0]!.link!
  await submit(world, `${link}/occurrences/2027-03-16T15:00`, { answer: 'accepted' })
  await tell('The hidden contact, whose mail says nothing, answers for the first on the page.')
  await until('2027-03-16T13:30:00Z')
  await tell('The first one comes: who comes is reminded, Lima, which is silent, is asked once.')
  const second = await apart('2027-03-23T15:00')
  await ask(
    'PATCH',
    `/v1/meetings/${second.id}`,
    { startsAt: '2027-03-24T10:00' },
    { 'If-Match': `"${second.version}"` },
  )
  await tell('The second one moves to Wednesday at 10:00; the others stay.')
  await press(1, outlook, 'ACCEPTED', { ...named('20270323T150000'), sequence: 1 })
  await tell('That suits Nairobi.')
  await until('2027-03-24T08:30:00Z')
  await tell('A week passes.')
  const last = await apart('2027-04-13T15:00')
  await ask('POST', `/v1/meetings/${last.id}/cancellation`, { reason: 'A holiday in Nairobi' })
  await tell('The last one is called off; the others stay.')
  const { version } = await ask('GET', `/v1/meetings/${id}`)
  await ask('PATCH', `/v1/meetings/${id}`, { title: 'Valley call' }, { 'If-Match': `"${version}"` })
  await tell('It gets another title: the whole is told anew, without what was called off.')
  const late = await organization({ name: 'Late' }, [{ email: 'desk@late.example.org' }])
  await ask('POST', `/v1/meetings/${id}/invitations`, { organizationId: late.id })
  await tell('One who came later is invited to what is left.')
  await ask('DELETE', `/v1/meetings/${id}/invitations/${members[2]!.contacts[0]!.id}`)
  await tell('Lima is uninvited.')
  await until('2027-04-06T12:30:00Z')
  await tell('The third one comes, after clocks have changed in Berlin and not in Nairobi.')
  await until('2027-04-20T12:00:00Z')
  await tell('Nothing more comes.')
  await board('16 March', (await apart('2027-03-16T15:00')).id)
  await board('24 March', second.id)
  await board('6 April', (await apart('2027-04-06T15:00')).id)
  await board('the series', id)
  const { items } = await ask('GET', `/v1/meetings/${id}/occurrences`)
  story.push(
    'In the end:',
    ...boards,
    ...items.map(
      ({ recurrenceId, startsAtUtc, status }: Record<string, string>) =>
        `  ${recurrenceId}  ${startsAtUtc!.slice(0, 16)} UTC  ${status}`,
    ),
    '',
  )
  await expect(story.join('\n')).toMatchFileSnapshot('life-of-a-series.txt')
}, 240_000)
