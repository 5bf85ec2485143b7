import { putAddressee } from '../../../shared/alerts/repository.ts'
import { aContact, anAlert, anOrganization, aSituation } from '../../support/builders.ts'
import type { World } from '../../support/world.ts'

/** Stands in every text that others must not see. */
const marker = 'zqmarker'

/**
 * Another population: contacts, a confidential coalition with its meeting, a restricted alert, a draft and a
 * webhook, none of which is any business of those who guess.
 */
export const buildSecrets = async (world: World) => {
  const keeper = await world.tokenFor({ grants: ['coordinator'] })
  const second = await world.tokenFor({ grants: ['coordinator'] })
  const post = async (path: string, body: object, token = keeper, method = 'POST') => {
    const { status, json, text } = await world.call(token, method, `/v1${path}`, body)
    if (status >= 300) throw new Error(`No secrets could be made: ${text}`)
    return json
  }
  const { id: organizationId } = await post('/organizations', anOrganization({ name: 'Quiet Watch' }))
  const contact = { name: `Person ${marker}`, email: `${marker}@quiet.example.org` }
  const { id: contactId } = await post(`/organizations/${organizationId}/contacts`, aContact(contact))
  const insider = await world.tokenFor({ organizationId, contactId })
  const { id: situationId } = await post('/situations', aSituation())
  const coalition = await post('/coalitions', {
    situationId,
    name: `Coalition ${marker}`,
    purpose: `Purpose ${marker}`,
    confidential: true,
  })
  await post(`/coalitions/${coalition.id}/invitations`, { organizationIds: [organizationId], role: 'lead' })
  await post(
    `/coalitions/${coalition.id}/organizations/${organizationId}`,
    { status: 'joined' },
    insider,
    'PUT',
  )
  const meeting = await post('/meetings', {
    coalitionId: coalition.id,
    title: `Meeting ${marker}`,
    agenda: `Agenda ${marker}`,
    startsAt: '2026-12-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: `https://meet.example.org/${marker}` },
  })
  const restricted = anAlert({
    situationId,
    texts: [{ language: 'en', headline: `Alert ${marker}`, description: `Seen ${marker}` }],
    audience: { organizationIds: [organizationId] },
  })
  const draft = await post('/alerts', restricted)
  const issued = await post('/alerts', { ...restricted, level: 'emergency' })
  const { digest } = await post(`/alerts/${issued.id}/submission`, {})
  const { issues } = await post(`/alerts/${issued.id}/approval`, { digest }, second)
  // What the fan-out does.
  await world.deps.store.write(putAddressee(organizationId, issued.id))
  const hook = { url: `https://hooks.example.org/${marker}`, types: ['*'] }
  const webhook = await post('/webhooks', hook, insider)
  const tokenInput = { name: marker, scopes: ['events:read'], expiresAt: '2027-01-01T00:00:00Z' }
  const token = await post('/tokens', tokenInput, insider)
  await post('/grants', { organizationId, contactId, kind: 'approver' })

  /** Ids of which nobody outside may learn that they stand for anything. */
  const hidden: string[] = [
    contactId,
    coalition.id,
    meeting.id,
    draft.id,
    issued.id,
    issues[0].notificationId,
    webhook.id,
    token.id,
  ]
  return {
    ids: [...hidden, organizationId],
    /** What an answer gives away that its asker did not say, or nothing. */
    leakIn(said: string, known: string): string | undefined {
      if (said.includes(marker)) return 'shows a text of others'
      const shown = hidden.find((id) => said.includes(id) && !known.includes(id))
      return shown && `shows ${shown} of others`
    },
  }
}

export type Secrets = Awaited<ReturnType<typeof buildSecrets>>
