import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { takenIn } from '../../ledger/walk/sources.ts'
import { findSituation, getSituation } from '../../situations/repository.ts'
import type { Situation } from '../../situations/schema.ts'
import { previewAmong } from '../read.ts'
import { referenceFor } from '../reference.ts'
import { getAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { unwritten } from './mend.ts'

/** An alert as it stands, or would, with what its mails say besides. */
export interface Previewed {
  readonly alert: Alert
  readonly situation: Pick<Situation, 'title' | 'countries'>
  readonly reference: string
}

export const readForPreview = async (deps: Deps, actor: Actor, id: string): Promise<Previewed> => {
  permitToKnow(actor, 'alert.preview', 'alert')
  const alert = await getAlert(deps.store, id)
  const [situation, reference] = await Promise.all([
    getSituation(deps.store, alert.content.situationId),
    referenceFor(deps.store, alert),
  ])
  return { alert, situation, reference }
}

/** The situation of what is still being written may not be chosen yet. */
const nowhere: Previewed['situation'] = { title: unwritten, countries: [] }

/** What is not stored, with what its mails would say besides and, as long as nobody has been told, whom it would tell. */
export const previewSketch = async (deps: Deps, actor: Actor, alert: Alert, isStored: boolean) => {
  permitToKnow(actor, 'alert.preview', 'alert')
  const { situationId, audience } = alert.content
  const isOut = alert.issues.length > 0
  const [situation, taken, reference] = await Promise.all([
    findSituation(deps.store, situationId),
    isOut ? [] : takenIn(deps.store, audience),
    isStored ? referenceFor(deps.store, alert) : `TOC-${alert.createdAt.slice(0, 4)}-${unwritten}-1`,
  ])
  const told = situation && !isOut ? await previewAmong(deps, alert, { situation, taken }) : undefined
  return { alert, situation: situation ?? nowhere, reference, ...(told && { audience: told }) }
}
