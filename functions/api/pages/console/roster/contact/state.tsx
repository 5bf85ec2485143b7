import type { Context } from 'hono'
import { may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import type { Contact } from '../../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { isReader } from '../../rights/own.ts'
import { When, wordFor } from '../../shell/parts.tsx'
import { Grave, Turn } from '../../shell/turn.tsx'
import { contactPath } from './named.ts'

interface State {
  readonly c: Context<Env>
  readonly organizationId: Parameters<typeof contactPath>[0]['organizationId']
  readonly contact: Contact
  readonly reader: Reader
}

/** Who asked us to stop takes that back themselves; anything else a coordinator does. */
const Lift = ({ c, organizationId, contact: { id, suppressed }, reader: { words } }: State) => {
  const path = contactPath({ organizationId, contactId: id })
  if (!suppressed) return null
  if (suppressed.reason !== 'unsubscribed')
    return mayOnceProved(c.var.actor, 'contact.lift-suppression') ? (
      <Turn c={c} action={`${path}/lift`} words={words.t('console.lift')} look="quiet" />
    ) : null
  return isReader(c, id) ? (
    <Turn c={c} action={`${path}/resubscription`} words={words.t('console.lift')} look="quiet" />
  ) : null
}

/** Why a contact is no longer written to, and the way back; and the red button. */
export const ContactState = (state: State) => {
  const { c, organizationId, contact, reader } = state
  const { words } = reader
  const { suppressed } = contact
  return (
    <>
      {suppressed && (
        <p class="notice bad">
          {wordFor(words, 'console.left', suppressed.reason)} · <When at={suppressed.at} reader={reader} />
        </p>
      )}
      <div class="acts">
        <Lift {...state} />
        {may(c.var.actor, 'contact.compromised', { organizationId }) &&
          suppressed?.reason !== 'compromised' && (
            <Grave
              c={c}
              action={`${contactPath({ organizationId, contactId: contact.id })}/compromised`}
              words={words.t('console.compromised')}
              follows={words.t('console.compromised.hint')}
            />
          )}
      </div>
    </>
  )
}
