import { type Gate, skippedAt, waitsAt } from '../../ledger/gate.ts'
import type { Organization } from '../../organizations/schema.ts'
import type { Issue } from '../issue.ts'

/** Whom what one person issued alone does not reach before a second person has confirmed it, members or not. */
const lastToKnow = ['government', 'court', 'media'] as const

type Gated = Pick<Issue, 'unconfirmed' | 'waits' | 'withheldSince'>

/** Who waits for an issued revision, and who will not be told of it any more. */
export const gateOf = ({ unconfirmed, waits, withheldSince }: Gated): Gate => ({
  classes: waits.filter(({ ended }) => !ended).map((wait) => wait.class),
  ...(unconfirmed && {
    unconfirmed: { classes: [...lastToKnow], butAuthorities: unconfirmed.organizationIds },
  }),
  skips: [
    ...waits.flatMap(({ class: of, ended }) =>
      ended === 'called-off' || ended === 'expired' ? [{ class: of, reason: ended }] : [],
    ),
    ...withheldSince.map((organizationId) => ({ organizationId, reason: 'withheld' as const })),
  ],
})

/** Whether an issued revision is not for the eyes of an organization, yet or at all. */
export const isKeptFrom = (issue: Gated, organization: Organization) => {
  const gate = gateOf(issue)
  const entry = { class: organization.class, organizationId: organization.id }
  const { relation } = organization
  return waitsAt(gate, entry, { relation, wasTold: false }) || skippedAt(gate, entry) !== undefined
}

/** Whether an issued revision may come before everybody's eyes: confirmed, and every embargo over. */
export const isOpenToAll = ({ unconfirmed, waits }: Gated, now: Date) =>
  !unconfirmed && waits.every(({ until }) => Date.parse(until) <= now.getTime())
