import type { Context } from 'hono'
import { mayBecome } from '../../../../../shared/coalitions/lifecycle.ts'
import type { Participant } from '../../../../../shared/coalitions/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Token } from '../shell/fields.tsx'
import { When } from '../shell/parts.tsx'

interface Taking {
  readonly c: Context<Env>
  readonly path: string
  readonly participant: Participant
  readonly leads: boolean
  readonly reader: Reader
}

/** What can be answered in one press: for one's own organization, and to who asks to be let in. */
const turnsOf = ({ status }: Participant, isOwn: boolean, leads: boolean) =>
  (['joined', 'declined', 'left'] as const).filter(
    (to) => (isOwn && mayBecome(status, to, 'own')) || (leads && mayBecome(status, to, 'lead')),
  )

/** How one organization takes part, and what the reader can do about it. */
export const Row = ({ c, path, participant, leads, reader }: Taking) => {
  const { t } = reader.words
  const { organizationId, name, status, role, knownTo, respondedAt, reason } = participant
  const isOwn = c.var.actor.kind === 'person' && c.var.actor.organizationId === organizationId
  const turns = turnsOf(participant, isOwn, leads)
  return (
    <tr>
      <td>
        {leads ? (
          <a href={`${path}/organizations/${organizationId}`}>
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
      </td>
      <td data-label={t('console.role')}>
        {t(`coalition.role.${role}`)}
        {knownTo === 'leads' && <p class="small soft">{t('coalition.known-to.leads')}</p>}
      </td>
      <td data-label={t('console.answer')}>
        {t(`console.part.${status}`)}
        {respondedAt && (
          <>
            {' · '}
            <When at={respondedAt} reader={reader} />
          </>
        )}
        {reason && (
          <p class="small soft" dir="auto">
            {reason}
          </p>
        )}
      </td>
      <td>
        {turns.length > 0 && (
          <form method="post" action={`${path}/organizations/${organizationId}`}>
            <Token c={c} />
            {turns.map((turn) => (
              <button type="submit" class="quiet" name="status" value={turn}>
                {t(`console.turn.${turn}`)}
              </button>
            ))}
          </form>
        )}
      </td>
    </tr>
  )
}
