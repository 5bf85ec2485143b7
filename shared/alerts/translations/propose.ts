import type { Actor } from '../../access/actor.ts'
import { permit, permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import { alertContent } from '../content.ts'
import { hasExpired } from '../expiry.ts'
import { happened } from '../happened.ts'
import { lastIssued } from '../issued.ts'
import { getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { touchedBy } from '../touch.ts'
import { hasTextAlready, nobodyWaitsAnyMore, nothingToTranslate, tooMuchTogether } from './errors.ts'
import { findTranslation, putTranslation, translationsOf } from './repository.ts'
import { digestOfTranslation, type Translation, type TranslationInput } from './schema.ts'

/** The issued revision that a text would be a translation of; refuses one that has no place beside its texts. */
export const translatable = async (deps: Deps, alert: Alert, text: Translation['text']) => {
  const issued = await lastIssued(deps.store, alert)
  if (!issued) throw nothingToTranslate()
  const { content } = issued
  if (content.texts.some(({ language }) => language === text.language)) throw hasTextAlready()
  if (content.messageType !== 'cancel' && hasExpired(content, deps.clock.now())) throw nobodyWaitsAnyMore()
  const together = alertContent.shape.texts.safeParse([...content.texts, text])
  if (!together.success) throw tooMuchTogether(together.error.issues[0]!.message)
  return issued
}

interface Proposal {
  readonly id: string
  readonly language: string
  readonly input: TranslationInput
}

/** Proposes, or changes, a text for an alert that is out. Nobody outside hears of it before others approve it. */
export const proposeTranslation = (
  deps: Deps,
  actor: Actor,
  { id, language, input }: Proposal,
): Promise<Translation> => {
  permit(actor, 'alert.update')
  return onFreshRead(async () => {
    const alert = await getAlert(deps.store, id)
    const text = { language, ...input }
    const { revision } = await translatable(deps, alert, text)
    const before = await findTranslation(deps.store, id, { revision, language })
    const after: Translation = {
      revision,
      text,
      digest: digestOfTranslation(alert, text),
      state: 'proposed',
      touchedBy: touchedBy(actor, before?.touchedBy),
      approvals: [],
      version: (before?.version ?? 0) + 1,
    }
    await deps.store.transact([
      putTranslation(id, before, after),
      happened(deps, actor, 'alert.translation-proposed', alert, {
        data: { language, digest: after.digest, translates: revision },
      }),
    ])
    return after
  })
}

/** The translations of what is in force that came, or are to come, after it. */
export const readTranslations = async (deps: Deps, actor: Actor, id: string): Promise<Translation[]> => {
  permitToKnow(actor, 'alert.read-unissued', 'alert')
  const { issues } = await getAlert(deps.store, id)
  const last = issues.at(-1)
  return last ? translationsOf(deps.store, id, last.revision) : []
}
