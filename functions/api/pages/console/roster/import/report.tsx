import type { RosterReport } from '../../../../../../shared/organizations/import/report.ts'
import type { Phrases } from '../../../../../../shared/rendering/catalogue.ts'

const said = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/** So many of a kind are listed; a page stays light, and what is mended shows those behind. */
const mostShown = 100

const More = ({ all, words: { t } }: { all: number; words: Phrases }) =>
  all > mostShown ? <p class="soft">{t('import.and-more', { number: String(all - mostShown) })}</p> : null

interface Part {
  readonly report: RosterReport
  readonly lines: readonly string[]
  readonly words: Phrases
}

const Numbers = ({ report, words: { t } }: Omit<Part, 'lines'>) => (
  <table class="stack">
    <thead>
      <tr>
        <th scope="col">{t('console.roster')}</th>
        <th scope="col">{t('console.import.created')}</th>
        <th scope="col">{t('console.import.updated')}</th>
        <th scope="col">{t('console.import.unchanged')}</th>
      </tr>
    </thead>
    <tbody>
      {(['organizations', 'contacts'] as const).map((what) => (
        <tr>
          <td>{t(`console.${what}`)}</td>
          <td data-label={t('console.import.created')}>{report[what].created}</td>
          <td data-label={t('console.import.updated')}>{report[what].updated}</td>
          <td data-label={t('console.import.unchanged')}>{report[what].unchanged}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Rejected = ({ report: { rejected }, lines, words }: Part) =>
  rejected.length === 0 ? null : (
    <>
      <h2>{words.t('console.import.rejected')}</h2>
      <ul class="rows">
        {rejected.slice(0, mostShown).map(({ line, column, reason }) => (
          <li>
            <b>{words.t('console.import.line', { number: String(line) })}</b>{' '}
            <bdi lang="en">
              {column}: {reason}
            </bdi>
            <p class="small soft" dir="auto">
              {lines[line - 1]?.slice(0, 200)}
            </p>
          </li>
        ))}
      </ul>
      <More all={rejected.length} words={words} />
    </>
  )

const Conflicts = ({ report: { conflicts }, lines, words }: Part) =>
  conflicts.length === 0 ? null : (
    <>
      <h2>{words.t('console.import.conflicts')}</h2>
      <ul class="rows">
        {conflicts.slice(0, mostShown).map(({ line, field, ours, theirs }) => (
          <li>
            <b>{words.t('console.import.line', { number: String(line) })}</b> <bdi>{field}</bdi>:{' '}
            <bdi>{said(ours)}</bdi> ← <del dir="auto">{said(theirs)}</del>
            <p class="small soft" dir="auto">
              {lines[line - 1]?.slice(0, 200)}
            </p>
          </li>
        ))}
      </ul>
      <More all={conflicts.length} words={words} />
    </>
  )

const Merged = ({ report: { merged = [] }, words: { t } }: Omit<Part, 'lines'>) =>
  merged.length === 0 ? null : (
    <p>
      {t('import.merged')} {merged.slice(0, mostShown).join(', ')}
      {merged.length > mostShown && ` ${t('import.and-more', { number: String(merged.length - mostShown) })}`}
    </p>
  )

const Missing = ({ report: { missing }, words }: Omit<Part, 'lines'>) => {
  const { organizations = [], contacts = [], more = 0 } = missing ?? {}
  const at = [...organizations.map(({ id }) => id), ...contacts.map(({ organizationId }) => organizationId)]
  if (at.length + more === 0) return null
  const named = new Map(organizations.map(({ id, name }) => [id, name]))
  const places = [...Map.groupBy(at, (id) => id)].slice(0, mostShown)
  return (
    <>
      <h2>{words.t('import.missing')}</h2>
      <ul class="rows">
        {places.map(([id, rows]) => (
          <li>
            <a href={`/console/roster/${id}`}>
              <bdi>{named.get(id) ?? `${words.t('console.contacts')}: ${rows.length}`}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="soft">{words.t('import.and-more', { number: String(more) })}</p>}
    </>
  )
}

/** What an import would do, or has done: numbers first, then each line that needs a look, as it stands in the file. */
export const Report = (part: Part) => (
  <section class="sheet">
    <Numbers {...part} />
    <Rejected {...part} />
    <Conflicts {...part} />
    <Merged {...part} />
    <Missing {...part} />
  </section>
)
