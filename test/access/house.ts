import type { GrantKind, Scope } from '../../shared/access/actor.ts'
import { putAddressee } from '../../shared/alerts/repository.ts'
import type { Id } from '../../shared/ids.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import type { World } from '../support/world.ts'

/** Who asks. `member` is of the organization that everything in the house belongs to; the others are of others. */
export const people = [
  'nobody',
  'member',
  'outsider',
  'authority',
  'approver',
  'coordinator',
  'program',
] as const
export type Someone = (typeof people)[number]

const orThrow = (answer: { status: number; json: { id: string }; text: string }) => {
  if (answer.status >= 300) throw new Error(`The house could not be built: ${answer.text}`)
  return answer.json?.id
}

/**
 * One of everything, belonging to a member that leads a coalition, and a token of everybody who may want at it.
 */
export const buildHouse = async (world: World) => {
  const keeper = await world.tokenFor({ grants: ['coordinator'] })
  let count = 0
  const post = async (path: string, body: object) =>
    orThrow(await world.call(keeper, 'POST', `/v1${path}`, body))

  const settle = async (change: object = {}) => {
    const name = `House ${world.deps.ids.next('organization')}`
    const organizationId = await post('/organizations', anOrganization({ name, ...change }))
    const email = `person${++count}@${organizationId.slice(4)}.example.org`
    const contactId = await post(`/organizations/${organizationId}/contacts`, aContact({ email }))
    return { organizationId: organizationId as Id<'organization'>, contactId: contactId as Id<'contact'> }
  }
  const enter = async (change: object = {}, grants: GrantKind[] = [], scopes?: Scope[]) => {
    const person = await settle(change)
    const relation = 'relation' in change ? ('authority' as const) : ('member' as const)
    return {
      ...person,
      token: await world.tokenFor({ ...person, relation, grants, ...(scopes && { scopes }) }),
    }
  }

  const member = await enter()
  const outsider = await enter()
  const authority = await enter({ relation: 'authority', class: 'un' })
  const approver = await enter({}, ['approver'])
  const coordinator = await enter({}, ['coordinator'])
  const program = await enter({}, ['coordinator'], ['events:read'])
  const otherProgram = await enter({}, ['coordinator'], ['organizations:read'])
  const guest = await settle()
  const colleague = (name: string) =>
    post(
      `/organizations/${member.organizationId}/contacts`,
      aContact({ email: `${name}@${member.organizationId.slice(4)}.example.org` }),
    )
  const [first, second] = [await colleague('first'), await colleague('second')]

  const situationId = await post('/situations', {
    title: 'Watched',
    countries: ['KE'],
    level: 'watch',
    summary: 'Signs of the early stages.',
  })
  const coalitionId = await post('/coalitions', { situationId, name: 'Together', purpose: 'To answer' })
  const takePart = `/v1/coalitions/${coalitionId}`
  const invite = { organizationIds: [member.organizationId], role: 'lead' }
  await world.call(keeper, 'POST', `${takePart}/invitations`, invite)
  const joining = `${takePart}/organizations/${member.organizationId}`
  await world.call(member.token, 'PUT', joining, { status: 'joined' })
  const aMeeting = {
    coalitionId,
    title: 'Call',
    agenda: 'What to do',
    startsAt: '2026-12-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/1' },
  }
  const meetingId = await post('/meetings', aMeeting)
  const { startsAt: _, ...undated } = aMeeting
  const aPoll = {
    ...undated,
    slots: [{ startsAt: '2026-12-01T15:00' }, { startsAt: '2026-12-02T15:00' }],
    closesAt: '2026-11-29T15:00',
  }
  const pollId = await post('/polls', aPoll)
  const anAlert = {
    situationId,
    level: 'warning',
    texts: [{ language: 'en', headline: 'Warning', description: 'What is seen' }],
    audience: { relations: ['member'] },
    expiresAt: '2026-12-22T09:00:00Z',
  }
  const alertId = await post('/alerts', anAlert)
  const issuedId = await post('/alerts', { ...anAlert, level: 'emergency' })
  const { json } = await world.call(keeper, 'POST', `/v1/alerts/${issuedId}/submission`)
  const approval = `/v1/alerts/${issuedId}/approval`
  const otherKeeper = await world.tokenFor({ grants: ['coordinator'] })
  orThrow(await world.call(otherKeeper, 'POST', approval, { digest: json.digest }))
  // What the fan-out does.
  await world.deps.store.write(putAddressee(member.organizationId, issuedId))
  const aWebhook = { url: 'https://hooks.example.org/in', types: ['*'] }
  const webhookId = orThrow(await world.call(member.token, 'POST', '/v1/webhooks', aWebhook))
  await post('/grants', { ...guest, kind: 'approver' })
  const aPost = { kind: 'news', texts: [{ language: 'en', title: 'Seen', body: 'What was seen' }] }
  const postId = orThrow(await world.call(member.token, 'POST', '/v1/posts', aPost))
  orThrow(await world.call(member.token, 'POST', `/v1/posts/${postId}/publication`))
  const aLetter = {
    coalitionId,
    targetId: authority.organizationId,
    texts: [{ language: 'en', subject: 'On the river', body: 'Boats are taken.' }],
    signBy: '2026-12-22T09:00:00Z',
    openTo: 'members',
  }
  const letterId = orThrow(await world.call(member.token, 'POST', '/v1/letters', aLetter))
  orThrow(await world.call(member.token, 'POST', `/v1/letters/${letterId}/opening`))
  const anOffice = {
    authorityId: authority.organizationId,
    role: 'Permanent Representative',
    keptBy: member.organizationId,
  }
  const officeId = orThrow(await world.call(member.token, 'POST', '/v1/offices', anOffice))
  const aCampaign = { coalitionId, name: 'Look at the river', aim: 'To be heard.', openTo: 'members' }
  const campaignId = orThrow(await world.call(member.token, 'POST', '/v1/campaigns', aCampaign))

  const source = { title: 'The court', url: 'https://court.example.org/1' }
  const caseId = await post('/cases', {
    title: 'Prosecutor v. an invented commander',
    court: { kind: 'icc', name: 'International Criminal Court' },
    stage: 'trial',
    since: '2026-11-01',
    sources: [source],
    accused: [{ number: 1, name: 'The commander' }],
  })
  const hearingId = await post(`/cases/${caseId}/hearings`, {
    title: 'Opening',
    startsAt: '2026-12-03T09:30',
    timeZone: 'Europe/Amsterdam',
    durationMinutes: 120,
  })
  const itemId = await post('/library', {
    kind: 'educational-tool',
    texts: [{ language: 'en', title: 'The Ten Stages' }],
    url: 'https://learn.example.org/stages',
    languages: ['en'],
    licence: 'CC-BY-4.0',
  })
  const aBriefing = {
    authorityId: authority.organizationId,
    at: '2026-11-20T10:00:00Z',
    how: 'meeting',
    situationId,
    confidentiality: 'alliance',
  }
  const briefingId = orThrow(await world.call(member.token, 'POST', '/v1/briefings', aBriefing))

  /** What somebody comes with; `program` is a coordinator's that lacks the scope the deed needs. */
  const tokenOf = (someone: Someone, scope: string | undefined) => {
    if (someone === 'nobody') return undefined
    if (someone === 'program') return (scope === 'events:read' ? otherProgram : program).token
    return { member, outsider, authority, approver, coordinator }[someone].token
  }
  return {
    tokenOf,
    organizationId: member.organizationId,
    contactId: member.contactId,
    colleagues: { first, second },
    outsiderId: outsider.organizationId,
    authorityId: authority.organizationId,
    guest,
    situationId,
    coalitionId,
    meetingId,
    pollId,
    alertId,
    issuedId,
    webhookId,
    postId,
    letterId,
    caseId,
    hearingId,
    itemId,
    campaignId,
    briefingId,
    officeId,
    bodies: { aMeeting, aPoll, anAlert, aWebhook },
  }
}

export type House = Awaited<ReturnType<typeof buildHouse>>
