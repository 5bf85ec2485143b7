import type { Deps } from '../../shared/deps.ts'
import { announce } from '../../shared/ledger/announce.ts'
import type { AlertContent } from '../../shared/rendering/mails/alert-content.ts'

const paragraph =
  'Armed men came to three villages before dawn, separated the men from their families and burnt the granaries. '

const text = (language: string, headline: string) => ({
  language,
  headline,
  description: paragraph.repeat(6).trim(),
  instruction: paragraph.trim(),
})

const content = (alertId: string): AlertContent => ({
  alertId,
  revision: 1,
  reference: 'TOC-2026-0007-1',
  messageType: 'alert',
  level: 'warning',
  stages: [4, 7, 8],
  crimes: ['mass-killing', 'religious-persecution'],
  situationTitle: 'Rising violence in the border region',
  countries: ['SD'],
  texts: [
    text('en', 'Villages burnt in the border region'),
    text('fr', 'Villages incendiés dans la région frontalière'),
    text('ar', 'إحراق قرى في المنطقة الحدودية'),
  ],
  recommendations: [
    { addressee: 'United Nations Security Council', action: 'Meet at once and send observers.' },
    { addressee: 'African Union', action: 'Send the early-warning mission that was agreed on.' },
  ],
  urgency: 'Immediate',
  severity: 'Extreme',
  certainty: 'Likely',
  issuedAt: '2026-11-22T09:00:00Z',
  expiresAt: '2027-01-01T00:00:00Z',
  scope: 'restricted',
  exercise: false,
})

/** Announces an alert to every contact of the roster, as its approval would. */
export const announceAlert = async (deps: Deps): Promise<string> => {
  const alertId = deps.ids.next('alert')
  const { id, actions } = announce(deps, {
    kind: 'alert',
    subject: alertId,
    recipients: {
      of: 'audience',
      audience: { relations: ['member', 'authority'], reach: 'all' },
      withhold: { governmentsOf: ['SD'], organizationIds: [] },
    },
    content: content(alertId),
  })
  await deps.store.transact(actions)
  return id
}
