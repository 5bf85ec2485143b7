import type { Context } from 'hono'
import { forbidden, permit } from '../../../../../shared/access/permit.ts'
import { listOffices } from '../../../../../shared/advocacy/offices/keep.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import { listSituations } from '../../../../../shared/situations/read.ts'
import type { Env } from '../../../http/env.ts'
import { Choice, type Option } from '../shell/fields.tsx'
import { filledWith } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { readerOf } from '../shell/session.ts'
import type { Pickable } from './form.tsx'

/** A briefing is logged in the name of one's own organization. */
export const requireLog = ({ var: { actor } }: Context<Env>) => {
  if (actor.kind !== 'person') throw forbidden()
  permit(actor, 'briefing.log', { organizationId: actor.organizationId })
  return actor.organizationId
}

const sorted = (options: readonly Option[]) => [...options].sort((a, b) => a.label.localeCompare(b.label))

/** Whom and what a briefing with an authority can name. */
export const pickable = async (c: Context<Env>, authorityId: string): Promise<Pickable> => {
  const { deps, actor } = c.var
  const own = requireLog(c)
  const [offices, members, situations] = await Promise.all([
    listOffices(deps, actor, { filter: { authorityId }, page: { limit: 50 } }),
    listOrganizations(deps, actor, { filter: { relation: 'member' }, page: { limit: 200 } }),
    listSituations(deps, actor, { filter: {}, page: { limit: 50 } }),
  ])
  return {
    offices: offices.items.map(({ id, role, name }) => ({
      value: id,
      label: name ? `${name}, ${role}` : role,
    })),
    members: sorted(
      members.items.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name })),
    ),
    situations: situations.items.map(({ id, title }) => ({ value: id, label: title })),
  }
}

/** First, with whom: which people of theirs there are to choose from follows from that. */
export const whomPage = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const [{ words }, { items }] = await Promise.all([
    readerOf(c),
    listOrganizations(deps, actor, { filter: { relation: 'authority' }, page: { limit: 200 } }),
  ])
  const { t } = words
  const situation = c.req.query('situation')
  const options = items.map(({ id, name, country }) => ({ value: id, label: `${name} (${country})` }))
  return consolePage(
    c,
    { title: t('console.briefing.log'), here: '/console/briefings' },
    <>
      <h1>{t('console.briefing.log')}</h1>
      <form class="sheet" method="get">
        {situation && <input type="hidden" name="situation" value={situation} />}
        <Choice
          form={filledWith({})}
          words={words}
          name="authority"
          label={t('console.briefing.with')}
          options={sorted(options)}
          required
        />
        <p class="acts">
          <button type="submit">{t('console.briefing.onward')}</button>
        </p>
      </form>
    </>,
  )
}
