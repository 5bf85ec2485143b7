import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import { enter } from '../coalitions/enter.ts'
import type { Deps } from '../deps.ts'
import type { Id } from '../ids.ts'
import type { Organization } from '../organizations/schema.ts'
import { organizationsCalled } from './called.ts'
import { slotIn } from './night.ts'
import { schedule } from './schedule.ts'
import type { MeetingInput } from './schema.ts'

/** Whose night a slot is, among those whom a meeting would invite. */
export const slotView = z
  .object({
    startsAt: z.string(),
    startsAtUtc: z.iso.datetime(),
    endsAtUtc: z.iso.datetime(),
    contacts: z.int(),
    /** Of these, for whom it is night. */
    contactsAtNight: z.int(),
    organizations: z.int(),
    /** Those none of whose contacts has day. */
    organizationsAtNight: z.array(z.string()),
    /** By zone, those where it is night first. */
    zones: z.array(
      z.object({
        timeZone: z.string(),
        starts: z.string(),
        ends: z.string(),
        night: z.boolean(),
        contacts: z.int(),
      }),
    ),
  })
  .meta({ id: 'SlotByZone' })
type SlotView = z.infer<typeof slotView>

interface Member {
  readonly id: string
  readonly zones: readonly string[]
}

/** The zones of the contacts of everybody who would be invited and can be written to. */
export const zonesAmong = (organizations: readonly Organization[]) =>
  organizations.flatMap(({ id, contacts }): Member[] => {
    const reached = contacts.filter(({ suppressed }) => !suppressed)
    return reached.length > 0 ? [{ id, zones: reached.map(({ timeZone }) => timeZone) }] : []
  })

type Slot = Pick<MeetingInput, 'startsAt' | 'offset' | 'timeZone' | 'durationMinutes'>

export const weigh = (members: readonly Member[], slot: Slot): SlotView => {
  const times = schedule(slot)
  const all = members.flatMap(({ zones }) => zones)
  const zones = [...Map.groupBy(all, (zone) => zone)]
    .map(([zone, contacts]) => ({ ...slotIn(times, zone), contacts: contacts.length }))
    .sort(
      (a, b) =>
        Number(b.night) - Number(a.night) || b.contacts - a.contacts || a.timeZone.localeCompare(b.timeZone),
    )
  const dark = new Set(zones.filter(({ night }) => night).map(({ timeZone }) => timeZone))
  return {
    startsAt: slot.startsAt,
    ...times,
    contacts: all.length,
    contactsAtNight: all.filter((zone) => dark.has(zone)).length,
    organizations: members.length,
    organizationsAtNight: members
      .filter((member) => member.zones.every((zone) => dark.has(zone)))
      .map(({ id }) => id),
    zones,
  }
}

interface Weighing extends Omit<Slot, 'startsAt'> {
  readonly coalitionId?: Id<'coalition'> | undefined
  readonly startsAt: readonly string[]
}

/** Weighs slots before a meeting is called: whose night each would be, the fairest first. */
export const weighSlots = async (
  deps: Deps,
  actor: Actor,
  { coalitionId, startsAt, ...rest }: Weighing,
): Promise<SlotView[]> => {
  const known = coalitionId && (await enter(deps.store, actor, coalitionId))
  permit(actor, 'meeting.call', known ? known.within : {})
  const members = zonesAmong(await organizationsCalled(deps, { coalitionId }))
  return startsAt
    .map((start) => weigh(members, { ...rest, startsAt: start }))
    .sort(
      (a, b) =>
        a.organizationsAtNight.length - b.organizationsAtNight.length ||
        a.contactsAtNight - b.contactsAtNight ||
        a.startsAtUtc.localeCompare(b.startsAtUtc),
    )
}
