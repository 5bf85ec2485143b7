import type * as z from 'zod'
import type { coalitionInput } from '../../../../shared/coalitions/schema.ts'
import type { meetingInput } from '../../../../shared/meetings/schema.ts'
import type { situationInput } from '../../../../shared/situations/schema.ts'

/** The place is invented; the country must be one of ISO's, for its government to be withheld from. */
export const countries = ['NL']

export const stages = [2, 3, 4, 7, 8]

export const crimes = ['racism', 'crimes-against-humanity'] as const

export const situation = {
  title: 'Lantern Isles (an invented place)',
  countries,
  groups: ['Ferry families (invented)'],
  stages,
  level: 'warning',
  crimes: [...crimes],
  summary: 'For the demonstration: lists of the ferry families are drawn up, boats are taken away.',
} satisfies z.input<typeof situationInput>

export const coalition: Omit<z.input<typeof coalitionInput>, 'situationId'> = {
  name: 'Lantern Isles Watch',
  purpose: 'To bring together what our organizations know, to speak with one voice, and to be there in time.',
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

const tuesday = 2

/** A Tuesday in two or three weeks. */
const nextCall = () => inDays(14 + ((tuesday + 7 - new Date().getUTCDay()) % 7)).slice(0, 10)

export const meeting = (): Omit<z.input<typeof meetingInput>, 'coalitionId'> => ({
  title: 'First call on the Lantern Isles',
  agenda: '1. What each of us knows\n2. Who speaks to whom\n3. What we ask for, and by when',
  startsAt: `${nextCall()}T15:00`,
  timeZone: 'Europe/Brussels',
  durationMinutes: 60,
  location: { kind: 'online', url: 'https://meet.example.org/lantern-isles' },
  rsvpBy: inDays(10),
})

export const expiresAt = () => inDays(14)
