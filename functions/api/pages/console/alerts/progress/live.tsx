import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import type { Key } from '../../../../../../shared/rendering/catalogue.ts'
import type { Reader } from '../../../../http/reader.ts'
import { When, wordFor } from '../../shell/parts.tsx'
import { Bar, type colours, countsByColour, order } from './bar.tsx'
import type { Progress } from './read.ts'

const seconds = (span: number) => (span < 100 ? `${span.toFixed(1)} s` : `${Math.round(span / 60)} min`)

/** A span, read from left to right in any language. */
const Span = ({ of }: { of: number | undefined }) => (
  <b>
    <bdi dir="ltr">{of === undefined ? '–' : seconds(of)}</bdi>
  </b>
)

const Times = ({ times, reader: { words } }: { times: Progress['times']; reader: Reader }) => {
  const out = times?.sent
  const arrived = times?.delivered
  return (
    <ul class="numbers fixed">
      <li>
        <Span of={out?.first} /> {words.t('console.first-mail')}
      </li>
      <li>
        <Span of={out?.last} /> {words.t('console.last-mail')}
      </li>
      <li>
        <Span of={arrived?.last} /> {words.t('console.last-accepted')}
      </li>
    </ul>
  )
}

export interface Watched {
  readonly alert: Alert
  readonly progress: Progress
  readonly reader: Reader
  readonly moving: boolean
}

const wordsOf = {
  's-delivered': 'delivery.delivered',
  's-sent': 'delivery.sent',
  's-sending': 'delivery.sending',
  's-queued': 'delivery.queued',
  's-bad': 'console.in-trouble',
  's-other': 'console.held-or-left',
} as const satisfies Record<(typeof colours)[number], Key>

const statesIn = ({ ledger: { counts } }: Progress, { words }: Reader) =>
  order
    .filter((state) => counts[state])
    .map((state) => `${wordFor(words, 'delivery', state)} ${counts[state]}`)

/** Who was not reached and why, and what the bar has under one colour, state by state. */
export const NotReached = ({ progress, reader }: Pick<Watched, 'progress' | 'reader'>) => {
  const { words } = reader
  const { failed, names } = progress
  const states = statesIn(progress, reader)
  return (
    <section class="sheet" data-part="failed">
      <h2>{words.t('console.each-state')}</h2>
      <p>{states.join(' · ') || words.t('console.nothing')}</p>
      {failed.length > 0 && <h3>{words.t('console.not-reached')}</h3>}
      <ul class="rows">
        {failed.map(({ organizationId, state, log }) => (
          <li>
            <a href={`/console/roster/${organizationId}`}>
              <bdi>{names.get(organizationId) ?? organizationId}</bdi>
            </a>
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

/** The part that moves, of a height that stays: nothing below it moves with it. */
export const Live = ({ alert, progress, reader, moving }: Watched) => {
  const { words } = reader
  const { manifest, counts } = progress.ledger
  const said = statesIn(progress, reader).join(', ')
  // What has come to rest no longer says where its newer self is, and the script leaves it alone.
  const where = moving
    ? { 'data-live': `/console/alerts/${alert.id}/progress/part` }
    : { 'data-still': 'yes' }
  return (
    <section class="sheet" data-part="moving" {...where}>
      <ul class="numbers fixed">
        <li>
          <b>{manifest}</b> {words.t('console.to-be-told')}
        </li>
        {countsByColour(counts).map(({ colour, count }) => (
          <li>
            <b>{count}</b>{' '}
            <svg class={`key ${colour}`} viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" rx="2" />
            </svg>
            {words.t(wordsOf[colour])}
          </li>
        ))}
      </ul>
      <Bar counts={counts} total={Math.max(1, manifest)} label={said || words.t('console.nothing')} />
      <Times times={progress.times} reader={reader} />
    </section>
  )
}
