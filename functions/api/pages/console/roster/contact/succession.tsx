import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import type { Contact, Organization } from '../../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Line } from '../../shell/fields.tsx'
import type { Filled } from '../../shell/form.ts'
import { When } from '../../shell/parts.tsx'
import { Grave, Turn } from '../../shell/turn.tsx'
import { contactPath, namedIn } from './named.ts'

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly contact: Contact
  readonly form: Filled
  readonly reader: Reader
}

/** What is proposed: confirmed on the very version that shows the address, or objected to. */
const Proposed = ({ c, organization, contact: { successor }, reader }: Shown) => {
  const { t } = reader.words
  const { actor } = c.var
  const path = `${contactPath(namedIn(c))}/succession`
  const isOwn = actor.kind === 'person' && actor.contactId === successor?.by.contactId
  if (!successor) return null
  return (
    <>
      <p>
        {t('console.passes-to')} <bdi>{successor.name ?? ''}</bdi> <bdi>{successor.email}</bdi> ·{' '}
        <When at={successor.at} reader={reader} />
      </p>
      <div class="acts">
        {!isOwn && mayOnceProved(actor, 'contact.confirm-succession') && (
          <Turn
            c={c}
            action={`${path}/confirmation`}
            words={t('console.role-passes.confirm')}
            carries={{ version: organization.version }}
          >
            <p>{t('console.role-passes.confirm.hint')}</p>
          </Turn>
        )}
        <Turn
          c={c}
          action={`${path}/end`}
          words={t(isOwn ? 'console.proposal.withdraw' : 'console.proposal.object')}
          look="quiet"
        />
      </div>
    </>
  )
}

const Propose = ({ c, form, reader: { words } }: Shown) => {
  const { t } = words
  const field = { form, words }
  return (
    <Grave
      c={c}
      action={`${contactPath(namedIn(c))}/succession`}
      words={t('console.pass-on')}
      follows={t('console.pass-on.hint')}
      open={form.typed['successor.email'] !== undefined}
      look="quiet"
    >
      <Line {...field} name="successor.email" type="email" label={t('console.address')} required />
      <Line
        {...field}
        name="successor.name"
        label={`${t('console.name')} (${t('page.optional')})`}
        maxlength={120}
      />
    </Grave>
  )
}

/** That a role passes to somebody else: proposed by the organization, confirmed by a coordinator. */
export const Succession = (shown: Shown) => {
  const { c, organization, contact } = shown
  if (!may(c.var.actor, 'contact.pass-on', { organizationId: organization.id })) return null
  return (
    <section class={contact.successor ? 'notice bad' : 'sheet'}>
      <h2>{shown.reader.words.t('task.role-passes')}</h2>
      {contact.successor ? <Proposed {...shown} /> : <Propose {...shown} />}
    </section>
  )
}
