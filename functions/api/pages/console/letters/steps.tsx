import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import type { Board } from '../../../../../shared/advocacy/letters/board.ts'
import { type LetterState, reachableFrom } from '../../../../../shared/advocacy/letters/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Line, Paragraphs } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'
import { Grave, Turn } from '../shell/turn.tsx'

interface Stepping {
  readonly c: Context<Env>
  readonly board: Board
  readonly form: Filled
  readonly reader: Reader
}

/** What its author can do with a letter as it stands; each names the version that was looked at. */
const Turns = ({ c, board: { letter }, form, reader }: Stepping) => {
  const { t } = reader.words
  const { id, version, state, tried } = letter
  const step = (name: string) => ({ c, action: `/console/letters/${id}/${name}`, carries: { version } })
  const can = (to: LetterState) => reachableFrom[to].includes(state)
  return (
    <>
      {can('open') && (
        <Turn {...step('opening')} words={t('letter.opening')}>
          <p class="hint">{t('letter.opening.hint')}</p>
        </Turn>
      )}
      {can('closed') && (
        <Grave {...step('closure')} words={t('letter.closure')} follows={t('letter.closure.hint')} />
      )}
      {can('scheduled') && (
        <Turn {...step('trial')} words={t('letter.try')} {...(tried && { look: 'quiet' })}>
          <p class="hint">{t('letter.try.hint')}</p>
        </Turn>
      )}
      {can('scheduled') && tried && (
        <Grave {...step('delivery')} words={t('letter.delivery')} follows={t('letter.delivery.hint')} />
      )}
      {can('answered') && <AnswerForm form={form} reader={reader} {...step('answer')} />}
      {can('withdrawn') && (
        <Grave
          {...step('withdrawal')}
          words={t(state === 'scheduled' ? 'console.halt' : 'letter.withdrawal')}
          follows={t('letter.withdrawal.hint')}
        />
      )}
    </>
  )
}

interface Answering extends Pick<Stepping, 'c' | 'form' | 'reader'> {
  readonly action: string
  readonly carries: { readonly version: number }
}

/** Keeps what those to whom it went have answered. */
const AnswerForm = ({ form, reader: { words, timeZone }, ...turn }: Answering) => {
  const { t } = words
  const field = { form, words }
  return (
    <details open={form.typed['text'] !== undefined}>
      <summary>{t('letter.record-answer')}</summary>
      <Turn {...turn} words={t('console.save')}>
        <Line
          {...field}
          name="at"
          type="datetime-local"
          label={t('letter.answered-at', { zone: timeZone })}
          required
        />
        <Paragraphs
          {...field}
          name="text"
          label={t('letter.their-answer')}
          rows={6}
          maxlength={5000}
          required
        />
        <Line {...field} name="url" type="url" label={`${t('console.web')} (${t('page.optional')})`} />
      </Turn>
    </details>
  )
}

/** What comes next, and what the alliance can look at and hand on. */
export const Steps = (stepping: Stepping) => {
  const { c, board, reader } = stepping
  const { t } = reader.words
  const { letter, writes } = board
  const isChangeable = letter.state === 'draft' || letter.state === 'open'
  const wasMailed = letter.tried || letter.deliveredAt !== undefined
  return (
    <section class="sheet">
      <h2>{t('console.next')}</h2>
      <div class="acts">
        {writes && isChangeable && (
          <a class="button quiet" href={`/console/letters/${letter.id}/edit`}>
            {t('console.change')}
          </a>
        )}
        {wasMailed && may(c.var.actor, 'letter.read-deliveries') && (
          <a class="button quiet" href={`/console/letters/${letter.id}/progress`}>
            {t('console.watch')}
          </a>
        )}
        {may(c.var.actor, 'letter.export-evidence') && (
          <a class="button quiet" href={`/v1/letters/${letter.id}/evidence`} download>
            {t('console.evidence')}
          </a>
        )}
      </div>
      {writes && <Turns {...stepping} />}
    </section>
  )
}
