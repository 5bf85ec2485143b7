import { type Actor, type Person, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { refuseResting } from '../../identity/resting.ts'
import { getSettings } from '../../settings/repository.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { stoppedNow } from '../errors.ts'
import { happened } from '../happened.ts'
import { lastIssued } from '../issued.ts'
import { isEnough, isInDoubt } from '../release/approvals.ts'
import { goesOutAt } from '../release/hold.ts'
import { alertUnchanged, getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { comeOut } from './come-out.ts'
import { approvedTranslation, noSuchTranslation, otherTranslation, ownTranslation } from './errors.ts'
import { translatable } from './propose.ts'
import { findTranslation, putTranslation } from './repository.ts'
import type { Translation } from './schema.ts'

const refuseUnfit = async (deps: Deps, actor: Person, found: Translation, digest: string) => {
  if (found.digest !== digest) throw otherTranslation()
  if (found.touchedBy.includes(actor.contactId)) throw ownTranslation()
  if (found.approvals.some(({ by }) => by.contactId === actor.contactId)) throw approvedTranslation()
  await refuseResting(deps, actor)
}

const findOfIssued = async (deps: Deps, alert: Alert, language: string) => {
  const issued = await lastIssued(deps.store, alert)
  const found =
    issued && (await findTranslation(deps.store, alert.id, { revision: issued.revision, language }))
  if (!found) throw noSuchTranslation()
  return found
}

/** When it goes out, once it has the approvals that its alert's level needs; nothing before. */
const releaseOf = async (
  deps: Deps,
  content: Alert['content'],
  { touchedBy, approvals }: Pick<Translation, 'touchedBy' | 'approvals'>,
) => {
  const settings = await getSettings(deps.store)
  const doubts = await Promise.all(approvals.map((each) => isInDoubt(deps, each)))
  const sure = { touchedBy, approvals: approvals.filter((_, at) => !doubts[at]) }
  if (!isEnough(sure, { needed: settings.approvals[content.level], alone: undefined })) return undefined
  return goesOutAt(content, { settings, alone: false, now: deps.clock.now() })
}

interface Approval {
  readonly id: string
  readonly language: string
  readonly digest: string
}

/**
 * Approves a translation, by somebody who did not touch it. With as many approvals as the level of the alert needs it
 * comes out: of an emergency at once, else after the hold, in which a halt stops it.
 */
export const approveTranslation = (
  deps: Deps,
  actor: Actor,
  { id, language, digest }: Approval,
): Promise<Translation> => {
  permit(actor, 'alert.approve')
  return onFreshRead(async () => {
    const before = await getAlert(deps.store, id)
    const stored = await findOfIssued(deps, before, language)
    const { revision, content } = await translatable(deps, before, stored.text)
    await refuseUnfit(deps, actor as Person, stored, digest)
    if (before.halted) throw stoppedNow()
    const now = deps.clock.now()
    const approvals = [...stored.approvals, { by: stampOf(actor), at: now.toISOString() }]
    const releaseAt = await releaseOf(deps, content, { ...stored, approvals })
    const approved = { ...stored, approvals, ...(releaseAt && { state: 'held' as const, releaseAt }) }
    if (releaseAt && Date.parse(releaseAt) <= now.getTime())
      return comeOut(deps, actor, { before, content, stored, approved })
    const after = { ...approved, version: stored.version + 1 }
    const row = {
      ...{ id: `translation-${id}-${revision}-${language}`, kind: 'alert-translation' as const },
      ...{ every: 60, subject: id, data: { revision, language, digest } },
    }
    await deps.store.transact([
      alertUnchanged(before),
      putTranslation(id, stored, after),
      ...(releaseAt ? [schedule({ ...row, dueAt: releaseAt })] : []),
      happened(deps, actor, 'alert.translation-approved', before, {
        data: { language, digest, ...(releaseAt && { releaseAt }) },
      }),
    ])
    return after
  })
}
