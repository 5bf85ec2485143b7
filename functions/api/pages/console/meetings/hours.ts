import { Temporal } from 'temporal-polyfill'
import type { Actor } from '../../../../../shared/access/actor.ts'
import { readCoalition } from '../../../../../shared/coalitions/read.ts'
import type { Deps } from '../../../../../shared/deps.ts'
import { contactsReached } from '../../../../../shared/ledger/reach.ts'
import { instantOf, isLocalTime } from '../../../../../shared/meetings/time.ts'
import { listOrganizations, readOrganization } from '../../../../../shared/organizations/read.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'

/** What the clock on the wall shows where some of those invited live. */
export interface Hour {
  readonly timeZone: string
  readonly organizations: readonly string[]
  readonly local: string
  readonly day: number
  readonly isNight: boolean
}

const takingPart = new Set(['invited', 'joined'])

const invitedTo = async (
  deps: Deps,
  actor: Actor,
  coalitionId: string | undefined,
): Promise<Organization[]> => {
  if (!coalitionId) {
    const { items } = await listOrganizations(deps, actor, {
      filter: { relation: 'member' },
      page: { limit: 200 },
    })
    return items
  }
  const { organizations } = await readCoalition(deps, actor, coalitionId)
  return Promise.all(
    organizations
      .filter(({ status }) => takingPart.has(status))
      .map(({ organizationId }) => readOrganization(deps, actor, organizationId)),
  )
}

const isNight = (hour: number) => hour < 7 || hour >= 22

/** A start as everybody invited would live it, from west to east; contacts that the reader may not see stay away. */
export const hoursOf = async (
  deps: Deps,
  actor: Actor,
  {
    coalitionId,
    startsAt,
    timeZone,
  }: { coalitionId: string | undefined; startsAt: string; timeZone: string },
): Promise<Hour[]> => {
  if (!isLocalTime(startsAt)) return []
  const instant = Temporal.Instant.from(instantOf(startsAt, { timeZone }, '#/startsAt'))
  const organizations = await invitedTo(deps, actor, coalitionId)
  const zones = Map.groupBy(
    organizations.flatMap((each) => {
      const [first] = contactsReached(each, 'first')
      return first ? [{ name: each.name, zone: first.timeZone }] : []
    }),
    ({ zone }) => zone,
  )
  const start = instant.toZonedDateTimeISO(timeZone).toPlainDate()
  return [...zones]
    .map(([zone, all]) => {
      const there = instant.toZonedDateTimeISO(zone)
      return {
        timeZone: zone,
        organizations: all.map(({ name }) => name),
        local: there.toPlainTime().toString().slice(0, 5),
        day: start.until(there.toPlainDate()).days,
        isNight: isNight(there.hour),
        offset: there.offsetNanoseconds,
      }
    })
    .sort((a, b) => a.offset - b.offset)
}
