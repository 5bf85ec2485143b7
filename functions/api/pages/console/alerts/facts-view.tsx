import type { Alert } from '../../../../../shared/alerts/schema.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import { countryName, listOf } from '../../../../../shared/rendering/language.ts'
import { formatDateTime } from '../../../../../shared/rendering/time.ts'
import type { Reader } from '../../../http/reader.ts'
import { When, wordFor } from '../shell/parts.tsx'

type Content = Alert['content']

interface Shown {
  readonly content: Content
  /** What was approved last, to which this is compared. */
  readonly approved?: Content | undefined
  readonly reader: Reader
}

const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(', ')

/** What need not be there. */
const deskFacts = (
  { signatory, followUp, basis, handling, issueAt, embargoes }: Content,
  { words: { t, language }, timeZone }: Reader,
): [Key, string][] => {
  const time = (at: string) => formatDateTime(at, timeZone, language)
  return [
    [
      'alert.basis.sources',
      listOf(
        (basis?.sources ?? []).map((kind) => t(`source.${kind}`)),
        language,
      ),
    ],
    ['alert.basis.confidence', basis ? t(`confidence.${basis.confidence}`) : ''],
    [
      'alert.basis.references',
      (basis?.references ?? []).map(({ title, url }) => `${title} ${url}`).join('\n'),
    ],
    ['alert.signatory', joined(signatory?.name, signatory?.position)],
    ['alert.follow-up', joined(followUp?.name, followUp?.phone, followUp?.email)],
    ['console.marking', handling ? `TLP:${handling.toUpperCase()}` : ''],
    ['console.goes-out.at', issueAt ? time(issueAt) : ''],
    [
      'console.told-later',
      embargoes
        .map((each) =>
          each.until
            ? `${t(`class.${each.class}`)}: ${time(each.until)}`
            : `${t('console.minutes-later', { class: t(`class.${each.class}`) })}: ${each.minutes}`,
        )
        .join('\n'),
    ],
  ]
}

/** What an alert says besides its texts, as words; equal words are equal facts. */
export const factsOf = (content: Content, reader: Reader): [Key, string][] => {
  const { words } = reader
  const { t, language } = words
  const list = (items: readonly string[]) => listOf(items, language)
  const { audience } = content
  const named = (key: Key, ids: readonly string[] = []) =>
    ids.length > 0 ? [`${t(key)}: ${ids.length}`] : []
  const whom = [
    ...(audience.relations ?? []).map((relation) => t(`relation.${relation}`)),
    ...(audience.classes ?? []).map((of) => t(`class.${of}`)),
    ...(audience.countries ?? []).map((code) => countryName(code, language)),
    ...named('console.coalitions', audience.coalitionIds),
    ...named('console.named-singly', audience.organizationIds),
  ]
  return [
    ['alert.level', t(`level.${content.level}`)],
    ['alert.stages', list(content.stages.map((stage) => t(`stage.${stage}` as Key)))],
    ['alert.crimes', list(content.crimes.map((crime) => t(`crime.${crime}`)))],
    ['urgency', wordFor(words, 'urgency', content.urgency.toLowerCase())],
    ['severity', wordFor(words, 'severity', content.severity.toLowerCase())],
    ['certainty', wordFor(words, 'certainty', content.certainty.toLowerCase())],
    ['alert.handling', t(`console.scope.${content.scope}`)],
    ['console.audience', list(whom)],
    ['console.exercise', content.exercise ? t('exercise') : ''],
    ...deskFacts(content, reader),
  ]
}

export const Facts = ({ content, approved, reader }: Shown) => {
  const { t } = reader.words
  const before = approved && new Map(factsOf(approved, reader))
  return (
    <dl>
      {factsOf(content, reader)
        .filter(([key, value]) => value !== '' || (before?.get(key) ?? '') !== '')
        .map(([key, value]) => (
          <>
            <dt>{t(key)}</dt>
            <dd class="text">
              {before && before.get(key) !== value ? (
                <>
                  <del>{before.get(key)}</del> <ins>{value}</ins>
                </>
              ) : (
                value
              )}
            </dd>
          </>
        ))}
      <dt>{t('alert.expires')}</dt>
      <dd>
        {approved && approved.expiresAt !== content.expiresAt && (
          <>
            <del>
              <When at={approved.expiresAt} reader={reader} />
            </del>{' '}
          </>
        )}
        <When at={content.expiresAt} reader={reader} />
      </dd>
    </dl>
  )
}
