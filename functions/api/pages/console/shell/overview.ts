import type { Actor } from '../../../../../shared/access/actor.ts'
import { may } from '../../../../../shared/access/permit.ts'
import { answersTo } from '../../../../../shared/alerts/answers/board.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import type { Deps } from '../../../../../shared/deps.ts'
import { contactsOnDuty } from '../../../../../shared/duty/on-duty.ts'
import { listGrants } from '../../../../../shared/identity/give-grant.ts'
import type { Grant } from '../../../../../shared/identity/grants.ts'
import { openMotions } from '../../../../../shared/identity/motions/read.ts'
import type { Motion } from '../../../../../shared/identity/motions/repository.ts'
import { answersOf, countAnswers } from '../../../../../shared/meetings/answers/board.ts'
import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import { calledBy } from '../../../../../shared/organizations/contact-of.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { readSettings } from '../../../../../shared/settings/change.ts'
import { everyItem } from '../../../../../shared/storage/pages.ts'
import { listExports, type Permission } from '../../../../../shared/takeout/permission.ts'
import { distinct } from '../../../../../shared/text.ts'

/** An alert in force that some of those who were told have not answered. */
export interface Silence {
  readonly alert: Alert
  readonly told: number
  readonly silent: number
}

/** Each costs its whole manifest, so only the newest are looked at. */
const newest = 5

/** Who is silent on the newest alerts in force. */
export const silences = async (deps: Deps, actor: Actor, issued: readonly Alert[]): Promise<Silence[]> => {
  if (!may(actor, 'alert.read-answers')) return []
  const now = deps.clock.now().toISOString()
  const current = issued.filter(({ content }) => content.expiresAt > now).slice(0, newest)
  const boards = await Promise.all(
    current.map(async (alert) => {
      const { places, counts } = await answersTo(deps, alert)
      return { alert, told: places.length, silent: counts.members.silent + counts.authorities.silent }
    }),
  )
  return boards.filter(({ silent }) => silent > 0)
}

/** A meeting, and how many organizations said what, where the reader may know. */
export interface Gathering {
  readonly meeting: Meeting
  readonly counts?: ReturnType<typeof countAnswers>['organizations']
}

/** The next meetings with their answers; of those after them no answers are counted. */
export const gatherings = (
  { store }: Deps,
  meetings: readonly Meeting[],
  mayCount: boolean,
): Promise<Gathering[]> =>
  Promise.all(
    meetings.map(async (meeting, at) => {
      if (!mayCount || at >= newest) return { meeting }
      return { meeting, counts: countAnswers(await answersOf(store, meeting)).organizations }
    }),
  )
/** What one coordinator has begun and another looks at: it stands, or waits, until then. */
export interface Begun {
  readonly grants: readonly Grant[]
  readonly motions: readonly Motion[]
  readonly exports: readonly Permission[]
  /** Whether a change of settings waits. */
  readonly isSettingProposed: boolean
}

export const begun = async (deps: Deps, actor: Actor): Promise<Begun> => {
  const [grants, motions, exports, { proposal }] = await Promise.all([
    everyItem((page) => listGrants(deps, actor, page)),
    openMotions(deps, actor),
    listExports(deps, actor),
    readSettings(deps, actor),
  ])
  return {
    grants: grants.filter(({ status }) => status === 'proposed'),
    motions,
    exports,
    isSettingProposed: proposal !== undefined,
  }
}

/** Somebody who is told of what cannot wait. */
export interface OnDuty {
  readonly person: string
  readonly organization: string
}

/** Whom what cannot wait goes to now. */
export const onDuty = async (deps: Deps): Promise<OnDuty[]> => {
  const contacts = await contactsOnDuty(deps)
  const organizations = await findOrganizations(
    deps.store,
    distinct(contacts.map(({ organizationId }) => organizationId)),
  )
  return contacts.flatMap(({ organizationId, contactId }) => {
    const organization = organizations.find(({ id }) => id === organizationId)
    const contact = organization?.contacts.find(({ id }) => id === contactId)
    if (!organization || !contact) return []
    return [{ person: calledBy(contact) ?? contact.email, organization: organization.name }]
  })
}
