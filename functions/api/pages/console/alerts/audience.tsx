import type { Preview } from '../../../../../shared/alerts/audience.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import { countryName, languageName } from '../../../../../shared/rendering/language.ts'
import type { Reader } from '../../../http/reader.ts'
import { wordFor } from '../shell/parts.tsx'

const Counts = ({
  title,
  counts,
  word,
}: {
  title: string
  counts: Readonly<Record<string, number>>
  word: (value: string) => string
}) => {
  const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1])
  if (sorted.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <table>
        <thead class="skip">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">#</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(([value, count]) => (
            <tr>
              <td>{word(value)}</td>
              <td class="n">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Left {
  readonly title: string
  readonly left: Preview['withheld']
  readonly reader: Reader
}

const LeftOut = ({ title, left, reader: { words } }: Left) =>
  left.length === 0 ? null : (
    <div class="notice">
      <h3>{title}</h3>
      <ul>
        {left.map(({ organizationId, name, reason }) => (
          <li>
            <a href={`/console/roster/${organizationId}`}>
              <bdi>{name}</bdi>
            </a>{' '}
            – {wordFor(words, 'console.left', reason)}
          </li>
        ))}
      </ul>
    </div>
  )

/** Who is to be told if the alert went out now: who is left out and why comes first. */
export const Audience = ({ preview, reader }: { preview: Preview; reader: Reader }) => {
  const { t, language } = reader.words
  return (
    <section class="sheet">
      <h2>{t('console.who')}</h2>
      <LeftOut title={t('console.withheld')} left={preview.withheld} reader={reader} />
      {preview.namedDespite.length > 0 && (
        <div class="notice bad">
          <h3>{t('console.named-despite')}</h3>
          <ul>
            {preview.namedDespiteAs.map((name) => (
              <li>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
      <LeftOut title={t('console.unreachable')} left={preview.unreachable} reader={reader} />
      <ul class="numbers">
        <li>
          <b>{preview.organizations}</b> {t('console.organizations')}
        </li>
        <li>
          <b>{preview.contacts}</b> {t('console.contacts')}
        </li>
      </ul>
      <div class="grid">
        <Counts
          title={t('console.classes')}
          counts={preview.byClass}
          word={(of) => t(`class.${of}` as Key)}
        />
        <Counts
          title={t('page.language')}
          counts={preview.byLanguage}
          word={(code) => languageName(code, language)}
        />
        <Counts
          title={t('alert.countries')}
          counts={preview.byCountry}
          word={(code) => countryName(code, language)}
        />
      </div>
    </section>
  )
}
