import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../shared/access/permit.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Tick } from '../shell/fields.tsx'
import type { Filled } from '../shell/form.ts'
import { When } from '../shell/parts.tsx'
import { isSaid, Reason } from '../shell/reason.tsx'
import { Grave, Turn } from '../shell/turn.tsx'

interface Part {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly form: Filled
  readonly reader: Reader
}

/** That it has no part in the alliance, since when, and why. */
const Standing = ({ organization: { status, statusChange }, reader }: Part) =>
  status ? (
    <div class={status === 'suspended' ? 'notice bad' : 'notice'}>
      <p>
        {reader.words.t(`console.part-in.${status}`)}
        {statusChange && ' · '}
        {statusChange && <When at={statusChange.at} reader={reader} />}
      </p>
      {statusChange?.reason && (
        <p class="text" dir="auto">
          {statusChange.reason}
        </p>
      )}
    </div>
  ) : null

const Suspend = ({ c, organization, form, reader: { words } }: Part) => (
  <Grave
    c={c}
    action={`/console/roster/${organization.id}/suspension`}
    words={words.t('console.suspend')}
    follows={words.t('console.suspend.hint')}
    open={isSaid(form, 'suspension')}
  >
    <Reason step="suspension" form={form} words={words} />
  </Grave>
)

const Leave = ({ c, organization, form, reader: { words } }: Part) => (
  <Grave
    c={c}
    action={`/console/roster/${organization.id}/departure`}
    words={words.t('console.we-leave')}
    follows={words.t('console.we-leave.hint')}
    open={isSaid(form, 'departure')}
  >
    <Reason step="departure" form={form} words={words} optional />
    <Tick form={form} words={words} name="sure" label={words.t('console.we-leave.sure')} />
  </Grave>
)

/** Who was asked and has not come is asked again, or no more; who has left is asked to come back. */
const Invite = ({ c, organization: { id, status }, reader: { words } }: Part) => {
  const { t } = words
  const path = `/console/roster/${id}/invitation`
  return (
    <div class="acts">
      {mayOnceProved(c.var.actor, 'application.invite') && (
        <Turn
          c={c}
          action={path}
          words={t(status === 'left' ? 'console.invite-back' : 'console.invite-again')}
        />
      )}
      {status === 'invited' && may(c.var.actor, 'application.decline') && (
        <Turn c={c} action={`${path}/end`} words={t('console.uninvite')} look="quiet" />
      )}
    </div>
  )
}

const Reinstate = ({ c, organization, reader: { words } }: Part) => (
  <Turn
    c={c}
    action={`/console/roster/${organization.id}/reinstatement`}
    words={words.t('console.reinstate')}
  >
    <p>{words.t('console.reinstate.hint')}</p>
  </Turn>
)

/** An organization's part in the alliance, and what the reader can do about it. */
export const Membership = (part: Part) => {
  const { actor } = part.c.var
  const { id: organizationId, status } = part.organization
  const within = { organizationId }
  const suspends = !status && mayOnceProved(actor, 'organization.suspend')
  const leaves = !status && mayOnceProved(actor, 'organization.leave', within)
  const reinstates = status === 'suspended' && mayOnceProved(actor, 'organization.reinstate')
  const invites = (status === 'invited' || status === 'left') && may(actor, 'application.list')
  if (!suspends && !leaves && !reinstates && !invites) return null
  return (
    <section class="sheet">
      <h2>{part.reader.words.t('console.membership')}</h2>
      <Standing {...part} />
      {suspends && <Suspend {...part} />}
      {leaves && <Leave {...part} />}
      {reinstates && <Reinstate {...part} />}
      {invites && <Invite {...part} />}
    </section>
  )
}
