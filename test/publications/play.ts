import type { Desk, Joined } from '../alerts/desk.ts'
import { everyItem } from '../support/follow.ts'

const source = { title: 'Decision of the chamber', url: 'https://court.example.org/decisions/1' }

interface Cast {
  /** Leads the coalition, writes the letter, logs the briefing. */
  readonly author: Joined
  /** Who answers the situation with it. */
  readonly others: readonly Joined[]
  readonly signatories: readonly Joined[]
  /** Whom the letter goes to. */
  readonly council: Joined
}

/** A whole invented situation, from the first indicator to a judgment; answers how its thread tells it. */
export const playStory = async (desk: Desk, { author, others, signatories, council }: Cast) => {
  const { call, coordinator, pump, world } = desk
  const then = async (seconds = 3600) => {
    await pump.drain()
    await pump.pass(seconds)
  }
  const ask = async (method: string, path: string, body?: object, token = coordinator, headers = {}) => {
    const answer = await call(token, method, `/v1/${path}`, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path} ${answer.text}`)
    await then()
    return answer.json
  }
  const post = (path: string, body: object, token = coordinator) => ask('POST', path, body, token)
  const at = (hours: number) => new Date(world.clock.now().getTime() + hours * 3_600_000).toISOString()

  const { id: situationId } = await desk.alliance.situation({ level: 'watch' })
  await then()
  const indicator = { date: '2026-11-20', text: 'Trucks without plates at the bridge.' }
  await post(`situations/${situationId}/timeline`, indicator)
  await ask('PUT', `situations/${situationId}/level`, { level: 'warning', reason: 'Preparation is seen.' })
  await desk.issue({ situationId })
  await then()

  const form = { situationId, name: 'Together for the border region', purpose: 'To answer' }
  const { id: coalitionId } = await post('coalitions', form)
  const invite = async (of: readonly Joined[], role: string) => {
    const organizationIds = of.map(({ organizationId }) => organizationId)
    await post(`coalitions/${coalitionId}/invitations`, { organizationIds, role })
    for (const { organizationId, token } of of)
      await ask(
        'PUT',
        `coalitions/${coalitionId}/organizations/${organizationId}`,
        { status: 'joined' },
        token,
      )
  }
  await invite([author], 'lead')
  if (others.length > 0) await invite(others, 'participant')
  await post('meetings', {
    coalitionId,
    title: 'First call',
    agenda: 'Who speaks to whom',
    startsAt: '2026-12-10T15:00',
    timeZone: 'UTC',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/1' },
  })

  const report = {
    kind: 'situation-report',
    situationIds: [situationId],
    texts: [{ language: 'en', title: 'What was seen', body: 'Three villages were burnt.' }],
    options: [{ addressee: 'African Union', action: 'Send observers.', rationale: 'Nobody is there.' }],
    audience: { to: 'public' },
  }
  const { id: reportId } = await post('posts', report, author.token)
  await ask('POST', `posts/${reportId}/publication`, undefined, author.token)
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
  await ask('POST', `letters/${letter.id}/opening`, undefined, author.token)
  for (const { token } of signatories)
    await post(`letters/${letter.id}/signatures`, { digest: letter.digest }, token)
  for (const step of ['closure', 'trial', 'delivery'])
    await ask('POST', `letters/${letter.id}/${step}`, undefined, author.token)
  // It waits for an office hour.
  const stateOf = async () => (await call(author.token, 'GET', `/v1/letters/${letter.id}`)).json.state
  for (let hour = 0; hour < 80 && (await stateOf()) !== 'delivered'; hour++) await then()
  await then()
  const answer = { at: world.clock.now().toISOString(), text: 'We will look into it.' }
  await post(`letters/${letter.id}/answer`, answer, author.token)
  const briefing = {
    authorityId: council.organizationId,
    at: world.clock.now().toISOString(),
    how: 'meeting',
    situationId,
    confidentiality: 'alliance',
    answered: 'They take it up.',
  }
  await post('briefings', briefing, author.token)
  const asked = (await call(coordinator, 'GET', `/v1/recommendations?letterId=${letter.id}`)).json.items[0]
  const heard = { state: 'acknowledged', evidence: { text: 'Their answer' } }
  await ask('PATCH', `recommendations/${asked.id}`, heard, coordinator, { 'If-Match': `"${asked.version}"` })

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
  await ask('PUT', `cases/${caseId}/stage`, judgment, coordinator, { 'If-Match': '"1"' })

  const thread = `/v1/situations/${situationId}/thread?lang=en&limit=7`
  const lines = await everyItem(world, coordinator, thread)
  return lines.map(({ at: when, said, title }: { at: string; said: string; title?: string }) => ({
    when: when.slice(0, 16).replace('T', ' '),
    told: title ? `${said}: ${title}` : said,
  }))
}
