import { describe, expect, it } from 'vitest'
import { allTables } from '../../infra/takeout/all-tables.ts'
import { mintReplyAddress } from '../../shared/links/reply-address.ts'
import { openTask } from '../../shared/tasks/open.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

const address = 'aisling@harbour.example.org'

/** What says who they are, wherever somebody wrote it down. */
const persons = {
  name: 'Aisling of the harbour',
  email: address,
  phone: '+35315550100',
  'who answered the alert on the phone': 'Aisling, by her mobile',
  'who answered for the desk': 'Room 4, ask for Aisling',
  'whom they passed it to': 'Bríd next door',
  'who answered the meeting on the phone': 'Aisling, from a call box',
  'delegates they named': 'Bríd of the quay',
  'what they wrote to a meeting': 'My sister comes along',
  'what they wrote to a poll': 'I am watched on Fridays',
  'what they mailed': 'Please do not ring my house',
  'name of their token': 'Laptop of Aisling',
  'remark on a task about them': 'She moved to her aunt',
  'what they applied with': 'I speak for the families of the quay',
}

/** What they wrote in the name of their organization. */
const words = {
  'a comment on an alert': 'We shelter forty here',
  'a comment on a draft': 'Say that the road is closed',
  'an objection': 'We do not go along with the date',
  'a report from the field': 'Trucks by the lower village',
}

const live = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const { coordinator } = alliance
  const post = async (path: string, body?: object, token = coordinator, method = 'POST') => {
    const answer = await world.call(token, method, `/v1${path}`, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const { id: organizationId, contacts } = await alliance.organization({ name: 'Harbour Watch' }, [
    { name: persons.name, email: address, phone: { number: persons.phone } },
    { email: 'desk@harbour.example.org', role: 'alternate' },
  ])
  const contactId = contacts[0]!.id
  await post('/applications', {
    ...{ name: 'Friends of the Quay', country: 'IE', email: address, languages: ['en'] },
    message: persons['what they applied with'],
  })
  const { items: applications } = await post('/applications', undefined, coordinator, 'GET')
  await post(`/applications/${applications[0].id}/refusal`, { reason: 'In the roster already' })
  const theirs = await world.tokenFor({ contactId, organizationId } as never)
  await post(
    '/tokens',
    {
      name: persons['name of their token'],
      scopes: ['alerts:read'],
      expiresAt: '2027-01-01T00:00:00Z',
    },
    theirs,
  )
  await post('/calendar-feeds', {}, theirs)

  const { id: draftId } = await alliance.draft()
  await post(`/alerts/${draftId}/comment-round`, {
    organizationIds: [organizationId],
    until: '2026-11-23T09:00:00Z',
  })
  await pump.drain()
  await post(`/alerts/${draftId}/comments/${organizationId}`, { text: words['a comment on a draft'] }, theirs)
  await pump.drain()
  const alertId = await alliance.issue(pump, { level: 'emergency' })
  await pump.feedBack()
  const answers = `/alerts/${alertId}/answers/${organizationId}`
  await post(
    answers,
    {
      answer: 'acting',
      comment: words['a comment on an alert'],
      desk: persons['who answered for the desk'],
      passedTo: persons['whom they passed it to'],
    },
    theirs,
    'PUT',
  )
  await post(
    answers,
    {
      answer: 'acting',
      comment: 'The organization stands by it',
      told: { channel: 'phone', who: persons['who answered the alert on the phone'] },
    },
    coordinator,
    'PUT',
  )

  const meeting = {
    ...{ title: 'Call', agenda: '', timeZone: 'Africa/Nairobi', durationMinutes: 60 },
    location: { kind: 'online', url: 'https://meet.example.org/1' },
  }
  const { id: meetingId } = await post('/meetings', { ...meeting, startsAt: '2026-12-01T15:00' })
  const { id: pollId } = await post('/polls', {
    ...meeting,
    slots: [{ startsAt: '2026-12-03T15:00' }, { startsAt: '2026-12-04T15:00' }],
    closesAt: '2026-12-01T12:00:00Z',
  })
  await pump.drain()
  await post(
    `/meetings/${meetingId}/rsvps/${contactId}`,
    {
      ...{ answer: 'accepted', comment: persons['what they wrote to a meeting'], delegates: 2 },
      delegateNames: [persons['delegates they named']],
      told: { channel: 'phone', who: persons['who answered the meeting on the phone'] },
    },
    coordinator,
    'PUT',
  )
  await post(
    `/polls/${pollId}/answers/${contactId}`,
    {
      ...{ answers: { 1: 'yes', 2: 'no' }, comment: persons['what they wrote to a poll'] },
    },
    theirs,
    'PUT',
  )

  const { id: situationId } = await alliance.situation()
  const { id: coalitionId } = await post('/coalitions', {
    ...{ situationId, name: 'For the harbour', purpose: 'To answer' },
  })
  await post(`/coalitions/${coalitionId}/invitations`, {
    organizationIds: [organizationId],
    role: 'participant',
  })
  const place = `/coalitions/${coalitionId}/organizations/${organizationId}`
  await post(place, { status: 'joined' }, theirs, 'PUT')
  await post(`/coalitions/${coalitionId}/objections`, { organizationId, text: words['an objection'] }, theirs)

  const report = await post('/field-reports', { what: words['a report from the field'] }, theirs)
  await post(`/field-reports/${report.id}/closure`, { outcome: 'dismissed', reason: 'Heard twice' })

  await pump.drain()
  const [{ id: notificationId } = { id: '' }] = [await alliance.ledger(alertId)].map((l) => ({
    id: l.notificationId,
  }))
  const to = mintReplyAddress(
    world.deps.keys,
    { prefix: 'reply', subject: notificationId, contactId },
    world.deps.config.mail.domain,
  )
  await pump.mailIn(`From: ${address}\r\nSubject: Re\r\n\r\n${persons['what they mailed']}`, {
    messageId: 'm-1',
    to: [to],
  })
  const task = await openTask(world.deps, { kind: 'role-vacant', subject: contactId })
  await world.deps.store.transact(task.actions)
  await post(`/tasks/${task.id}/closure`, { outcome: 'done', remark: persons['remark on a task about them'] })
  await pump.drain()
  await pump.feedBack()
  await pump.pass(1200)
  const forget = async (change: object = {}) => {
    await post(`/organizations/${organizationId}/contacts/${contactId}`, undefined, coordinator, 'DELETE')
    await post('/erasures', { organizationId, contactId, email: address, ...change })
    await pump.pass(60)
    await pump.feedBack()
    await pump.pass(3600)
    await pump.pass(3600)
  }
  const left = async (what: Readonly<Record<string, string>>) => {
    const rows: object[] = []
    for await (const { item } of allTables(world.client, world.tables)) rows.push(item)
    const all = JSON.stringify(rows)
    return Object.keys(what).filter((key) => all.includes(what[key]!))
  }
  return {
    world,
    alliance,
    post,
    contactId,
    organizationId,
    alertId,
    draftId,
    coalitionId,
    meetingId,
    pollId,
    forget,
    left,
  }
}

describe('who somebody was', () => {
  it('is nowhere any more, wherever it was written down; what they wrote for their organization is its own', async () => {
    const { forget, left } = await live()
    expect(await left(persons)).toEqual(Object.keys(persons))
    expect(await left(words)).toEqual(Object.keys(words))
    await forget()
    expect(await left(persons)).toEqual([])
    expect(await left(words)).toEqual(Object.keys(words))
  })

  it('is gone with all they wrote, where they wish it, and counts and the position of their organization stay', async () => {
    const { forget, left, ...room } = await live()
    const look = async () => ({
      answers: (await room.post(`/alerts/${room.alertId}/answers`, undefined, undefined, 'GET')).counts,
      rsvps: (await room.post(`/meetings/${room.meetingId}/rsvps`, undefined, undefined, 'GET')).counts,
      poll: (await room.post(`/polls/${room.pollId}/answers`, undefined, undefined, 'GET')).counts,
      comments: (await room.post(`/alerts/${room.draftId}/comments`, undefined, undefined, 'GET')).items
        .length,
      objections: (await room.post(`/coalitions/${room.coalitionId}/objections`, undefined, undefined, 'GET'))
        .items.length,
      reports: (await room.post('/field-reports?status=closed', undefined, undefined, 'GET')).items.length,
      replies: (await room.post('/replies', undefined, undefined, 'GET')).items.length,
    })
    const before = await look()
    await forget({ words: true })
    expect(await left({ ...persons, ...words })).toEqual([])
    expect(await left({ stays: 'The organization stands by it' })).toEqual(['stays'])
    expect(await look()).toEqual(before)
  })
})
