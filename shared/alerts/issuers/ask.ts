import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { announce } from '../../ledger/announce.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { happened } from '../happened.ts'
import { stepTo } from '../lifecycle.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { nobodyToConsent } from './errors.ts'
import { findConsents, putConsent } from './repository.ts'
import type { Consent } from './schema.ts'
import { askableFor, consentDigest } from './who.ts'

interface Asking {
  readonly id: string
  readonly version?: number | undefined
}

/** Asks, by mail, whoever has not consented to the draft as it stands; asked again, only those who are silent. */
export const askForConsent = (deps: Deps, actor: Actor, { id, version }: Asking): Promise<Alert> => {
  permit(actor, 'alert.ask-consent')
  return onFreshRead(
    async () => {
      const before = await getAlert(deps.store, id)
      requireVersion('alert', before, version)
      stepTo(before, 'changed')
      const { organizations } = await askableFor(deps, before.content)
      if (organizations.length === 0) throw nobodyToConsent()
      const digest = consentDigest(before)
      const ids = organizations.map((each) => each.id)
      const known = await findConsents(deps.store, id, ids)
      const silent = ids.filter((each) => {
        const said = known.get(each)
        return !(said?.answer && said.digest === digest)
      })
      if (silent.length === 0) return before
      const at = deps.clock.now().toISOString()
      const notice = announce(deps, {
        kind: 'notice',
        subject: id,
        recipients: { of: 'organizations', organizationIds: silent, reach: 'first' },
        content: { key: 'consent-asked', params: {}, action: true },
        urgent: before.content.level === 'emergency',
        opens: 'consent',
      })
      const after = revise(before, {}, deps.clock.now())
      const asked = silent.map((organizationId): Consent => {
        const said = known.get(organizationId)
        return { organizationId, digest, at, by: stampOf(actor), version: (said?.version ?? 0) + 1 }
      })
      await deps.store.transact([
        ...replaceAlert(before, after),
        ...asked.map((each) => putConsent(id, known.get(each.organizationId), each)),
        ...notice.actions,
        happened(deps, actor, 'alert.consent-asked', after, {
          data: { organizationIds: silent },
          notifications: [notice.id],
        }),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
}
