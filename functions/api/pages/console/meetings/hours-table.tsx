import type { Reader } from '../../../http/reader.ts'
import type { Hour } from './hours.ts'

/** By zone, what the clock of those invited will show, and for whom it is night. */
const Hours = ({ hours, reader: { words } }: { hours: readonly Hour[]; reader: Reader }) => {
  const { t } = words
  return (
    <section class="sheet">
      <h2>{t('console.local-hours')}</h2>
      {hours.length === 0 ? (
        <p class="soft">{t('console.nothing')}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('console.local-hour')}</th>
              <th scope="col">{t('console.time-zone')}</th>
              <th scope="col">{t('console.organizations')}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ timeZone, organizations, local, day, isNight }) => (
              <tr>
                <td>
                  <b>{local}</b>
                  {day !== 0 && ` (${day > 0 ? '+' : '−'}${Math.abs(day)})`}{' '}
                  {isNight && <span class="badge warning">{t('console.night')}</span>}
                </td>
                <td data-label={t('console.time-zone')}>
                  <bdi>{timeZone}</bdi>
                </td>
                <td data-label={t('console.organizations')}>
                  {organizations.length}{' '}
                  <span class="small soft">{organizations.slice(0, 8).join(', ')}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface Ending {
  readonly hours: readonly Hour[] | undefined
  readonly reader: Reader
  /** What the button says that sends the form. */
  readonly send: string
}

/** How the form of a meeting ends: everybody's hour, where it was asked for; the buttons that send it and that ask. */
export const HoursAndSend = ({ hours, reader, send }: Ending) => (
  <>
    {hours && <Hours hours={hours} reader={reader} />}
    <p class="acts">
      <button type="submit">{send}</button>
      <button type="submit" class="quiet" name="more" value="hours" formnovalidate>
        {reader.words.t('console.show-hours')}
      </button>
    </p>
  </>
)
