import type { Event } from '../events/schema.ts'
import type { Filter } from './schema.ts'

const listed = (value: Event['data'][string] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [String(value)]

/** By what an event can be told from others: empty where it names none. */
const facetsOf = ({ data, audience, subject }: Pick<Event, 'data' | 'audience' | 'subject'>) => ({
  levels: listed(data['level']),
  countries: [...listed(data['countries']), ...listed(data['country'])],
  coalitionIds: [
    ...('coalitionId' in audience ? [audience.coalitionId] : []),
    ...listed(data['coalitionId']),
    ...(subject.startsWith('coa_') ? [subject] : []),
  ],
})

/** Whether an endpoint's filter lets an event pass: by each part that both speak of, they must share a value. */
export const passes = (
  filter: Filter | undefined,
  event: Pick<Event, 'data' | 'audience' | 'subject'>,
): boolean => {
  const facets = facetsOf(event)
  return (Object.keys(facets) as (keyof Filter & keyof typeof facets)[]).every((part) => {
    const wanted: readonly string[] | undefined = filter?.[part]
    return !wanted || facets[part].length === 0 || facets[part].some((value) => wanted.includes(value))
  })
}
