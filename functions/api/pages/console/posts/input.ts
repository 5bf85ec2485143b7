import type { WholePost } from '../../../../../shared/publications/schema.ts'
import { countriesIn } from '../shell/country.ts'
import { filled, givenIn, linesIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { begunRows, groupsOf, requireRows } from '../shell/rows.ts'

const textsIn = (typed: Typed) =>
  groupsOf(typed, 'texts', (at) =>
    filled({
      language: givenIn(typed, `${at}language`),
      title: givenIn(typed, `${at}title`),
      body: givenIn(typed, `${at}body`),
    }),
  )

const sourcesIn = (typed: Typed) =>
  groupsOf(typed, 'sources', (at) =>
    filled({
      title: givenIn(typed, `${at}title`),
      url: givenIn(typed, `${at}url`),
      date: givenIn(typed, `${at}date`),
    }),
  )

const optionsIn = (typed: Typed) =>
  groupsOf(typed, 'options', (at) =>
    filled({
      addressee: givenIn(typed, `${at}addressee`),
      action: givenIn(typed, `${at}action`),
      rationale: givenIn(typed, `${at}rationale`),
    }),
  )

const audienceIn = (typed: Typed) => {
  const to = valueIn(typed, 'audience.to')
  return to === 'coalition' ? { to, coalitionId: valueIn(typed, 'audience.coalitionId') } : { to }
}

/** When and where, as far as anything of it was typed. */
const eventIn = (typed: Typed) => {
  const startsAt = givenIn(typed, 'event.startsAt')
  const given = filled({ location: givenIn(typed, 'event.location'), url: givenIn(typed, 'event.url') })
  if (!startsAt && Object.keys(given).length === 0) return undefined
  const timeZone = valueIn(typed, 'event.timeZone').trim()
  const durationMinutes = Number(valueIn(typed, 'event.durationMinutes'))
  return { startsAt: startsAt ?? '', timeZone, durationMinutes, ...given }
}

/** What a form says of a post, as the API's body would; of its kind nothing, for that never changes. */
export const contentIn = (typed: Typed) => ({
  texts: textsIn(typed),
  situationIds: valuesOf(typed, 'situationIds'),
  places: countriesIn(typed, 'places'),
  stages: valuesOf(typed, 'stages').map(Number),
  groups: linesIn(typed, 'groups'),
  sources: sourcesIn(typed),
  options: optionsIn(typed),
  audience: audienceIn(typed),
  ...filled({ event: eventIn(typed), campaignId: givenIn(typed, 'campaignId') }),
})

/** The texts of the form before it was sent: in a post that has so many that some stand outside, none may be lost. */
export const requireAll = ({ texts, sources, options }: WholePost, typed: Typed) => {
  requireRows(typed, { texts, sources, options })
}

const eventTyped = (event: WholePost['event']): Typed =>
  event
    ? {
        'event.startsAt': [event.startsAt],
        'event.timeZone': [event.timeZone],
        'event.durationMinutes': [String(event.durationMinutes)],
        'event.location': [event.location ?? ''],
        'event.url': [event.url ?? ''],
      }
    : {}

/** A post as the form begins with it. */
export const typedOf = (post: WholePost): Typed => ({
  kind: [post.kind],
  campaignId: [post.campaignId ?? ''],
  ...begunRows('texts', post.texts),
  ...begunRows('sources', post.sources),
  ...begunRows('options', post.options),
  stages: post.stages.map(String),
  groups: [post.groups.join('\n')],
  situationIds: post.situationIds,
  places: [post.places.join(', ')],
  'audience.to': [post.audience.to],
  'audience.coalitionId': [post.audience.to === 'coalition' ? post.audience.coalitionId : ''],
  ...eventTyped(post.event),
})
