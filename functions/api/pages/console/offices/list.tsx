import type { Context } from 'hono'
import * as z from 'zod'
import type { Actor } from '../../../../../shared/access/actor.ts'
import { may } from '../../../../../shared/access/permit.ts'
import { listOffices } from '../../../../../shared/advocacy/offices/keep.ts'
import type { Office } from '../../../../../shared/advocacy/offices/schema.ts'
import { idOf } from '../../../../../shared/ids.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import { pageOf, pathOfNext } from '../../../http/answers.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { authorities } from '../letters/pickable.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Done, Empty, Filters, Listed, NextPage } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'

const query = z.object({
  of: z
    .union([z.literal('own'), idOf('organization')])
    .optional()
    .catch(undefined),
  cursor: z.string().optional(),
})

const filterOf = (actor: Actor, of: z.infer<typeof query>['of']) => {
  if (of !== 'own') return { authorityId: of }
  return { keptBy: actor.kind === 'person' ? actor.organizationId : undefined }
}

interface OfficeLine {
  readonly office: Office
  readonly names: ReadonlyMap<string, string>
  readonly reader: Reader
  /** Whether the reader may change it. */
  readonly keeps: boolean
}

/** Somebody at a decision-maker's, and who of us speaks to them. */
const OfficeLine = ({ office, names, reader: { words }, keeps }: OfficeLine) => {
  const { authorityId, keptBy, role, name, note } = office
  return (
    <>
      {keeps ? (
        <a href={`/console/offices/${office.id}`} dir="auto">
          {role}
        </a>
      ) : (
        <b dir="auto">{role}</b>
      )}
      <p class="small soft">
        <bdi>{names.get(authorityId) ?? authorityId}</bdi>
        {name && ' · '}
        {name && <bdi>{name}</bdi>}
        {keptBy && ` · ${words.t('office.kept-by')}: `}
        {keptBy && <bdi>{names.get(keptBy) ?? keptBy}</bdi>}
      </p>
      {note && (
        <p class="text" dir="auto">
          {note}
        </p>
      )}
    </>
  )
}

/** The directory of those at decision-makers' whom the alliance speaks to, the oldest entry first. */
export const officeListPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const { of, cursor } = parsed(query, c.req.query())
  const [reader, { items, next }, targets] = await Promise.all([
    readerOf(c),
    listOffices(deps, actor, { filter: filterOf(actor, of), page: pageOf(c, { limit: 50, cursor }) }),
    authorities(c),
  ])
  const ids = items.flatMap(({ authorityId, keptBy }) => [authorityId, ...(keptBy ? [keptBy] : [])])
  const organizations = await findOrganizations(deps.store, distinct(ids))
  const names = new Map<string, string>(organizations.map(({ id, name }) => [id, name]))
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.offices'), here: '/console/coalitions' },
    <>
      <div class="head">
        <h1>{t('console.offices')}</h1>
        <a class="button" href={`/console/offices/new${of && of !== 'own' ? `?authority=${of}` : ''}`}>
          {t('console.add-office')}
        </a>
      </div>
      <Done said={c.req.query('done')} words={words} />
      <Filters words={words}>
        <Choice
          form={filledWith({ of: of ? [of] : [] })}
          words={words}
          name="of"
          label={t('relation.authority')}
          options={[{ value: 'own', label: t('office.own') }, ...targets]}
          none={t('console.all')}
        />
      </Filters>
      <Listed
        title={t('console.offices')}
        items={items.map((office) => (
          <OfficeLine
            {...{ office, names, reader }}
            keeps={may(actor, 'office.keep', { organizationId: office.keptBy })}
          />
        ))}
        empty={<Empty words={words} of={of ? 'console.empty.filtered' : 'console.empty.offices'} />}
        more={<NextPage href={pathOfNext(c, next)} words={words} />}
      />
    </>,
  )
}
