import type { Actor } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors.ts'
import type { Store } from '../../storage/store.ts'
import { pageWithin } from '../answers/board.ts'
import { occurrencesOf, type PageOf, type Span } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { enterToRead } from '../standing.ts'
import { type Standing, standingInstances } from './content.ts'
import { inSeries } from './in-series.ts'

/** Those of a series that stand apart from it; of any other meeting none. */
export const apartFrom = async (store: Store, series: Meeting): Promise<Meeting[]> =>
  series.recurrence ? (await occurrencesOf(store, series.id)).map((one) => inSeries(one, series)) : []

/** The meetings of a series as they stand. */
export const standingOfSeries = async ({ store }: Deps, series: Meeting) =>
  standingInstances(series, await apartFrom(store, series))

const statusOf = (series: Meeting, { apart, startsAtUtc }: Standing) => {
  const { status = series.status, occurrence } = apart ?? {}
  if (status === 'cancelled') return 'cancelled' as const
  return occurrence && occurrence.recurrenceIdUtc !== startsAtUtc ? ('moved' as const) : ('planned' as const)
}

interface Asking {
  readonly id: Meeting['id']
  readonly span: Span
  readonly page: PageOf
}

/** The meetings of a series by the rule's order, with what became of each. */
export const listOccurrences = async (deps: Deps, actor: Actor, { id, span, page }: Asking) => {
  const { meeting: series } = await enterToRead(deps.store, actor, id)
  if (!series.recurrence) throw notFound('series')
  const { from = '', to = '\uffff' } = span
  const standing = (await standingOfSeries(deps, series)).filter(
    ({ startsAtUtc }) => startsAtUtc >= from && startsAtUtc <= to,
  )
  const { items, next } = pageWithin(standing, page)
  return {
    items: items.map((each) => ({
      recurrenceId: each.recurrenceId,
      startsAtUtc: each.startsAtUtc,
      endsAtUtc: each.endsAtUtc,
      status: statusOf(series, each),
      ...(each.clockChange && { clockChange: each.clockChange }),
      ...(each.apart && { meetingId: each.apart.id }),
    })),
    next,
  }
}
