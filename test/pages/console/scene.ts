import { queueEvent, sesEvent } from '../../support/pump.ts'
import type { Served } from './served.ts'

const inDays = (served: Served, days: number) =>
  new Date(served.world.clock.now().getTime() + days * 86_400_000).toISOString()

/** What a night looks like: situations, a coalition with answers, a meeting, alerts in every stage of their life. */
export const setScene = async (served: Served) => {
  const { world, alliance, pump } = served
  const by = async (token: string, method: string, path: string, body?: object) => {
    const answer = await world.call(token, method, `/v1${path}`, body)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.json
  }
  const post = (path: string, body?: object) => by(alliance.coordinator, 'POST', path, body)
  const situation = await alliance.situation({
    title: 'Lantern Isles (an invented place)',
    countries: ['KH'],
    groups: ['Boat people of the outer isles'],
    level: 'watch',
    stages: [3, 4],
    summary: 'Families of the outer isles are named as thieves of the sea on local radio.',
  })
  for (const [title, level, country] of [
    ['Upper Rift (an invented place)', 'warning', 'KE'],
    ['Old Delta (an invented place)', 'watch', 'BD'],
  ])
    await alliance.situation({ title, level, countries: [country] })
  world.clock.advance(9 * 86_400)
  await by(alliance.coordinator, 'PUT', `/situations/${situation.id}/level`, {
    level: 'warning',
    reason: 'Boats are registered by family name.',
  })
  world.clock.advance(5 * 86_400)
  await by(alliance.coordinator, 'PUT', `/situations/${situation.id}/level`, {
    level: 'emergency',
    reason: 'Boats are taken away by night.',
  })
  await post(`/situations/${situation.id}/timeline`, {
    date: '2026-12-05',
    text: 'Lists are read on the radio.',
  })
  const members = (await by(alliance.coordinator, 'GET', '/organizations?relation=member&limit=40')).items
  const coalition = await post('/coalitions', {
    situationId: situation.id,
    name: 'For the outer isles',
    purpose: 'To speak with one voice to the regional organization.',
  })
  const asked = members.slice(0, 8).map(({ id }: { id: string }) => id)
  await post(`/coalitions/${coalition.id}/invitations`, { organizationIds: asked, role: 'participant' })
  for (const [at, id] of asked.slice(0, 6).entries())
    await by(alliance.coordinator, 'PUT', `/coalitions/${coalition.id}/organizations/${id}`, {
      status: at === 4 ? 'declined' : 'joined',
    })
  const meeting = await post('/meetings', {
    coalitionId: coalition.id,
    title: 'Weekly call for the outer isles',
    agenda: 'What we know, what we ask, of whom.',
    startsAt: '2026-12-08T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/isles' },
  })
  const { id: pollId } = await post('/polls', {
    title: 'Joint appeal of the coast',
    agenda: 'Who signs.',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/appeal' },
    slots: [{ startsAt: '2026-12-10T15:00' }, { startsAt: '2026-12-11T03:00' }],
    closesAt: '2026-12-09T15:00',
  })
  await pump.drain()
  const { items: board } = await by(alliance.coordinator, 'GET', `/meetings/${meeting.id}/rsvps`)
  for (const [at, { contactId }] of board.slice(0, 4).entries())
    await by(alliance.coordinator, 'PUT', `/meetings/${meeting.id}/rsvps/${contactId}`, {
      answer: (['accepted', 'accepted', 'tentative', 'declined'] as const)[at],
    })
  const alert = {
    situationId: situation.id,
    level: 'emergency',
    stages: [7, 8],
    texts: [
      { language: 'en', headline: 'Boats are taken away', description: 'In three villages since Monday.' },
      {
        language: 'fr',
        headline: 'Des bateaux sont enlevés',
        description: 'Dans trois villages depuis lundi.',
      },
    ],
    recommendations: [{ addressee: 'Governments', action: 'Ask in public why.' }],
    audience: { relations: ['member'] },
    expiresAt: inDays(served, 7),
  }
  const { id: issuedId } = await post('/alerts', alert)
  await alliance.release(issuedId)
  const before = world.mail.sent.length
  await pump.drain()
  const mails = world.mail.sent.slice(before)
  await pump.feedBack(mails.slice(2))
  const bounce = { bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] } }
  await pump.functions['mail-feedback'](
    queueEvent(mails.slice(0, 2).map((mail) => sesEvent(mail, 'Bounce', bounce))),
  )
  await by(alliance.coordinator, 'POST', `/alerts/${issuedId}/update`, {
    texts: [
      { language: 'en', headline: 'Boats are taken away', description: 'In five villages since Monday.' },
      alert.texts[1],
    ],
  })
  await post(`/alerts/${issuedId}/submission`)
  await by(alliance.coordinator, 'POST', '/applications', {
    name: 'River Archive',
    country: 'SS',
    email: 'desk@river.example.org',
    languages: ['en'],
    message: 'We keep what happens on the river.',
  })
  const [{ id: applicationId }] = (await by(alliance.coordinator, 'GET', '/applications')).items
  const source = { title: 'Decision of the chamber', url: 'https://court.example.org/1', date: '2026-11-02' }
  const { id: caseId } = await post('/cases', {
    title: 'Prosecutor v. the commander of an invented militia',
    court: { kind: 'special-court', name: 'Special Chamber for the Isles', country: 'KH' },
    situationId: situation.id,
    stage: 'trial',
    since: '2026-11-02',
    sources: [source],
    accused: [{ number: 1, name: 'The commander' }],
    charges: [{ crime: 'genocide', text: 'Killing members of the group' }],
    warrants: [{ kind: 'warrant', against: 1, state: 'executed', on: '2026-02-01', source }],
  })
  const { id: hearingId } = await post(`/cases/${caseId}/hearings`, {
    title: 'Opening statements',
    startsAt: '2026-12-20T09:30',
    timeZone: 'Asia/Phnom_Penh',
    durationMinutes: 180,
  })
  const { id: itemId } = await post('/library', {
    kind: 'educational-tool',
    texts: [{ language: 'en', title: 'The Ten Stages', abstract: 'Ten lessons for a school year.' }],
    url: 'https://learn.example.org/stages',
    subjects: ['Prevention'],
    audiences: ['teachers'],
    languages: ['en', 'fr'],
    licence: 'CC-BY-4.0',
  })
  const { id: draftId } = await post('/alerts', { ...alert, level: 'warning' })
  const { id: namedId } = await post('/alerts', {
    ...alert,
    issuedBy: { by: 'organizations', organizationIds: asked.slice(0, 2) },
  })
  await post(`/alerts/${namedId}/consent-request`)
  const { id: reviewedId } = await post('/alerts', { ...alert, level: 'warning' })
  await post(`/alerts/${reviewedId}/submission`)
  const council = await alliance.organization(
    { name: 'Council of the coast', relation: 'authority', class: 'regional-body' },
    [{ email: 'desk@council.example.org' }],
  )
  await post('/offices', { authorityId: council.id, role: 'Head of the early-warning desk' })
  const { id: letterId } = await post('/letters', {
    coalitionId: coalition.id,
    targetId: council.id,
    texts: [
      { language: 'en', subject: 'On the boats', body: 'Boats are taken away by night.' },
      { language: 'ar', subject: 'عن القوارب', body: 'تؤخذ القوارب ليلًا.' },
    ],
    asks: [{ action: 'Send observers.', rationale: 'Nobody else looks.' }],
    signBy: inDays(served, 5),
  })
  await post(`/letters/${letterId}/opening`)
  const { id: campaignId } = await post('/campaigns', {
    coalitionId: coalition.id,
    name: 'Observers for the isles',
    aim: 'That somebody looks.',
    targetIds: [council.id],
    asks: ['Send observers.'],
    timeline: [{ date: '2026-12-20', what: 'The council meets.' }],
  })
  await pump.drain()
  return {
    ...{ situation, coalition, meeting, pollId, members, issuedId, draftId, reviewedId, applicationId },
    ...{ caseId, hearingId, itemId, letterId, campaignId, namedId },
  }
}

/** Pages that only the organization of whoever looks has. */
export const ownPages = async (
  { world, alliance }: Served,
  person: { organizationId: string; contactId: string },
) => {
  const token = await world.tokenFor(person as Parameters<typeof world.tokenFor>[0])
  const make = async (path: string, body: object, by = token): Promise<string> => {
    const { json, text: why } = await world.call(by, 'POST', `/v1${path}`, body)
    if (!json.id) throw new Error(why)
    return json.id
  }
  const text = { language: 'en', title: 'Six months on the coast', body: 'What was seen.' }
  const postId = await make('/posts', { kind: 'news', texts: [text] })
  const { id: authorityId } = await alliance.organization({
    name: `Ministry that ${person.contactId} speaks to`,
    class: 'regional-body',
    relation: 'authority',
  })
  await make('/offices', { authorityId, role: 'Envoy', name: 'The envoy' }, alliance.coordinator)
  const briefingId = await make('/briefings', {
    authorityId,
    at: '2026-11-20T10:00:00Z',
    how: 'meeting',
    asks: [{ action: 'Ask in public why.', rationale: 'Nobody has.' }],
    answered: 'They will look into it.',
    material: [{ title: 'Six months on the coast', url: 'https://learn.example.org/coast' }],
    next: { what: 'Call again', dueAt: '2027-02-01T09:00:00Z' },
  })
  return {
    '#post-files': `/console/posts/${postId}/files`,
    '#briefings': '/console/briefings',
    '#briefing-whom': '/console/briefings/new',
    '#briefing-log': `/console/briefings/new?authority=${authorityId}`,
    '#briefing': `/console/briefings/${briefingId}`,
    '#briefing-edit': `/console/briefings/${briefingId}/edit`,
  }
}
