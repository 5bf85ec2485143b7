import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { type Board, readBoard } from '../../../../../shared/advocacy/letters/board.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { titleOf } from './line.tsx'
import { Signatures } from './signatures.tsx'
import { Steps } from './steps.tsx'

interface Part {
  readonly board: Board
  readonly reader: Reader
}

/** To whom it goes, who wrote it, and when what happens. */
const Facts = ({ board: { letter, coalition, target, author, offices }, reader }: Part) => {
  const { t } = reader.words
  const { situationId, targetReason, signBy, openTo, dueAt, deliveredAt } = letter
  return (
    <dl>
      <dt>{t('console.addressee')}</dt>
      <dd>
        <bdi>{target ?? letter.targetId}</bdi>
        {targetReason && (
          <p class="small soft" dir="auto">
            {targetReason}
          </p>
        )}
      </dd>
      <dt>
        <a href={`/console/offices?of=${letter.targetId}`}>{t('letter.offices')}</a>
      </dt>
      <dd>
        {offices.length === 0 && '–'}
        {offices.map(({ role, name }) => (
          <p class="small">
            <bdi>{role}</bdi> {name && <bdi>{name}</bdi>}
          </p>
        ))}
      </dd>
      <dt>{t('letter.by')}</dt>
      <dd>
        <bdi>{author ?? letter.organizationId}</bdi>
      </dd>
      {coalition && <dt>{t('meeting.coalition')}</dt>}
      {coalition && (
        <dd>
          <a href={`/console/coalitions/${coalition.id}`} dir="auto">
            {coalition.name}
          </a>
        </dd>
      )}
      <dt>{t('alert.situation')}</dt>
      <dd>
        <a href={`/console/situations/${situationId}`}>{t('console.about')}</a>
      </dd>
      <dt>{t('letter.until')}</dt>
      <dd>
        <When at={signBy} reader={reader} /> · {t(`advocacy.open-to.${openTo}`)}
      </dd>
      {dueAt && <dt>{t('letter.goes-out')}</dt>}
      {dueAt && (
        <dd>
          <When at={dueAt} reader={reader} />
        </dd>
      )}
      {deliveredAt && <dt>{t('letter.state.delivered')}</dt>}
      {deliveredAt && (
        <dd>
          <When at={deliveredAt} reader={reader} />
        </dd>
      )}
    </dl>
  )
}

/** What is signed: the text in one language with the way to the others, what it asks, and the digest of it all. */
const Text = ({ c, board: { letter }, reader }: Part & { c: Context<Env> }) => {
  const { t, language: own } = reader.words
  const { texts, asks, digest } = letter
  const text = texts.find(({ language }) => language === c.req.query('lang')) ?? titleOf(letter, reader)
  return (
    <section class="sheet">
      <h2 lang={text.language} dir="auto">
        {text.subject}
      </h2>
      <p class="text" lang={text.language} dir="auto">
        {text.body}
      </p>
      {texts.length > 1 && (
        <p class="small">
          {t('alert.page.languages')}:{' '}
          {texts
            .filter(({ language }) => language !== text.language)
            .map(({ language }) => (
              <>
                <a href={`/console/letters/${letter.id}?lang=${encodeURIComponent(language)}`}>
                  {languageName(language, own)}
                </a>{' '}
              </>
            ))}
        </p>
      )}
      {asks.length > 0 && <h3>{t('letter.asks')}</h3>}
      <ul class="rows">
        {asks.map(({ action, rationale }) => (
          <li>
            <p class="text" dir="auto">
              {action}
            </p>
            {rationale && (
              <p class="small soft text" dir="auto">
                {rationale}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="small soft">{t('letter.digest', { digest })}</p>
    </section>
  )
}

/** What those to whom it went have answered. */
const TheirAnswer = ({ board: { letter }, reader }: Part) => {
  const { answer } = letter
  if (!answer) return null
  return (
    <section class="sheet">
      <h2>{reader.words.t('letter.their-answer')}</h2>
      <p class="small soft">
        <When at={answer.at} reader={reader} />
      </p>
      <p class="text" dir="auto">
        {answer.text}
      </p>
      {answer.url && (
        <p class="small">
          <a href={answer.url} rel="noreferrer">
            <bdi>{new URL(answer.url).hostname}</bdi>
          </a>
        </p>
      )}
    </section>
  )
}

/** Whoever reads it here sees the same of a letter as by the API, and what they can do about it. */
export const showLetter = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, board] = await Promise.all([readerOf(c), readBoard(deps, actor, idIn(c, 'letter'))])
  const { words } = reader
  const { t } = words
  const { letter } = board
  const { subject, language } = titleOf(letter, reader)
  const part = { c, board, form, reader }
  return consolePage(
    c,
    { title: subject, here: '/console/coalitions', status },
    <>
      <p class="soft">
        <a href="/console/letters">{t('console.letters')}</a> · {t(`letter.state.${letter.state}`)}
      </p>
      <h1 lang={language} dir="auto">
        {subject}
      </h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        <Facts {...part} />
      </section>
      <TheirAnswer {...part} />
      <Text {...part} />
      <Signatures {...part} />
      {(board.writes || may(actor, 'letter.export-evidence')) && <Steps {...part} />}
    </>,
  )
}

export const letterPage = (c: Context<Env>) => showLetter(c, filledWith({}))
