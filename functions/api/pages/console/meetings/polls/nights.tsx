import type { weighSlots } from '../../../../../../shared/meetings/fairness.ts'
import type { Reader } from '../../../../http/reader.ts'
import { When } from '../../shell/parts.tsx'

export type Weighed = Awaited<ReturnType<typeof weighSlots>>[number]

/** The zones in which a time is night, by the clock on their wall. */
export const Nights = ({
  of: { zones, contactsAtNight, contacts },
  reader: { words },
}: {
  of: Pick<Weighed, 'zones' | 'contacts' | 'contactsAtNight'>
  reader: Reader
}) => (
  <>
    {contactsAtNight} / {contacts}{' '}
    {contactsAtNight > 0 && <span class="badge warning">{words.t('console.night')}</span>}
    <span class="small soft">
      {zones
        .filter(({ night }) => night)
        .slice(0, 4)
        .map(({ timeZone, starts }) => (
          <>
            {' '}
            <bdi>
              {timeZone} {starts.slice(11, 16)}
            </bdi>
          </>
        ))}
    </span>
  </>
)

/** Times side by side, the fairest first. */
export const NightTable = ({ weighed, reader }: { weighed: readonly Weighed[]; reader: Reader }) => {
  const { t } = reader.words
  return (
    <section>
      <h2>{t('console.whose-night')}</h2>
      {weighed.length === 0 ? (
        <p class="soft">{t('console.nothing')}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t('console.when')}</th>
              <th scope="col">{t('console.at-night')}</th>
            </tr>
          </thead>
          <tbody>
            {weighed.map((each) => (
              <tr>
                <td>
                  <When at={each.startsAtUtc} reader={reader} />
                </td>
                <td data-label={t('console.at-night')}>
                  <Nights of={each} reader={reader} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
