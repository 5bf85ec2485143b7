import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import type { Grant } from '../../../../../shared/identity/grants.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { When } from '../shell/parts.tsx'
import { Grave, Turn } from '../shell/turn.tsx'
import { grantPath, isBy, isReader } from './own.ts'

interface Shown {
  readonly c: Context<Env>
  readonly grant: Grant
  readonly reader: Reader
}

/** Another coordinator confirms; whoever is proposed hears of it only then. */
const Proposed = ({ c, grant, reader: { words } }: Shown) => {
  const { t } = words
  const isOthers = !isBy(c, grant.proposedBy) && !isReader(c, grant.contactId)
  return (
    <div class="acts">
      {isOthers && mayOnceProved(c.var.actor, 'grant.confirm') && (
        <Turn
          c={c}
          action={`${grantPath(grant)}/confirmation`}
          words={t('console.proposal.confirm')}
          carries={{ once: randomUUID() }}
        >
          <p class="small">{t('console.grant.confirm.hint')}</p>
        </Turn>
      )}
      {mayOnceProved(c.var.actor, 'grant.withdraw') && (
        <Turn c={c} action={`${grantPath(grant)}/end`} words={t('console.proposal.withdraw')} look="quiet" />
      )}
    </div>
  )
}

const since = ({ status, proposedAt, confirmedAt = proposedAt, suspension }: Grant) =>
  ({ proposed: proposedAt, confirmed: confirmedAt, suspended: suspension?.at ?? confirmedAt })[status]

/** What somebody holds or is proposed for, and what the reader can do about it at once. */
export const GrantLine = ({ c, grant, reader }: Shown) => {
  const { t } = reader.words
  const { kind, status } = grant
  return (
    <>
      <b>{t(`console.grant.${kind}`)}</b>{' '}
      <span class={`badge ${status === 'confirmed' ? 'good' : 'warning'}`}>
        {t(`console.grant.${status}`)}
      </span>
      <p class="small soft">
        <When at={since(grant)} reader={reader} />
      </p>
      {status === 'proposed' && <Proposed c={c} grant={grant} reader={reader} />}
      {status === 'confirmed' && isReader(c, grant.contactId) && (
        <Grave
          c={c}
          action={`${grantPath(grant)}/end`}
          words={t('console.grant.give-back')}
          follows={t('console.grant.give-back.hint')}
        />
      )}
    </>
  )
}
