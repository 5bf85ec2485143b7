import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import { countryName, listOf } from '../../../../../shared/rendering/language.ts'
import { addIndicator } from '../../../../../shared/situations/add-indicator.ts'
import {
  readLevels,
  readSituation,
  readTimeline,
  type SeenSituation,
} from '../../../../../shared/situations/read.ts'
import { indicatorInput, levelChange } from '../../../../../shared/situations/schema.ts'
import { setLevel } from '../../../../../shared/situations/set-level.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, LevelBadge, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Around, readAround } from './around.tsx'
import { IndicatorForm, LevelForm } from './forms.tsx'
import { StoryLine, storyOf } from './story.tsx'
import { LevelTimeline } from './timeline.tsx'

/** A situation and everything about it, as far as the reader may see it, read at once. */
const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'situation')
  const [situation, levels, indicators, around, story] = await Promise.all([
    readSituation(deps, actor, id),
    readLevels(deps, actor, { id, page: { limit: 50 } }),
    readTimeline(deps, actor, { id, page: { limit: 50 } }),
    readAround(c, id),
    storyOf(c, id, { page: { limit: 15 } }),
  ])
  return { situation, levels: levels.items, indicators: indicators.items, around, story: story.items }
}

const Facts = ({ situation, reader: { words } }: { situation: SeenSituation; reader: Reader }) => {
  const { t, language } = words
  const list = (items: readonly string[]) => listOf(items, language)
  const rows: [Key, string][] = [
    ['alert.countries', list(situation.countries.map((code) => countryName(code, language)))],
    ['console.groups', list(situation.groups)],
    ['console.perpetrators', list(situation.perpetrators)],
    ['alert.stages', list(situation.stages.map((stage) => t(`stage.${stage}` as Key)))],
    ['alert.crimes', list(situation.crimes.map((crime) => t(`crime.${crime}`)))],
    [
      'console.forecasts',
      situation.forecasts
        .map(
          ({ source, year, country, rank, probability }) =>
            `${source} ${year}, ${country}: ${(probability * 100).toFixed(1)} %, #${rank}`,
        )
        .join('\n'),
    ],
  ]
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== '')
        .map(([key, value]) => (
          <>
            <dt>{t(key)}</dt>
            <dd class="text" dir="auto">
              {value}
            </dd>
          </>
        ))}
    </dl>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, seen] = await Promise.all([readerOf(c), read(c)])
  const { situation, levels, indicators, around, story } = seen
  const { words } = reader
  const { t } = words
  const { actor, deps } = c.var
  const nothing = t('console.nothing')
  return consolePage(
    c,
    { title: situation.title, here: '/console/situations', status },
    <>
      <div class="head">
        <div>
          <p class="small">
            <LevelBadge level={situation.level} words={words} />
          </p>
          <h1 dir="auto">{situation.title}</h1>
        </div>
        {may(actor, 'situation.update') && (
          <p class="acts">
            <a class="button quiet" href={`/console/situations/${situation.id}/edit`}>
              {t('console.change')}
            </a>
            <a class="button" href={`/console/alerts/new?situation=${situation.id}`}>
              {t('console.write-alert')}
            </a>
          </p>
        )}
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        <p class="text" dir="auto">
          {situation.summary}
        </p>
        <Facts situation={situation} reader={reader} />
      </section>
      <section class="sheet">
        <h2>{t('console.levels')}</h2>
        <LevelTimeline entries={levels} now={deps.clock.now()} words={words} />
        <ul class="rows">
          {levels.map(({ level, at, reason }) => (
            <li>
              <LevelBadge level={level} words={words} /> <When at={at} reader={reader} />
              {reason && <p dir="auto">{reason}</p>}
            </li>
          ))}
        </ul>
        {may(actor, 'situation.set-level') && (
          <LevelForm c={c} situation={situation} form={form} reader={reader} />
        )}
      </section>
      <Listed
        title={t('console.indicators')}
        items={indicators.map(({ date, text, sourceUrl }) => (
          <>
            <time datetime={date}>{date}</time>
            <p class="text" dir="auto">
              {text}
            </p>
            {sourceUrl && (
              <p class="small">
                <a href={sourceUrl} rel="noreferrer">
                  <bdi>{new URL(sourceUrl).hostname}</bdi>
                </a>
              </p>
            )}
          </>
        ))}
        empty={nothing}
        more={
          may(actor, 'situation.add-indicator') && (
            <IndicatorForm c={c} situation={situation} form={form} reader={reader} />
          )
        }
      />
      <Listed
        title={t('thread.story')}
        items={story.map((line) => <StoryLine line={line} reader={reader} />)}
        empty={nothing}
        more={
          <p>
            <a href={`/console/situations/${situation.id}/story`}>{t('console.all')}</a>
          </p>
        }
      />
      <Around c={c} situationId={situation.id} around={around} reader={reader} />
    </>,
  )
}

export const situationPage = (c: Context<Env>) => show(c, filledWith({}))

export const levelFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'situation')
    const given = { level: valueIn(typed, 'level'), reason: valueIn(typed, 'reason') }
    await setLevel(c.var.deps, c.var.actor, { id, ...parsed(levelChange, given) })
    return `/console/situations/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const indicatorFromForm = posted((c) => ({
  act: async (typed) => {
    const situationId = idIn(c, 'situation')
    const given = {
      date: valueIn(typed, 'date'),
      text: valueIn(typed, 'text'),
      sourceUrl: givenIn(typed, 'sourceUrl'),
    }
    const indicator = parsed(indicatorInput, filled(given))
    await onceUnder<unknown>(
      { c, key: givenIn(typed, 'once'), payload: indicator },
      (deps) => addIndicator(deps, c.var.actor, { situationId, indicator }),
      async () => undefined,
    )
    return `/console/situations/${situationId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
