import { expect, it } from 'vitest'
import { everyItem } from '../support/follow.ts'
import { createNewsroom } from './newsroom.ts'

const source = { title: 'Decision of the chamber', url: 'https://court.example.org/decisions/1' }

/** What the thread of an invented situation must read like, from the first indicator to the judgment. */
const transcript = `
The alliance began to watch. Level: Watch
An indicator was noted: Trucks without plates at the bridge.
The level changed from Watch to Warning
An alert was issued: Warning
An authority was asked to act
A coalition was formed: Together for the border region
An organization joined the coalition: Together for the border region
A meeting was called: First call
Published: Situation report: What was seen
An authority was asked to act
A letter was opened for signature: On the villages
Signing of a letter ended: On the villages
A letter was delivered; organizations that signed: 1: On the villages
An authority was asked to act
A letter was answered: On the villages
An authority was briefed
What became of what was asked: acknowledged
A case before a court. Stage: Trial: Prosecutor v. the commander of an invented militia
A hearing was scheduled: Prosecutor v. the commander of an invented militia
The case came to: Judgment: Prosecutor v. the commander of an invented militia
`.trim()

it('tells a whole situation, from the first indicator to a judgment', async () => {
  const room = await createNewsroom()
  const { call, coordinator, author, pump, world } = room
  const council = await room.join('A council', { relation: 'authority', class: 'un' }, { timeZone: 'UTC' })
  const signatory = await room.join('Third Member', {}, { role: 'signatory' })
  const then = async (seconds = 3600) => {
    await pump.drain()
    await pump.pass(seconds)
  }
  const post = async (path: string, body: object, token = coordinator) => {
    const answer = await call(token, 'POST', `/v1/${path}`, body)
    if (answer.status >= 300) throw new Error(`${path} ${answer.text}`)
    await then()
    return answer.json
  }
  const at = (hours: number) => new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString()

  const { id: situationId } = await room.alliance.situation({ level: 'watch' })
  await then()
  const indicator = { date: '2026-11-20', text: 'Trucks without plates at the bridge.' }
  await post(`situations/${situationId}/timeline`, indicator)
  const level = { level: 'warning', reason: 'Preparation is seen.' }
  await call(coordinator, 'PUT', `/v1/situations/${situationId}/level`, level)
  await then()
  await room.issue({ situationId })
  await then()

  const form = { situationId, name: 'Together for the border region', purpose: 'To answer' }
  const { id: coalitionId } = await post('coalitions', form)
  const lead = { organizationIds: [author.organizationId], role: 'lead' }
  await post(`coalitions/${coalitionId}/invitations`, lead)
  const place = `/v1/coalitions/${coalitionId}/organizations/${author.organizationId}`
  await call(author.token, 'PUT', place, { status: 'joined' })
  await then()
  await post('meetings', {
    coalitionId,
    title: 'First call',
    agenda: 'Who speaks to whom',
    startsAt: '2026-12-10T15:00',
    timeZone: 'UTC',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/1' },
  })

  const options = [{ addressee: 'African Union', action: 'Send observers.', rationale: 'Nobody is there.' }]
  await room.publish({ kind: 'situation-report', situationIds: [situationId], options })
  await then()
  const letter = await post(
    'letters',
    {
      coalitionId,
      targetId: council.organizationId,
      texts: [{ language: 'en', subject: 'On the villages', body: 'Three villages were burnt.' }],
      asks: [{ action: 'Meet at once.' }],
      signBy: at(48),
      openTo: 'members',
    },
    author.token,
  )
  await call(author.token, 'POST', `/v1/letters/${letter.id}/opening`)
  await then()
  await post(`letters/${letter.id}/signatures`, { digest: letter.digest }, signatory.token)
  for (const step of ['closure', 'trial', 'delivery']) {
    await call(author.token, 'POST', `/v1/letters/${letter.id}/${step}`)
    await then(60)
  }
  // It waits for an office hour.
  const stateOf = async () => (await call(author.token, 'GET', `/v1/letters/${letter.id}`)).json.state
  for (let hour = 0; hour < 80 && (await stateOf()) !== 'delivered'; hour++) await then()
  await then()
  const answer = { at: world.clock.now().toISOString(), text: 'We will look into it.' }
  await post(`letters/${letter.id}/answer`, answer, author.token)
  await post(
    'briefings',
    {
      authorityId: council.organizationId,
      at: world.clock.now().toISOString(),
      how: 'meeting',
      situationId,
      confidentiality: 'alliance',
      answered: 'They take it up.',
    },
    author.token,
  )
  const asked = (await call(coordinator, 'GET', `/v1/recommendations?letterId=${letter.id}`)).json.items[0]
  const heard = { state: 'acknowledged', evidence: { text: 'Their answer' } }
  await call(coordinator, 'PATCH', `/v1/recommendations/${asked.id}`, heard, {
    'If-Match': `"${asked.version}"`,
  })
  await then()

  const { id: caseId } = await post('cases', {
    title: 'Prosecutor v. the commander of an invented militia',
    court: { kind: 'icc', name: 'International Criminal Court' },
    situationId,
    stage: 'trial',
    since: '2026-11-20',
    sources: [source],
  })
  await post(`cases/${caseId}/hearings`, {
    title: 'Closing statements',
    startsAt: '2027-01-12T10:00',
    timeZone: 'Europe/Amsterdam',
    durationMinutes: 180,
  })
  const judgment = { stage: 'judgment', since: '2026-11-26', sources: [source] }
  await call(coordinator, 'PUT', `/v1/cases/${caseId}/stage`, judgment, { 'If-Match': '"1"' })
  await then()

  const lines = await everyItem(world, coordinator, `/v1/situations/${situationId}/thread?lang=en&limit=7`)
  const told = lines.map(({ said, title }: { said: string; title?: string }) =>
    title ? `${said}: ${title}` : said,
  )
  expect(told.join('\n')).toBe(transcript)
})
