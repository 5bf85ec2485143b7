import type { Event } from '../../../../../shared/events/schema.ts'
import { calledBy } from '../../../../../shared/organizations/contact-of.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { levels } from '../../../../../shared/situations/vocabulary.ts'
import type { Reader } from '../../../http/reader.ts'
import { LevelBadge, When } from '../shell/parts.tsx'
import { placeOf } from '../shell/subject.ts'
import { nameOf } from './words.ts'

interface Told {
  readonly events: readonly Event[]
  readonly of: readonly Organization[]
  /** What the subjects are called, where the reader may know. */
  readonly names: ReadonlyMap<string, string>
  readonly reader: Reader
}

const among = (filter: Record<string, string>) => `/console/history?${new URLSearchParams(filter)}`

/** Whoever did it, and the way to what else they did; where the reader may know no more, their organization. */
const By = ({ event: { actor }, of, reader }: { event: Event } & Pick<Told, 'of' | 'reader'>) => {
  const organization = of.find(({ id }) => id === actor.organizationId)
  if (!organization) return <>–</>
  const contact = organization.contacts.find(({ id }) => id === actor.contactId)
  const isOwn = reader.organization?.id === organization.id
  const name = contact && (isOwn ? contact.name : calledBy(contact))
  return (
    <>
      <a href={among({ by: contact?.id ?? organization.id })}>
        <bdi>{name ?? organization.name}</bdi>
      </a>
      {name && (
        <span class="small soft">
          {' '}
          <bdi>{organization.name}</bdi>
        </span>
      )}
    </>
  )
}

/** What happened, and the way to more of it; an alert's level and whether it was an exercise besides. */
const What = ({ event: { type, data }, words }: { event: Event; words: Phrases }) => {
  const level = levels.find((each) => each === data['level'])
  return (
    <>
      <a href={among({ type })}>{nameOf(type, words)}</a>{' '}
      {level && <LevelBadge level={level} words={words} />}
      {data['exercise'] === true && ` · ${words.t('exercise')}`}
    </>
  )
}

/** What happened: when, what, by whom, to what; each the way to more of its kind. */
export const Happened = ({ events, of, names, reader }: Told) => {
  const { t } = reader.words
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t('console.when')}</th>
          <th scope="col">{t('console.what')}</th>
          <th scope="col">{t('console.by')}</th>
          <th scope="col">{t('console.about')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => {
          const place = placeOf(event.subject)
          return (
            <tr>
              <td>
                <When at={event.at} reader={reader} />
              </td>
              <td data-label={t('console.what')}>
                <What event={event} words={reader.words} />
              </td>
              <td data-label={t('console.by')}>
                <By event={event} of={of} reader={reader} />
              </td>
              <td data-label={t('console.about')}>
                <a href={place ?? among({ subject: event.subject })}>
                  <bdi>{names.get(event.subject) ?? event.subject}</bdi>
                </a>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
