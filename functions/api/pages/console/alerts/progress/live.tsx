import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import type { Reader } from '../../../../http/reader.ts'
import { When, wordFor } from '../../shell/parts.tsx'
import { Bar, colourOf, order } from './bar.tsx'
import type { Progress } from './read.ts'

const seconds = (span: number) => (span < 100 ? `${span.toFixed(1)} s` : `${Math.round(span / 60)} min`)

const Times = ({ times, reader: { words } }: { times: Progress['times']; reader: Reader }) => {
  const out = times?.sent
  const arrived = times?.delivered
  return (
    <ul class="numbers">
      <li>
        <b>{out ? seconds(out.first) : '–'}</b> {words.t('console.first-mail')}
      </li>
      <li>
        <b>{out ? seconds(out.last) : '–'}</b> {words.t('console.last-mail')}
      </li>
      <li>
        <b>{arrived ? seconds(arrived.last) : '–'}</b> {words.t('console.last-accepted')}
      </li>
    </ul>
  )
}

const Failed = ({ progress: { failed, names }, reader }: { progress: Progress; reader: Reader }) => {
  const { words } = reader
  if (failed.length === 0) return null
  return (
    <section>
      <h2>{words.t('console.not-reached')}</h2>
      <ul class="rows">
        {failed.map(({ organizationId, state, log }) => (
          <li>
            <bdi>{names.get(organizationId) ?? organizationId}</bdi>
            <p class="small soft">
              {wordFor(words, 'delivery', state)}
              {log.at(-1)?.reason && ` – ${wordFor(words, 'console.left', log.at(-1)!.reason!)}`}
              {log.at(-1) && (
                <>
                  {' · '}
                  <When at={log.at(-1)!.at} reader={reader} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export interface Watched {
  readonly alert: Alert
  readonly progress: Progress
  readonly reader: Reader
  readonly moving: boolean
}

/** The part that moves. */
export const Live = ({ alert, progress, reader, moving }: Watched) => {
  const { words } = reader
  const { manifest, counts } = progress.ledger
  const states = order.filter((state) => counts[state])
  const said = states.map((state) => `${wordFor(words, 'delivery', state)} ${counts[state]}`).join(', ')
  const inner = (
    <>
      <ul class="numbers">
        <li>
          <b>{manifest}</b> {words.t('console.to-be-told')}
        </li>
        {states.map((state) => (
          <li>
            <b>{counts[state]}</b>{' '}
            <svg class={`key ${colourOf(state)}`} viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" rx="2" />
            </svg>
            {wordFor(words, 'delivery', state)}
          </li>
        ))}
      </ul>
      <Bar counts={counts} total={Math.max(1, manifest)} label={said || words.t('console.nothing')} />
      <Times times={progress.times} reader={reader} />
      <Failed progress={progress} reader={reader} />
    </>
  )
  // What has come to rest no longer says where its newer self is, and the script leaves it alone.
  return moving ? (
    <section class="sheet" data-live={`/console/alerts/${alert.id}/progress/part`}>
      {inner}
    </section>
  ) : (
    <section class="sheet" data-still="yes">
      {inner}
    </section>
  )
}
