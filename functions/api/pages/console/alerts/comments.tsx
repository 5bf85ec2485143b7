import type { Context } from 'hono'
import { may, permitToKnow } from '../../../../../shared/access/permit.ts'
import { askForComments } from '../../../../../shared/alerts/comments/ask.ts'
import { readComments } from '../../../../../shared/alerts/comments/read.ts'
import { roundInput } from '../../../../../shared/alerts/comments/schema.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Line, type Option, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valuesOf, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { instantIn } from '../shell/local-time.ts'
import { Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { headlineOf } from './line.tsx'

type Comments = Awaited<ReturnType<typeof readComments>>

/** What was said, under the round in which it was, and who has said nothing. */
const Rounds = ({
  comments: { rounds, items },
  names,
  reader,
}: {
  comments: Comments
  names: ReadonlyMap<string, string>
  reader: Reader
}) => (
  <>
    {[...rounds].reverse().map(({ number, until, silent, closedAt }) => (
      <Listed
        title={reader.words.t('console.comments.round', { number: String(number) })}
        items={items
          .filter(({ round }) => round === number)
          .map(({ organizationId, text, at }) => (
            <>
              <bdi>{names.get(organizationId) ?? organizationId}</bdi>{' '}
              <span class="small soft">
                <When at={at} reader={reader} />
              </span>
              <p class="text" dir="auto">
                {text}
              </p>
            </>
          ))}
        empty={reader.words.t('console.comments.none')}
        more={
          <p class="small soft">
            <When at={closedAt ?? until} reader={reader} />
            {silent.length > 0 && ` · ${reader.words.t('console.silent-still')}: `}
            {silent.map((id) => names.get(id) ?? id).join(', ')}
          </p>
        }
      />
    ))}
  </>
)

const asked = async (c: Context<Env>): Promise<Option[]> => {
  const page = { limit: 200 }
  const { items } = await listOrganizations(c.var.deps, c.var.actor, { filter: {}, page })
  return items
    .map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const id = idIn(c, 'alert')
  const [reader, alert, comments] = await Promise.all([
    readerOf(c),
    readAlert(deps, actor, id),
    readComments(deps, actor, id),
  ])
  const asks = alert.state === 'draft' && may(actor, 'alert.ask-comments')
  const [found, organizations] = await Promise.all([
    findOrganizations(deps.store, distinct(comments.rounds.flatMap((round) => round.organizationIds))),
    asks ? asked(c) : [],
  ])
  const { words, timeZone } = reader
  const { t } = words
  const { headline, language } = headlineOf(alert, reader)
  return consolePage(
    c,
    { title: t('console.comments'), here: '/console/alerts', status },
    <>
      <p>
        <a href={`/console/alerts/${id}`} lang={language} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('console.comments')}</h1>
      <Refusal form={form} words={words} />
      {comments.rounds.length === 0 && !asks && <p class="soft">{t('console.nothing')}</p>}
      <Rounds
        comments={comments}
        names={new Map(found.map((each) => [each.id, each.name]))}
        reader={reader}
      />
      {asks && (
        <form class="sheet" method="post">
          <Token c={c} />
          <input type="hidden" name="version" value={String(alert.version)} />
          <h2>{t('console.comments.ask')}</h2>
          <p class="hint">{t('console.comments.hint')}</p>
          <Line
            form={form}
            words={words}
            name="until"
            type="datetime-local"
            label={t('console.comments.until', { zone: timeZone })}
            required
          />
          <Boxes
            form={form}
            words={words}
            name="organizationIds"
            label={t('console.whom-to-ask')}
            options={organizations}
          />
          <p class="acts">
            <button type="submit">{t('console.comments.ask')}</button>
          </p>
        </form>
      )}
    </>,
  )
}

export const commentsPage = (c: Context<Env>) => show(c, filledWith({}))

/** Asks those picked to comment on the draft; until then it stays as it is. */
export const roundFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'alert')
    const { timeZone } = await readerOf(c)
    const round = parsed(roundInput, {
      organizationIds: valuesOf(typed, 'organizationIds'),
      until: instantIn(typed, 'until', timeZone),
    })
    await askForComments(c.var.deps, c.var.actor, { id, version: versionIn(typed), round })
    return `/console/alerts/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
