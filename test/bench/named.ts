import { organizationId, padded } from './roster.ts'

/** Matters are made minute by minute, so that every list has an order. */
export const momentOf = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, at))
export const isoOf = (at: number) => momentOf(at).toISOString()

export const by = { kind: 'system' } as const
export const idsOf = (at: number) => ({
  situationId: `sit_${padded(at)}` as const,
  coalitionId: `coa_${padded(at)}` as const,
  meetingId: `mtg_${padded(at)}` as const,
  alertId: `alt_${padded(at)}` as const,
  notificationId: `ntf_${padded(at)}` as const,
})
export const contactId = (at: number) => `con_${padded(at)}` as const

/** Who takes part in a matter: always as many, so that only the number of matters grows. */
const participants = 3

export const organizationsOf = (at: number) =>
  Array.from({ length: participants }, (_, place) => organizationId(at * 10 + place))
