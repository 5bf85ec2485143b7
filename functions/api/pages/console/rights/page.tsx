import type { Context } from 'hono'
import { listGrants } from '../../../../../shared/identity/give-grant.ts'
import { openMotions } from '../../../../../shared/identity/motions/read.ts'
import { calledBy } from '../../../../../shared/organizations/contact-of.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import { everyItem } from '../../../../../shared/storage/pages.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed } from '../shell/parts.tsx'
import { readerOf } from '../shell/session.ts'
import { GrantLine } from './grant.tsx'
import { MotionLine } from './motion.tsx'

/** All of them: an alliance has some dozen coordinators and approvers. */
const read = async ({ var: { deps, actor } }: Context<Env>) => {
  const [grants, motions] = await Promise.all([
    everyItem((page) => listGrants(deps, actor, page)),
    openMotions(deps, actor),
  ])
  const ids = distinct([...grants, ...motions].map(({ organizationId }) => organizationId))
  return { grants, motions, organizations: await findOrganizations(deps.store, ids) }
}

type Of = { readonly organizationId: string; readonly contactId: string }

/** Whose it is, and the way to their page. */
const Whose = ({ of, organizations }: { of: Of; organizations: readonly Organization[] }) => {
  const organization = organizations.find(({ id }) => id === of.organizationId)
  const contact = organization?.contacts.find(({ id }) => id === of.contactId)
  return (
    <p>
      <a href={`/console/roster/${of.organizationId}/contacts/${of.contactId}`}>
        <bdi>{(contact && calledBy(contact)) ?? contact?.email ?? of.contactId}</bdi>
      </a>{' '}
      <span class="small soft">
        <bdi>{organization?.name}</bdi>
      </span>
    </p>
  )
}

interface Shown {
  readonly form?: Filled
  readonly status?: Status
  /** What somebody registers their second factor with, on the only page that ever shows it. */
  readonly code?: string
}

/** Who is a coordinator or an approver, who is proposed, and what waits for a second coordinator. */
export const showRights = async (
  c: Context<Env>,
  { form = filledWith({}), status = 200, code }: Shown = {},
) => {
  const [reader, { grants, motions, organizations }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.rights'), here: '/console/settings', status },
    <>
      <h1>{t('console.rights')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      {code && (
        <div class="notice" role="status">
          <p>{t('console.enrolment-code')}</p>
          <p dir="ltr">
            <code>{code}</code>
          </p>
        </div>
      )}
      <Listed
        title={t('console.motions')}
        items={motions.map((motion) => (
          <>
            <Whose of={motion} organizations={organizations} />
            <MotionLine c={c} motion={motion} reader={reader} />
          </>
        ))}
        empty={t('console.nothing')}
        count={motions.length}
      />
      <Listed
        title={t('console.grants')}
        items={grants.map((grant) => (
          <>
            <Whose of={grant} organizations={organizations} />
            <GrantLine c={c} grant={grant} reader={reader} />
          </>
        ))}
        empty={t('console.nothing')}
        more={<p class="soft">{t('console.grants.hint')}</p>}
      />
    </>,
  )
}
