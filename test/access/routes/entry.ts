import type { Deed } from '../../../shared/access/table.ts'
import type { House, Someone } from '../house.ts'

/** A route, and what `accessTable` says of it. A new route needs its line here, or the matrix fails. */
export interface Entry {
  /** `public`: nobody needs credentials; `signed-in`: whoever is, programs too. */
  readonly deed: Deed | 'public' | 'signed-in'
  /** Values for the path, for the query after it, and what is sent. */
  readonly path?: (house: House) => Record<string, string>
  readonly query?: string
  readonly body?: (house: House) => unknown
  readonly headers?: Record<string, string>
  /** To those who may not, it does not exist. */
  readonly hidden?: true
  /** For whom the thing at hand is their own organization's, or their coalition's; the member alone, as a rule. */
  readonly own?: readonly Someone[]
  /** What else than success shows that somebody was let in. */
  readonly or?: readonly number[]
}

export const anybodys = ['member', 'outsider', 'authority', 'approver', 'coordinator'] as const

export const organization = ({ organizationId: id }: House) => ({ id })
export const contact = ({ organizationId: id, contactId }: House) => ({ id, contactId })
export const situation = ({ situationId: id }: House) => ({ id })
export const coalition = ({ coalitionId: id }: House) => ({ id })
export const meeting = ({ meetingId: id }: House) => ({ id })
export const poll = ({ pollId: id }: House) => ({ id })
export const alert = ({ alertId: id }: House) => ({ id })
export const webhook = ({ webhookId: id }: House) => ({ id })
export const grant = ({ guest }: House) => ({ contactId: guest.contactId, kind: 'approver' })

export const csv = { 'Content-Type': 'text/csv' }
export const ifMatch = { 'If-Match': '"1"' }
export const found = { hidden: true } as const
/** The version is not the one at hand, which only those hear who may. */
export const stale = { headers: ifMatch, or: [412] } as const
export const name = () => `New ${crypto.randomUUID()}`

export type Routes = Readonly<Record<string, Entry>>
