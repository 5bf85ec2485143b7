import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { readBriefing } from '../../../../../shared/advocacy/briefings/read.ts'
import type { Briefing } from '../../../../../shared/advocacy/briefings/schema.ts'
import { offices } from '../../../../../shared/advocacy/offices/repository.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { listOf } from '../../../../../shared/rendering/language.ts'
import { findSituation } from '../../../../../shared/situations/repository.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { consolePage } from '../shell/frame.tsx'
import { Done, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'

/** What those are called whom a briefing names. */
const namesIn = async (c: Context<Env>, of: Briefing) => {
  const { store } = c.var.deps
  const [organizations, people, situation] = await Promise.all([
    findOrganizations(store, [of.authorityId, of.organizationId, ...of.organizationIds]),
    offices.findMany(store, of.officeIds),
    of.situationId && findSituation(store, of.situationId),
  ])
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  return { names, people, situation: situation || undefined }
}

interface Seen extends Awaited<ReturnType<typeof namesIn>> {
  readonly briefing: Briefing
  readonly reader: Reader
}

const Facts = ({ briefing, names, people, situation, reader }: Seen) => {
  const { words } = reader
  const { t, language } = words
  const there = [briefing.organizationId, ...briefing.organizationIds].flatMap((id) => names.get(id) ?? [])
  return (
    <dl>
      <dt>{t('console.when')}</dt>
      <dd>
        <When at={briefing.at} reader={reader} /> · {t(`console.briefing.how.${briefing.how}`)}
      </dd>
      {people.length > 0 && <dt>{t('console.briefing.whom')}</dt>}
      {people.map(({ role, name }) => (
        <dd dir="auto">{name ? `${name}, ${role}` : role}</dd>
      ))}
      <dt>{t('console.briefing.there')}</dt>
      <dd dir="auto">{listOf(there, language)}</dd>
      {situation && <dt>{t('alert.situation')}</dt>}
      {situation && (
        <dd>
          <a href={`/console/situations/${situation.id}`} dir="auto">
            {situation.title}
          </a>
        </dd>
      )}
      {briefing.next && <dt>{t('console.briefing.next')}</dt>}
      {briefing.next && (
        <dd>
          <bdi>{briefing.next.what}</bdi> · <When at={briefing.next.dueAt} reader={reader} />
        </dd>
      )}
      <dt>{t('console.scope')}</dt>
      <dd>{t(`console.briefing.for.${briefing.confidentiality}`)}</dd>
    </dl>
  )
}

/** One entry of the log, for whoever may know of it. */
export const briefingPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const [reader, briefing] = await Promise.all([readerOf(c), readBriefing(deps, actor, idIn(c, 'briefing'))])
  const named = await namesIn(c, briefing)
  const { t } = reader.words
  const title = named.names.get(briefing.authorityId) ?? t('console.organization')
  return consolePage(
    c,
    { title, here: '/console/briefings' },
    <>
      <div class="head">
        <h1>
          <a href={`/console/roster/${briefing.authorityId}`} dir="auto">
            {title}
          </a>
        </h1>
        {may(actor, 'briefing.log', { organizationId: briefing.organizationId }) && (
          <a class="button quiet" href={`/console/briefings/${briefing.id}/edit`}>
            {t('console.change')}
          </a>
        )}
      </div>
      <Done said={c.req.query('done')} words={reader.words} />
      <section class="sheet">
        <Facts briefing={briefing} reader={reader} {...named} />
      </section>
      <Listed
        title={t('console.briefing.asks')}
        items={briefing.asks.map(({ action, rationale }) => (
          <>
            <p class="text" dir="auto">
              {action}
            </p>
            {rationale && (
              <p class="small text" dir="auto">
                {rationale}
              </p>
            )}
          </>
        ))}
        empty={t('console.nothing')}
      />
      <section class="sheet">
        <h2>{t('console.briefing.answered')}</h2>
        <p class={briefing.answered ? 'text' : 'soft'} dir="auto">
          {briefing.answered ?? t('console.nothing')}
        </p>
      </section>
      <Listed
        title={t('console.briefing.material')}
        items={briefing.material.map(({ title: of, url }) =>
          url ? (
            <a href={url} rel="noreferrer" dir="auto">
              {of}
            </a>
          ) : (
            <bdi>{of}</bdi>
          ),
        )}
        empty={t('console.nothing')}
      />
    </>,
  )
}
