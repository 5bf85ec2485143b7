import type { Happening } from './events.ts'

/** SES's mailbox simulator: what an address there stands for, with or without a `+label`. */
const fates: Readonly<Record<string, readonly Omit<Happening, 'recipients'>[]>> = {
  bounce: [{ type: 'Bounce' }],
  suppressionlist: [{ type: 'Bounce', subType: 'OnAccountSuppressionList' }],
  complaint: [{ type: 'Delivery' }, { type: 'Complaint' }],
}

const simulated = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i

const fateOf = (address: string) =>
  fates[simulated.exec(address)?.[1]?.toLowerCase() ?? ''] ?? [{ type: 'Delivery' as const }]

/** What becomes of an accepted mail, in order: it is sent, and then each recipient's fate. */
export const happenings = (destinations: readonly string[]): Happening[] => [
  { type: 'Send', recipients: destinations },
  ...destinations.flatMap((address) => fateOf(address).map((fate) => ({ ...fate, recipients: [address] }))),
]
