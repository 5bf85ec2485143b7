import { standsDown, wrongTransition } from './errors.ts'
import type { Coalition, Participation, ParticipationRole, ParticipationStatus } from './schema.ts'

/** Who changes a status: the organization itself, one of its contacts by a mailed link, or who leads or coordinates. */
export type Door = 'own' | 'link' | 'lead'

/**
 * From which status to which, and through which door. A mailed link can change its answer both ways, for
 * thumbs slip and mails are forwarded; who has left or was removed needs a new invitation. Who has asked to be
 * let in is let in or declined by who leads.
 */
export const transitions: Readonly<
  Record<ParticipationStatus, Partial<Readonly<Record<ParticipationStatus, readonly Door[]>>>>
> = {
  invited: { joined: ['own', 'link'], declined: ['own', 'link'], removed: ['lead'] },
  asked: { joined: ['lead'], declined: ['lead'], left: ['own'] },
  joined: { left: ['own'], declined: ['link'], removed: ['lead'] },
  declined: { joined: ['own', 'link'], invited: ['lead'] },
  left: { invited: ['lead'] },
  removed: { invited: ['lead'] },
}

export const mayBecome = (from: ParticipationStatus, to: ParticipationStatus, door: Door) =>
  transitions[from][to]?.includes(door) ?? false

export const requireTransition = (from: ParticipationStatus, to: ParticipationStatus, door: Door) => {
  if (!mayBecome(from, to, door)) throw wrongTransition(from, to)
}

/** Whether an organization may know of the coalition: it is asked to join, or has. */
export const isInside = (found: Pick<Participation, 'status'> | undefined) =>
  found?.status === 'invited' || found?.status === 'joined'

/** A coalition that has stood down takes nobody in and calls nothing. */
export const requireActive = ({ status }: Pick<Coalition, 'status'>) => {
  if (status === 'closed') throw standsDown()
}

/** The role of who has joined; an invitation gives none yet. */
export const standingOf = (found: Participation | undefined): ParticipationRole | undefined =>
  found?.status === 'joined' ? found.role : undefined
